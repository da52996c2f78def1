"""The end of a round: extending it, closing it, and leaving nothing behind that tells who said what."""

from collections import defaultdict
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from questionnaires.definitions import TEAM
from questionnaires.models import Answer, AnswerSheet, DateChange, Participation, Scan, State
from questionnaires.responding import copy_answers
from questionnaires.services import change_state
from wolscan.audit import record
from wolscan.models import User
from wolscan.sqlite import empty_log


class RoundIsClosed(Exception):
    """The round is not open (any more)."""


class ReasonNeeded(Exception):
    """Moving a date that people were told needs a reason."""


@transaction.atomic
def extend_round(*, scan: Scan, closes_on: date, reason: str, by: User) -> None:
    """Moves the last day of the round; the old day, the new day and the reason are kept."""
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    if held.state != State.OPEN:
        raise RoundIsClosed
    if not reason.strip():
        raise ReasonNeeded
    DateChange.objects.create(
        scan=held, field="closes_on", old=held.closes_on, new=closes_on, reason=reason.strip(), by=by, at=timezone.now()
    )
    Scan.objects.filter(pk=held.pk).update(closes_on=closes_on)
    record("round_extended", actor=by, subject=held, closes_on=closes_on.isoformat())


@transaction.atomic
def close_round(*, scan: Scan, by: User | None) -> int:
    """Closes a round for good and gives back how many unsent drafts were deleted, uncounted.

    The sheets that were sent are written anew, under new keys and in the order of those keys, so that neither keys
    nor the order on disk tell who sent when. Raises ``RoundIsClosed``; a team sheet is no round.
    """
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    if held.state != State.OPEN or held.sheets.filter(group=TEAM).exists():
        raise RoundIsClosed
    drafts = list(AnswerSheet.objects.select_for_update().filter(scan=held, is_sent=False))
    AnswerSheet.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    deleted = len(drafts)
    Participation.objects.filter(scan=held).delete()
    _write_anew(held)
    change_state(scan=held, new=State.GESPREK, by=by)
    held.save(update_fields=["state"])
    record("round_closed", actor=by, subject=held, deleted_drafts=deleted)
    transaction.on_commit(empty_log)
    return deleted


def _write_anew(scan: Scan) -> None:
    """Every sent sheet under a new random key, in key order."""
    answers: dict[object, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(sheet__scan=scan).order_by("topic"):
        answers[answer.sheet_id].append(answer)
    old = list(AnswerSheet.objects.filter(scan=scan))
    renewed = sorted(((uuid4(), sheet) for sheet in old), key=lambda pair: pair[0])
    AnswerSheet.objects.filter(pk__in=[sheet.pk for sheet in old]).delete()
    for key, sheet in renewed:
        copy = AnswerSheet.objects.create(pk=key, scan=scan, group=sheet.group, named=sheet.named, is_sent=True)
        copy_answers(answers[sheet.pk], copy)
