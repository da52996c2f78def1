"""The adviser's decision: confirming a scan (*vaststellen*), and opening it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from questionnaires.definitions import load
from questionnaires.models import Scan, State
from questionnaires.services import change_state
from questionnaires.states import Action, allows
from scoring.assessment.services import freeze
from scoring.followup.checking import plan_check
from scoring.givingback.codes import lookups_for
from scoring.models import Assessment, Decision, Tier
from scoring.outcomes.material import to_freeze
from scoring.publication.freezing import freeze_row
from scoring.reports.services import queue_report
from scoring.review.queries import adjustments, verdicts_needed
from wolscan.audit import record
from wolscan.mail import queue_many
from wolscan.models import User
from wolscan.permissions import Permission, who_may

#: Why a decision cannot be made without words.
OTHER_TIER, SERIOUS_WITHOUT_SUPPORT = "other_tier", "ernstig_zonder_steun"


class NotSentIn(Exception):
    """Only a scan that is under review can be confirmed."""


class ReasonNeeded(Exception):
    """This tier needs words; ``codes`` says why (see ``words_needed``)."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


class VerdictNeeded(Exception):
    """Critical topics were agreed *niet van toepassing* and the adviser has not said what they think of it."""

    def __init__(self, topics: list[str]) -> None:
        super().__init__(", ".join(topics))
        self.topics = topics


class NotFinal(Exception):
    """Only a final scan can be reopened."""


class RepeatHasBegun(Exception):
    """The location works on a later scan already, which rests on this one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the adviser decides. ``themes`` None: those that need support by the rule."""

    tier: str
    reason: str = ""
    themes: Sequence[str] | None = None
    appointment: str = ""
    appointment_on: date | None = None


def words_needed(outcome: Mapping[str, Any], tier: str) -> tuple[str, ...]:
    """Why this tier cannot be decided without words.

    ``other_tier``: it is not that of the rule, so a reason is given; ``ernstig_zonder_steun``: some topic is a serious
    issue while this tier brings no adviser to the location, so an appointment about it is recorded, with its day.
    """
    serious = any(topic["agreed"] == "ernstig_issue" for topic in outcome["topics"].values())
    holds = {
        OTHER_TIER: tier != outcome["tier"]["proposal"],
        SERIOUS_WITHOUT_SUPPORT: serious and tier in {Tier.ZELF, Tier.LICHT},
    }
    return tuple(code for code, needed in holds.items() if needed)


def themes_with_need(outcome: Mapping[str, Any]) -> list[str]:
    """The themes that need support by the rule, in no particular order."""
    return [key for key, theme in outcome["themes"].items() if theme["need"] in {"licht", "op_locatie"}]


def verdicts_missing(scan: Scan, assessment: Assessment) -> list[str]:
    """Critical topics agreed *nvt* that the adviser neither confirmed nor questioned."""
    needed = verdicts_needed(load(assessment.questionnaire), assessment)
    given = {topic for topic, row in adjustments(scan).items() if row.not_applicable} if needed else set()
    return [topic for topic in needed if topic not in given]


@transaction.atomic
def confirm(*, scan: Scan, choice: Choice, by: User, today: date) -> Decision:
    """Decides the support and makes the scan final: outcome and report frozen, repeat planned, coordinators told.

    The tier of the rule and the decided tier are both kept. Confirming again after reopening makes a next version; the
    earlier one stays. Raises ``NotSentIn``, ``ReasonNeeded`` or ``VerdictNeeded``; then nothing has changed.
    """
    held = (
        Scan.objects.select_for_update(of=("self",)).select_related("location__organisation", "adviser").get(pk=scan.pk)
    )
    if not allows(held.state, Action.CONFIRM):
        raise NotSentIn
    assessment = freeze(scan=held, at=timezone.now(), confirmed_on=today)
    _check(held, assessment, choice)
    held.confirmed_on, held.repeat_on = today, date.fromisoformat(assessment.outcome["repeat_on"])
    decision = _decide(held, assessment, choice, by)
    change_state(scan=held, new=State.VASTGESTELD, by=by, reason=decision.reason)
    if held.actions.exists():  # of the version before: the follow-up goes on
        change_state(scan=held, new=State.OPVOLGING, by=by)
    held.outcome_lookup = held.outcome_lookup or lookups_for([held.pk])[held.pk]
    held.save(update_fields=["state", "confirmed_on", "repeat_on", "outcome_lookup"])
    freeze_row(scan=held, decision=decision)
    plan_check(scan=held)
    _hand_out(held, decision, by)
    record("scan_confirmed", actor=by, subject=held, tier=decision.tier, rule_tier=decision.rule_tier,
           overruled=decision.rule_tier not in {None, decision.tier})  # fmt: skip
    return decision


