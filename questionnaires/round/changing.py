"""Moving the dates of a round that people were told, and telling them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from questionnaires.closing import ReasonNeeded, extend_round
from questionnaires.models import DateChange, Invitation, Scan, State
from questionnaires.round import dates
from questionnaires.round.inviting import RoundIsOver, hold
from questionnaires.round.queries import reachable
from wolscan.audit import record
from wolscan.mail import queue_many
from wolscan.models import User


@transaction.atomic
def change_dates(*, scan: Scan, closes_on: date | None, meets_at: datetime, reason: str, by: User, today: date) -> int:
    """Extends the round, moves the conversation, or both; gives back how many people are told by mail.

    Nothing happens when both are as they were. Who has sent hears only of the conversation. Raises ``WrongDate``,
    ``ReasonNeeded``, or ``RoundIsOver`` (the round can be extended while it is open, the conversation until it has
    been handed in).
    """
    held = hold(scan, {State.OPEN, State.GESPREK})
    extended, moved = closes_on not in {None, held.closes_on}, meets_at != held.meets_at
    if not (extended or moved):
        return 0
    if not reason.strip():
        raise ReasonNeeded
    last_day = (closes_on or held.closes_on) if held.state == State.OPEN else None
    dates.check_meeting(timezone.localdate(meets_at), last_day, today)
    if extended:
        _extend(held, closes_on, reason, by, today)
    if moved:
        _move(held, meets_at, reason, by)
    return _tell(held, extended, moved)


def _extend(scan: Scan, closes_on: date, reason: str, by: User, today: date) -> None:
    if scan.state != State.OPEN:
        raise RoundIsOver
    dates.check_later_end(closes_on, scan.closes_on, today)
    extend_round(scan=scan, closes_on=closes_on, reason=reason, by=by)


def _move(scan: Scan, meets_at: datetime, reason: str, by: User) -> None:
    _note_meeting(scan, timezone.localdate(meets_at), reason, by)
    Scan.objects.filter(pk=scan.pk).update(meets_at=meets_at, meeting_changes=F("meeting_changes") + 1)
    record("meeting_moved", actor=by, subject=scan)


def _tell(scan: Scan, extended: bool, moved: bool) -> int:
    everybody = reachable(scan)
    waiting = everybody.exclude(progress=Invitation.Progress.DONE)
    told = _mail("round_extended", waiting) if extended else 0
    if moved:
        told += _mail("meeting_moved", everybody.filter(progress=Invitation.Progress.DONE) if extended else everybody)
    return told


@transaction.atomic
def withdraw_meeting(*, scan: Scan, reason: str, by: User) -> int:
    """Takes the date of the conversation back, without a new one; gives back how many people are told by mail."""
    held = hold(scan, {State.OPEN, State.GESPREK})
    if held.meets_at is None:
        return 0
    if not reason.strip():
        raise ReasonNeeded
    _note_meeting(held, None, reason, by)
    Scan.objects.filter(pk=held.pk).update(meets_at=None, meeting_changes=F("meeting_changes") + 1)
    record("meeting_withdrawn", actor=by, subject=held)
    return _mail("meeting_withdrawn", reachable(held), was=held.meets_at.isoformat())


def _note_meeting(scan: Scan, new: date | None, reason: str, by: User) -> None:
    old = timezone.localdate(scan.meets_at) if scan.meets_at else None
    DateChange.objects.create(
        scan=scan, field="meets_at", old=old, new=new, reason=reason.strip(), by=by, at=timezone.now()
    )


def _mail(template: str, people: Iterable[Invitation], **context: str) -> int:
    mails = [(person.email, {"invitation": str(person.pk)} | context, person.language) for person in people]
    return len(queue_many(template, mails))
