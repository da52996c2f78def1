"""The access review: everybody with an account, a line for each role, for whoever has to say that it still fits."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wolscan.audit import record
from wolscan.models import Membership, User
from wolscan.people.queries import people
from wolscan.permissions import needs_second_step
from wolscan.spreadsheets import csv_text


@transaction.atomic
def access_review(*, by: User) -> str:
    """The list as CSV; that it was taken along is recorded, with the number of lines."""
    lines = [_heading(), *_lines()]
    record("access_review_exported", actor=by, subject="people", lines=len(lines) - 1)
    return csv_text(lines)


def _heading() -> list[str]:
    return [
        _("Name"), _("Mail address"), _("Account"), _("Role"), _("Organisation"), _("Location"),
        _("Account since"), _("Last signed in"), _("Second step"),
    ]  # fmt: skip


def _lines() -> Iterator[list[str]]:
    for person in people():
        for membership in person.memberships.all() or [None]:
            yield [
                person.name,
                person.email,
                _account(person),
                *_role(membership),
                *_days(person),
                _second_step(person),
            ]


def _account(person: User) -> str:
    if not person.is_active:
        return _("closed")
    return _("open") if person.has_usable_password() else _("no password yet")


def _second_step(person: User) -> str:
    if person.has_second_step:
        return _("set up")
    return _("not yet") if needs_second_step(person) else _("not needed")


def _role(membership: Membership | None) -> list[str]:
    if membership is None:
        return [_("none"), "", ""]
    location = membership.location
    organisation = location.organisation if location else membership.organisation
    return [str(membership.get_role_display()), str(organisation or ""), str(location or "")]


def _days(person: User) -> list[str]:
    return [_day(person.date_joined), _day(person.last_login) if person.last_login else _("never")]


def _day(moment: datetime) -> str:
    day: date = timezone.localtime(moment).date()
    return day.isoformat()
