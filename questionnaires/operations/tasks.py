"""What the programme office finds on its first page: where to go, and what waits there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.applying.queries import count_new
from wolscan.permissions import Permission, can_everywhere


def office_tasks(user: Any) -> list[dict[str, str]]:
    """Links with a word on what each is for; those that this person may open, so none for most people."""
    tasks = [
        (Permission.ADMIT, "application_list", _("Applications"), _waiting),
        (
            Permission.OVERSEE,
            "operations",
            _("How far the locations are"),
            _("State, dates, adviser and decided support"),
        ),
        (Permission.KEEP_PLACES, "place_list", _("Locations"), _("Change, move, merge, split, close; coordinators")),
        (Permission.KEEP_PLACES, "imports", _("Import"), _("Organisations, locations and advisers from a file")),
        (Permission.KEEP_PLACES, "region_list", _("Regions"), _("Zorgkantoren, spellings, from when till when")),
    ]
    return [
        {"title": title, "url": reverse(name), "text": text() if callable(text) else text}
        for permission, name, title, text in tasks
        if can_everywhere(user, permission)
    ]


def _waiting() -> str:
    count = count_new()
    if not count:
        return _("No application waits.")
    return ngettext("%(count)d application waits", "%(count)d applications wait", count) % {"count": count}
