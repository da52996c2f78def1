"""The access review: everybody with an account, a line for each role, for whoever has to say that it still fits."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from wolscan.audit import record
from wolscan.models import Membership, User
from wolscan.people.queries import count_lines, people
from wolscan.permissions import needs_second_step
from wolscan.spreadsheets import csv_text

#: So many people are read and written at once, however many there are.
AT_ONCE = 1_000


def access_review(*, by: User) -> Iterator[str]:
    """The list as CSV, piece by piece; that it is taken along is recorded first, with the number of lines."""
    record("access_review_exported", actor=by, subject="people", lines=count_lines())
    return _written()


def _written() -> Iterator[str]:
    yield "\ufeff" + csv_text([_heading()])
    found = people().iterator(chunk_size=AT_ONCE)
    while part := list(islice(found, AT_ONCE)):
        yield csv_text(_lines(part))


def _heading() -> list[str]:
    return [
        _("Name"), _("Mail address"), _("Account"), _("Role"), _("Organisation"), _("Location"),
        _("Account since"), _("Last signed in"), _("Second step"),
    ]  # fmt: skip


def _lines(found: Iterable[User]) -> Iterator[list[str]]:
    for person in found:
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
