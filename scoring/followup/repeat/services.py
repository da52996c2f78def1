"""Starting and moving a repeat scan. Each service is one transaction with its audit row.

All of them hold the location first, so that the calendar, a coordinator and an adviser never overlap.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from questionnaires.models import Scan
from questionnaires.services import open_scan, prepare_scan
from scoring.followup.repeat.queries import Window, due_scans, first_start, is_repeated, window_of
from scoring.models import RepeatMove, RepeatNotice
from wolscan.audit import record
from wolscan.mail import queue_many
from wolscan.models import Location, User
from wolscan.permissions import Permission, who_may

MOVED = "repeat_moved"


class TooEarly(Exception):
    """The repeat scan cannot be started yet; ``first`` is the first day on which it can."""

    def __init__(self, first: date) -> None:
        super().__init__(first.isoformat())
        self.first = first


class AlreadyOpened(Exception):
    """The repeat scan has been opened, so its day can no longer move; or the outcome is no longer final."""


class NotThen(Exception):
    """The day lies outside the window, or has passed."""

    def __init__(self, window: Window) -> None:
        super().__init__(f"{window.first} {window.last}")
        self.window = window


class ReasonNeeded(Exception):
    """A repeat scan moves with a reason."""


class ChangedMeanwhile(Exception):
    """Somebody else moved the repeat scan since the page was made; ``repeat_on`` is where it stands now."""

    def __init__(self, repeat_on: date) -> None:
        super().__init__(repeat_on.isoformat())
        self.repeat_on = repeat_on


@transaction.atomic
def begin_scan(*, location: Location, together: bool, by: User, today: date) -> Scan:
    """Starts a scan of a location: filled in ``together`` on one sheet, or with everybody alone first.

    A repeat can start from the first day to which it could have moved. Raises ``TooEarly`` and ``ScanIsRunning``.
    """
    held = _hold(location.pk)
    first = first_start(held, today)
    if first is not None:
        raise TooEarly(first)
    begin = open_scan if together else prepare_scan
    return begin(location=held, by=by, today=today)


@transaction.atomic
def open_due(*, scan: Scan, today: date) -> Scan | None:
    """Opens the repeat of a final scan whose invitation day has come; nothing when that was done meanwhile.

    It is in preparation and blank; the coordinators choose how they fill it in.
    """
    held = _hold(scan.location_id)
    if not due_scans(today).filter(pk=scan.pk).exists():
        return None
    repeat = prepare_scan(location=held, by=None, today=today)
    RepeatNotice.objects.create(scan=repeat)
    return repeat


@transaction.atomic
def move(*, scan: Scan, new_on: date, seen: date, reason: str, by: User, today: date) -> RepeatMove | None:
    """Moves the repeat scan to another day within its window; ``seen`` is the day that the page showed.

    The day the rules gave stays the anchor, so that moves do not add up. Coordinators and adviser are told by mail.
    Moving to where it stands does nothing. Raises ``ReasonNeeded``, ``NotThen``, ``ChangedMeanwhile``,
    ``AlreadyOpened``.
    """
    _hold(scan.location_id)
    held = Scan.objects.select_for_update(of=("self",)).select_related("location", "adviser").get(pk=scan.pk)
    if not held.is_final or held.repeat_on is None or is_repeated(held):
        raise AlreadyOpened
    if held.repeat_on == new_on:
        return None
    if held.repeat_on != seen:
        raise ChangedMeanwhile(held.repeat_on)
    if not reason.strip():
        raise ReasonNeeded
    window = window_of(held)
    if not window.holds(new_on) or new_on < today:
        raise NotThen(window)
    return _moved(held, window.planned_on, new_on, reason.strip(), by)


def _moved(scan: Scan, planned_on: date, new_on: date, reason: str, by: User) -> RepeatMove:
    moved = RepeatMove.objects.create(
        scan=scan,
        planned_on=planned_on,
        old_on=scan.repeat_on,
        new_on=new_on,
        reason=reason,
        by=by,
        at=timezone.now(),
    )
    Scan.objects.filter(pk=scan.pk).update(repeat_on=new_on)
    record("repeat_moved", actor=by, subject=scan, old=moved.old_on.isoformat(), new=new_on.isoformat())
    _tell(scan, moved)
    return moved


def _tell(scan: Scan, moved: RepeatMove) -> None:
    """One mail to each coordinator and to the adviser, but not to whoever moved it."""
    people = {person.pk: person for person in who_may(Permission.INVITE, scan.location)}
    if scan.adviser and scan.adviser.is_active:
        people[scan.adviser.pk] = scan.adviser
    people.pop(moved.by_id, None)
    queue_many(MOVED, [(p.email, {"move": moved.pk, "name": p.name}, p.language or "nl") for p in people.values()])


def _hold(location: object) -> Location:
    """Holds the location until the transaction ends."""
    return Location.objects.select_for_update(of=("self",)).get(pk=location)
