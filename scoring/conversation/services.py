"""What changes during the conversation and at its end. Each service has an actor and is one transaction."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from questionnaires.closing import close_round
from questionnaires.definitions import load
from questionnaires.merging import Given, Merged, merge
from questionnaires.models import AgreedLevel, HelpWish, ReactionBy, Scan, SeriousIssue, WarningAnswer
from scoring.assessment.services import send_in_scan
from scoring.conversation.check import Findings, check
from scoring.conversation.queries import TALKING, Decision, decisions, table_of, wishes
from scoring.conversation.serious import SERIOUS_KEY, note_serious, take_back
from scoring.models import Assessment
from wolscan.audit import record
from wolscan.models import User

YES, NO = "ja", "nee"


class NotTalking(Exception):
    """The conversation has not begun, or the scan was sent in: nothing can be decided now."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the same since the page was made. Nothing was written; ``standing`` is theirs."""

    def __init__(self, standing: object) -> None:
        super().__init__(str(standing))
        self.standing = standing


class CouncilHasSpoken(Exception):
    """The client council wrote its reaction itself; nobody else may change it."""


class CannotSend(Exception):
    """The check found errors; ``findings`` says which. Nothing was sent in."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(", ".join(finding.code for finding in findings.errors))
        self.findings = findings


@transaction.atomic
def close(*, scan: Scan, by: User | None, today: date) -> int:
    """Closes the round for good, notes serious issues, and gives back how many unsent drafts were deleted.

    Raises ``questionnaires.closing.RoundIsClosed``.
    """
    deleted = close_round(scan=scan, by=by)
    note_serious(scan=scan, found=SeriousIssue.Found.ROUND, today=today)
    return deleted


@transaction.atomic
def agree(*, scan: Scan, topic: str, decision: Decision, by: User, today: date) -> Decision:
    """Keeps what the team decides for a topic. ``decision.revision`` is the one the page showed.

    Sending again what stands counts as saved. Raises ``ChangedMeanwhile`` when another editor was first, and
    ``NotTalking``.
    """
    held = _lock(scan)
    standing = decisions(held).get(topic, Decision())
    if standing.says_the_same_as(decision):
        return standing
    if standing.revision != decision.revision or not _written(held, topic, decision):
        raise ChangedMeanwhile(standing)
    if decision.value != standing.value:
        record("level_agreed", actor=by, subject=held, topic=topic)
        if decision.value == SERIOUS_KEY:
            note_serious(scan=held, found=SeriousIssue.Found.AGREED, today=today)
        elif standing.value == SERIOUS_KEY:
            take_back(scan=held, topic=topic)
    return decisions(held)[topic]


def _written(scan: Scan, topic: str, decision: Decision) -> bool:
    """Writes over exactly the revision that was seen, or nothing at all."""
    words = {"value": decision.value, "reason": decision.reason, "rests_on": decision.rests_on}
    if decision.revision is None:
        return AgreedLevel.objects.get_or_create(scan=scan, topic=topic, defaults=words)[1]
    row = AgreedLevel.objects.filter(scan=scan, topic=topic, revision=decision.revision)
    return bool(row.update(**words, revision=F("revision") + 1))


@transaction.atomic
def accept_calm(*, scan: Scan, by: User) -> int:
    """Takes over the proposal at every topic that all see alike and that is still open; gives back how many."""
    held = _lock(scan)
    count = 0
    for topic in table_of(held).calm:
        if topic.decided.value or not topic.proposal:
            continue
        proposed = Decision(topic.proposal, topic.decided.reason, topic.decided.rests_on, topic.decided.revision)
        count += _written(held, topic.key, proposed)
    record("proposals_accepted", actor=by, subject=held, count=count)
    return count


@transaction.atomic
def save_wishes(*, scan: Scan, seen: Mapping[str, str], typed: Mapping[str, Given], by: User) -> Merged:
    """Keeps the answers to *wilt u hulp, en welke?*, merged per theme with what others saved meanwhile.

    ``typed`` has ``ja`` or ``nee`` (or nothing) with the words, by theme. Raises ``NotTalking``.
    """
    held = _lock(scan)
    known = {theme.key for theme in load(held.questionnaire).themes}
    merged = merge(seen=dict(seen), typed={k: v for k, v in typed.items() if k in known}, standing=given_wishes(held))
    for theme in merged.written:
        _write_wish(held, theme, typed[theme])
    if merged.written:
        record("help_wishes_saved", actor=by, subject=held, count=len(merged.written))
    return merged


def given_wishes(scan: Scan) -> dict[str, Given]:
    """What stands at *wilt u hulp?*, by theme."""
    return {theme: Given(YES if wish.wants_help else NO, wish.which) for theme, wish in wishes(scan).items()}


def _write_wish(scan: Scan, theme: str, wish: Given) -> None:
    if not wish.value:
        HelpWish.objects.filter(scan=scan, theme=theme).delete()
        return
    HelpWish.objects.update_or_create(
        scan=scan, theme=theme, defaults={"wants_help": wish.value == YES, "which": wish.note}
    )


@transaction.atomic
def react(*, scan: Scan, text: str, seen: str, written_by: ReactionBy, by: User | None) -> None:
    """Keeps the reaction of the client council, word for word. ``seen``: the fingerprint of what the page showed.

    The coordinator may write it down on behalf of a council that did not do so itself. Raises ``CouncilHasSpoken``,
    ``ChangedMeanwhile`` or ``NotTalking``.
    """
    held = _lock(scan)
    is_own = held.council_reaction_by == ReactionBy.COUNCIL
    if held.council_reaction == text and (is_own or held.council_reaction_by == written_by):
        return
    if is_own and written_by != ReactionBy.COUNCIL:
        raise CouncilHasSpoken
    if Given(note=held.council_reaction).fingerprint != seen:
        raise ChangedMeanwhile(held.council_reaction)
    signature = written_by if text else ""
    Scan.objects.filter(pk=held.pk).update(council_reaction=text, council_reaction_by=signature)
    record("council_reaction_saved", actor=by, subject=held, written_by=str(written_by))


@transaction.atomic
def answer_warnings(*, scan: Scan, answers: Mapping[str, str], by: User) -> None:
    """Keeps what the location says about warnings, by code; an empty answer takes an earlier one away."""
    held = _lock(scan)
    said = {code: answer for code, answer in answers.items() if answer}
    WarningAnswer.objects.filter(scan=held, code__in=answers.keys() - said.keys()).delete()
    WarningAnswer.objects.bulk_create(
        [WarningAnswer(scan=held, code=code, answer=answer) for code, answer in said.items()],
        update_conflicts=True,
        unique_fields=["scan", "code"],
        update_fields=["answer"],
    )
    record("warnings_answered", actor=by, subject=held, codes=sorted(said))


@transaction.atomic
def send_in_after_check(*, scan: Scan, by: User, reason: str = "", at: datetime | None = None) -> Assessment:
    """Sends a scan in after the conversation, unless the check finds an error.

    Sending twice gives the outcome of the first time. Raises ``CannotSend``, and as ``send_in_scan``.
    """
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    if held.state in TALKING:
        findings = check(held)
        if findings.errors:
            raise CannotSend(findings)
    return send_in_scan(scan=held, by=by, reason=reason, at=at)


def _lock(scan: Scan) -> Scan:
    """Holds the scan until the transaction ends, so that deciding, reacting and sending in never overlap."""
    held = Scan.objects.select_for_update(of=("self",)).select_related("location", "adviser").get(pk=scan.pk)
    if held.state not in TALKING:
        raise NotTalking
    return held