def _hand_out(scan: Scan, decision: Decision, by: User) -> None:
    """The report in every language, and a mail that says whether this is the first version."""
    for language, _name in settings.LANGUAGES:
        queue_report(scan=scan, assessment=decision.assessment, decision=decision, language=language, by=by)
    again = Decision.objects.filter(scan=scan).count() > 1
    _tell_coordinators("scan_confirmed_again" if again else "scan_confirmed", scan)


def _check(scan: Scan, assessment: Assessment, choice: Choice) -> None:
    written = {OTHER_TIER: choice.reason, SERIOUS_WITHOUT_SUPPORT: choice.appointment if choice.appointment_on else ""}
    codes = tuple(code for code in words_needed(assessment.outcome, choice.tier) if not written[code].strip())
    if codes:
        raise ReasonNeeded(codes)
    if missing := verdicts_missing(scan, assessment):
        raise VerdictNeeded(missing)


def _decide(scan: Scan, assessment: Assessment, choice: Choice, by: User) -> Decision:
    """The row of the decision, with everything that its report will show."""
    chosen = themes_with_need(assessment.outcome) if choice.themes is None else choice.themes
    appointment = choice.appointment.strip()
    return Decision.objects.create(
        scan=scan,
        assessment=assessment,
        rule_tier=assessment.outcome["tier"]["proposal"],
        tier=Tier(choice.tier),
        reason=choice.reason.strip(),
        themes=[theme.key for theme in load(scan.questionnaire).themes if theme.key in chosen],
        appointment=appointment,
        appointment_on=choice.appointment_on if appointment else None,
        recommendations=list(scan.recommendations.values("practice", "theme", "note")),
        material=to_freeze(scan),
        by=by,
        at=assessment.made_at,
    )


@transaction.atomic
def reopen(*, scan: Scan, reason: str, by: User) -> None:
    """Takes a final scan back under review; outcome, decision, report, code and actions stay. Coordinators are told.

    Raises ``NotFinal``, ``RepeatHasBegun``, and ``ReasonNeeded`` without a reason.
    """
    held = Scan.objects.select_for_update(of=("self",)).select_related("location").get(pk=scan.pk)
    if not allows(held.state, Action.REOPEN):
        raise NotFinal
    if has_later_scan(held):
        raise RepeatHasBegun
    if not reason.strip():
        raise ReasonNeeded((Action.REOPEN,))
    change_state(scan=held, new=State.IN_BEOORDELING, by=by, reason=reason.strip())
    held.confirmed_on = held.repeat_on = None
    held.save(update_fields=["state", "confirmed_on", "repeat_on"])
    _tell_coordinators("scan_reopened", held)
    record("scan_reopened", actor=by, subject=held)


def has_later_scan(scan: Scan) -> bool:
    """Whether the location has begun a scan after this one; a withdrawn one does not count."""
    later = Scan.objects.filter(location=scan.location_id, opened_on__gte=scan.opened_on).exclude(pk=scan.pk)
    return later.exclude(state=State.VERVALLEN).exclude(pk=scan.previous_id).exists()


def _tell_coordinators(template: str, scan: Scan) -> None:
    """One mail to each coordinator of the location, in the language of their account."""
    context = {"scan": str(scan.pk), "location": scan.location.name}
    queue_many(
        template,
        [
            (user.email, context | {"name": user.name}, user.language or settings.LANGUAGE_CODE)
            for user in who_may(Permission.LEAD_CONVERSATION, scan.location)
        ],
    )
