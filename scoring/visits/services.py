"""Planning, moving and cancelling a visit. Each change after the first raises ``changes``: SEQUENCE in calendars."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from questionnaires.models import Scan, State
from scoring.models import Visit
from wolscan.audit import record
from wolscan.mail import queue_many
from wolscan.models import User
from wolscan.permissions import Permission, who_may

MAIL = "visit"


class ChangedMeanwhile(Exception):
    """The visit was changed since the page was made. Nothing was written; ``standing`` is what stands."""

    def __init__(self, standing: Visit | None) -> None:
        super().__init__(str(standing))
        self.standing = standing


class NotNow(Exception):
    """The scan was not sent in, or was withdrawn: there is nothing to visit for."""


@transaction.atomic
def plan_visit(*, scan: Scan, starts_at: datetime, minutes: int, what: str, seen: int | None, by: User) -> Visit:
    """Plans the visit of a scan, moves it, or plans it again after it was cancelled; tells the coordinators.

    ``seen`` is ``changes`` of the visit the page showed, ``None`` where there was none. The same again changes
    nothing and tells nobody. Raises ``ChangedMeanwhile`` or ``NotNow``.
    """
    held = _hold(scan)
    standing = Visit.objects.filter(scan=held).first()
    wanted = {"starts_at": starts_at, "minutes": minutes, "what": what.strip(), "cancelled_at": None}
    if standing and all(getattr(standing, name) == value for name, value in wanted.items()):
        return standing
    if (standing.changes if standing else None) != seen:
        raise ChangedMeanwhile(standing)
    visit = standing or Visit(scan=held)
    visit.changes += 1 if standing else 0
    for name, value in (wanted | {"by": by, "at": timezone.now()}).items():
        setattr(visit, name, value)
    visit.save()
    record("visit_moved" if standing else "visit_planned", actor=by, subject=held, changes=visit.changes)
    _tell(visit, by)
    return visit


@transaction.atomic
def cancel_visit(*, scan: Scan, seen: int | None, by: User) -> Visit | None:
    """Cancels the visit of a scan and tells the coordinators; one that is off already stays so.

    Raises ``ChangedMeanwhile``.
    """
    held = Scan.objects.select_for_update(of=("self",)).select_related("location").get(pk=scan.pk)
    visit = Visit.objects.filter(scan=held).first()
    if visit is None or visit.cancelled_at is not None:
        return visit
    if visit.changes != seen:
        raise ChangedMeanwhile(visit)
    visit.cancelled_at, visit.changes = timezone.now(), visit.changes + 1
    visit.by, visit.at = by, visit.cancelled_at
    visit.save()
    record("visit_cancelled", actor=by, subject=held, changes=visit.changes)
    _tell(visit, by)
    return visit


def _hold(scan: Scan) -> Scan:
    """Holds the scan until the transaction ends, so that two pages never plan at once."""
    held = Scan.objects.select_for_update(of=("self",)).select_related("location").get(pk=scan.pk)
    if not held.was_sent_in or held.state == State.VERVALLEN:
        raise NotNow
    return held


def _tell(visit: Visit, by: User) -> None:
    """One mail to each coordinator; what it says is made when it is sent."""
    queue_many(
        MAIL,
        [
            (
                person.email,
                {"visit": visit.pk, "changes": visit.changes, "name": person.name, "adviser": by.name},
                person.language or settings.LANGUAGE_CODE,
            )
            for person in who_may(Permission.MEET, visit.scan.location)
        ],
    )
