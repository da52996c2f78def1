"""The one context of an outcome: what the page shows, the print version prints and the PDF holds.

Everything in it is ready to be shown in the language that is active when it is made. It rests on the frozen outcome
of the scan and on what stands beside it (``material``): notes, wishes, rosters. A decision has frozen that too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from questionnaires.definitions import Questionnaire
from questionnaires.models import Scan
from questionnaires.presenters import tr
from scoring.domain import plan as plans
from scoring.domain.plan import Plan
from scoring.domain.staffing import rules as staffing_rules
from scoring.followup.comparison import Comparison, comparison_of
from scoring.models import Assessment, Decision
from scoring.outcomes.advice import Advice, advice_of
from scoring.outcomes.material import facts_in, material_of, previous_in, roster_in, said_in
from scoring.outcomes.presenters import narrow_sentence, tier_reason, warning_sentence, what_if_sentences
from scoring.outcomes.themes import ThemeView, theme_view
from scoring.outcomes.trace import Step, trace
from scoring.outcomes.voices import Voices, voices_of
from scoring.outcomes.words import tier_meaning, tier_name
from scoring.staffing.beside import Beside, beside_theme


@dataclass(frozen=True, slots=True)
class TierView:
    """The tier of the rule and, once the adviser decided, the tier that holds. ``differs``: they are not the same."""

    proposed: str | None
    proposed_name: str
    decided: str | None
    name: str
    meaning: str
    reasons: list[str]
    differs: bool
    decision_reason: str
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """How close the tier is, and the smallest change for a lighter one. For who may see it before the end."""

    narrow: str
    is_narrow: bool
    steps: list[str]


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a scan; those that have not come are ``None``."""

    opened_on: date
    sent_in_on: date | None
    confirmed_on: date | None
    repeat_on: date | None
    invitation_on: date | None


@dataclass(frozen=True, slots=True)
class OutcomeContext:
    """An outcome, ready to be shown."""

    scan: Scan
    assessment: Assessment
    questionnaire: Questionnaire
    themes: list[ThemeView]
    tier: TierView
    trace: list[Step]
    voices: Voices
    what_if: WhatIf | None
    table: list[str]
    comparison: Comparison | None
    dates: Dates
    beside: Beside | None
    advice: Advice | None

    @property
    def is_final(self) -> bool:
        return self.tier.decided is not None

    @property
    def is_fictitious(self) -> bool:
        """Demo data: marked on every page and every sheet of paper."""
        return self.scan.location.organisation.is_fictitious

    @property
    def digest(self) -> str:
        """The beginning of the sha256 that pins the outcome, in groups of four."""
        start = self.assessment.digest[:16]
        return " ".join(start[place : place + 4] for place in range(0, 16, 4))


def outcome_context(
    scan: Scan, assessment: Assessment, decision: Decision | None, *, with_what_if: bool
) -> OutcomeContext:
    """The context of one outcome, in the active language.

    ``with_what_if`` is for those who may see it (``sees_what_if``); a final outcome always has it. ``scan`` comes with
    its location and organisation. At most ten queries, whatever the number of sheets.
    """
    plan = plans.load(assessment.questionnaire, assessment.rules)
    outcome = assessment.outcome
    material = material_of(scan, decision)
    words = said_in(material)
    themes = [theme_view(plan, theme, outcome, words) for theme in plan.questionnaire.themes]
    tier = _tier(plan, outcome["tier"], decision)
    return OutcomeContext(
        scan=scan,
        assessment=assessment,
        questionnaire=plan.questionnaire,
        themes=themes,
        tier=tier,
        trace=trace(plan, outcome, themes, tier.reasons),
        voices=voices_of(plan, outcome, material),
        what_if=_what_if(plan.questionnaire, outcome["tier"]) if with_what_if or decision else None,
        table=_table(plan.questionnaire, material["table"]),
        comparison=comparison_of(plan.questionnaire, assessment, previous_in(material)),
        dates=_dates(plan, scan),
        beside=beside_theme(
            roster_in(material),
            facts_in(material),
            plan.questionnaire,
            assessment,
            staffing_rules.load(material["staffing_rules"]),
        ),
        advice=advice_of(plan, outcome, decision, material) if decision else None,
    )


def _tier(plan: Plan, tier: Mapping[str, Any], decision: Decision | None) -> TierView:
    proposed = tier["proposal"]
    decided = decision.tier if decision else None
    return TierView(
        proposed=proposed,
        proposed_name=tier_name(proposed),
        decided=decided,
        name=tier_name(decided or proposed),
        meaning=tier_meaning(decided or proposed),
        reasons=[tier_reason(plan, reason["code"], reason["themes"]) for reason in tier["reasons"]],
        differs=decided is not None and decided != proposed,
        decision_reason=decision.reason if decision else "",
        warnings=[warning_sentence(code) for code in tier["warnings"]],
    )


def _what_if(questionnaire: Questionnaire, tier: Mapping[str, Any]) -> WhatIf:
    has_proposal = tier["proposal"] is not None
    return WhatIf(
        narrow=narrow_sentence(tier["narrow"]) if has_proposal else "",
        is_narrow=tier["narrow"],
        steps=what_if_sentences(questionnaire, tier["what_if"]),
    )


def _table(questionnaire: Questionnaire, recorded: list[str]) -> list[str]:
    return [tr(group.label) for group in questionnaire.groups if group.key in recorded]


def _dates(plan: Plan, scan: Scan) -> Dates:
    weeks = timedelta(weeks=plan.rules.invitation_weeks)
    return Dates(
        opened_on=scan.opened_on,
        sent_in_on=timezone.localdate(scan.submitted_at) if scan.submitted_at else None,
        confirmed_on=scan.confirmed_on,
        repeat_on=scan.repeat_on,
        invitation_on=scan.repeat_on - weeks if scan.repeat_on else None,
    )
