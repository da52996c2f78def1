"""What accounts do without being asked: they listen to second steps, and forget what is over."""

from datetime import date

from wolscan.accounts import steps
from wolscan.accounts.limits import forget_what_is_over
from wolscan.daily import every_day


def forget_devices(today: date) -> int:
    """The devices of sessions that ended: address and browser of a person are kept no longer than the session."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    return UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def register() -> None:
    steps.register()
    every_day("counted attempts cleared away", forget_what_is_over, order=90)
    every_day("devices signed out forgotten", forget_devices, order=95)
