"""The devices on which somebody is signed in: what a browser calls itself, and signing out on all of them."""

from typing import Any

from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

#: In this order: most browsers also call themselves by the names of others.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
}
BROWSERS |= {"CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "Chromebook"}
SYSTEMS |= {"Macintosh": "Mac", "Linux": "Linux"}


def device_of(user_agent: str) -> str:
    """*Firefox, Windows*; a browser that says nothing known is an unknown device."""
    found = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(filter(None, found)) or _("Unknown device")


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((word for sign, word in names.items() if sign in user_agent), "")


def sign_out_everywhere(user: Any) -> int:
    """Ends every session of a person; gives back how many there were."""
    found = user.usersession_set.all()
    count, _by_model = Session.objects.filter(session_key__in=found.values("session_key")).delete()
    found.delete()
    return int(count)
