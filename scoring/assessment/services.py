"""Sending a scan in, and freezing what follows from it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from questionnaires.definitions import TEAM, load
from questionnaires.models import AnswerSheet, Scan, SeriousIssue, State
from questionnaires.services import SheetIsClosed, change_state
from questionnaires.states import Action, allows
from scoring.assessment.queries import incomplete_themes, outcome_of
from scoring.conversation.queries import TALKING
from scoring.conversation.serious import note_serious
from scoring.domain import outcome as outcomes
from scoring.models import Assessment
from scoring.review.returning import end_return
from wolscan.audit import record
from wolscan.models import User


class ReasonNeeded(Exception):
    """Themes have too few answers for a level; sending them in needs a reason. ``themes`` holds their keys."""

    def __init__(self, themes: list[str]) -> None:
        super().__init__(", ".join(themes))
        self.themes = themes


class NothingToSend(Exception):
    """No sheet holds an answer."""


@transaction.atomic
def send_in(*, sheet: AnswerSheet, by: User, reason: str = "", at: datetime | None = None) -> Assessment:
    """Sends a team sheet and with it the scan: filling in together is the conversation, so its levels are agreed.

    Sending twice gives the outcome of the first time. Raises ``ReasonNeeded`` (nothing is changed) when a theme has too
    few answers and no reason is given, ``NothingToSend`` for an empty sheet, ``SheetIsClosed`` when the scan no
    longer takes answers.
    """
    scan = Scan.objects.select_for_update().get(pk=sheet.scan_id)
    held = AnswerSheet.objects.get(pk=sheet.pk)
    if held.is_sent and not scan.is_answering:
        return scan.assessments.latest()
    if not allows(scan.state, Action.SEND_IN, Action.SEND_IN_AGAIN):
        raise SheetIsClosed
    if not held.answers.exclude(value="").exists():
        raise NothingToSend
    AnswerSheet.objects.filter(pk=held.pk).update(is_sent=True)
    return submit(scan=scan, by=by, reason=reason, at=at)


@transaction.atomic
def send_in_scan(*, scan: Scan, by: User, reason: str = "", at: datetime | None = None) -> Assessment:
    """Sends in a scan whose sheets were sent by the people themselves, after the conversation.

    Sending twice gives the outcome of the first time. Raises as ``submit``, and ``SheetIsClosed`` for a scan that is
    not in conversation or that is filled in on a team sheet.
    """
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    if held.submitted_at and not held.is_answering:
        return held.assessments.latest()
    if held.state not in TALKING or held.sheets.filter(group=TEAM, is_sent=False).exists():
        raise SheetIsClosed
    return submit(scan=held, by=by, reason=reason, at=at)


@transaction.atomic
def submit(*, scan: Scan, by: User | None, reason: str = "", at: datetime | None = None) -> Assessment:
    """Hands the sheets of a scan to the adviser: freezes the outcome and moves the scan to *ingediend*.

    A scan that was returned goes back to its adviser, who gets a mail. Raises ``ReasonNeeded`` when a theme has no
    complete picture and no reason is given, ``NothingToSend`` without answers.
    """
    at = at or timezone.now()
    outcome = outcome_of(scan)
    missing = incomplete_themes(outcome)
    if missing and not reason.strip():
        raise ReasonNeeded(missing)
    if not any(topic.agreed for topic in outcome.topics.values()):
        raise NothingToSend
    change_state(scan=scan, new=State.INGEDIEND, by=by, reason=reason)
    scan.submitted_at, scan.incomplete_reason = at, reason.strip()
    scan.save(update_fields=["state", "submitted_at", "incomplete_reason"])
    end_return(scan=scan, at=at)
    record("scan_sent_in", actor=by, subject=scan)
    note_serious(scan=scan, found=SeriousIssue.Found.AGREED, today=timezone.localdate(at))
    return freeze(scan=scan, at=at)


def freeze(*, scan: Scan, at: datetime, confirmed_on: date | None = None) -> Assessment:
    """Appends the outcome of a scan, pinned to the content and the rules it was made with. Runs in a transaction."""
    document = outcomes.document(outcome_of(scan, confirmed_on))
    return Assessment.objects.create(
        scan=scan,
        made_at=at,
        questionnaire=scan.questionnaire,
        rules=scan.rules,
        content_digest=load(scan.questionnaire).digest,
        outcome=document,
        digest=outcomes.digest(document, questionnaire=scan.questionnaire, rules=scan.rules),
    )
