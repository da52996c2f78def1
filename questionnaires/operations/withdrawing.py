"""Withdrawing a scan before it is confirmed: who did it and why stay, what people filled in one by one goes."""

from typing import Any

from django.conf import settings
from django.db import transaction

from questionnaires.definitions import TEAM
from questionnaires.models import AnswerSheet, Invitation, Participation, Scan, State
from questionnaires.round.queries import reachable
from questionnaires.services import change_state
from questionnaires.states import Action, allows
from wolscan.audit import record
from wolscan.mail import queue, queue_many
from wolscan.models import User
from wolscan.permissions import Permission, who_may
from wolscan.sqlite import empty_log

TOLD, STOPPED = "scan_withdrawn", "scan_stopped"


class CannotWithdraw(Exception):
    """The scan is confirmed (or was, and is being looked at again), or it was withdrawn already."""


class ReasonNeeded(Exception):
    """A scan is withdrawn with a reason."""


def can_be_withdrawn(scan: Scan) -> bool:
    """Whether a scan is in a state in which it can end like this. What was once confirmed stays."""
    return allows(scan.state, Action.WITHDRAW) and not scan.state_changes.filter(new=State.VASTGESTELD).exists()


@transaction.atomic
def withdraw_scan(*, scan: Scan, reason: str, by: User) -> None:
    """Ends a scan with a reason. Coordinators and adviser get a mail with it, invited people one without.

    Of a round that was open nothing can be used any more, so the sheets of its people are deleted, sent ones too. What
    a team agreed stays with the scan and is read by nobody. The scan of which this one is the repeat can be repeated
    again. Raises ``CannotWithdraw`` and ``ReasonNeeded``.
    """
    held = Scan.objects.select_for_update(of=("self",)).select_related("location", "adviser").get(pk=scan.pk)
    if not can_be_withdrawn(held):
        raise CannotWithdraw
    if not reason.strip():
        raise ReasonNeeded
    _tell_invited(held)
    deleted = _delete_sheets(held) if held.state in {State.VOORBEREIDING, State.OPEN} else 0
    change_state(scan=held, new=State.VERVALLEN, by=by, reason=reason.strip())
    held.meeting_changes += 1  # calendars believe only a later version of what they have
    held.save(update_fields=["state", "meeting_changes"])
    record("scan_withdrawn", actor=by, subject=held, deleted_sheets=deleted)
    _tell(held, reason.strip(), by)


def _delete_sheets(scan: Scan) -> int:
    """The sheets of people who filled in on their own, and who they belong to; gives back how many sheets."""
    people = Participation.objects.filter(scan=scan).exclude(group=TEAM)
    sheets = AnswerSheet.objects.filter(scan=scan).exclude(group=TEAM)
    count = sheets.count()
    sheets.delete()
    people.delete()
    if count:
        transaction.on_commit(empty_log)
    return count


def _tell_invited(scan: Scan) -> None:
    """Who was invited by mail, and not yet told that the scan is over, hears that nothing is asked any more."""
    if scan.state not in {State.OPEN, State.GESPREK}:
        return
    at = scan.meets_at.isoformat() if scan.meets_at else ""
    people: list[Invitation] = list(reachable(scan))
    queue_many(STOPPED, [(p.email, {"invitation": str(p.pk), "was": at}, p.language) for p in people])


def _tell(scan: Scan, reason: str, by: User) -> None:
    people = {person.pk: person for person in who_may(Permission.WITHDRAW, scan.location)}
    if scan.adviser and scan.adviser.is_active:
        people[scan.adviser.pk] = scan.adviser
    people.pop(by.pk, None)
    words: dict[str, Any] = {"location": scan.location.name, "reason": reason, "by": by.name}
    for person in people.values():
        language = person.language or settings.LANGUAGE_CODE
        queue(TOLD, to=person.email, language=language, context={"name": person.name} | words)
