"""Reads of the plan: what stands in it, what it rests on, and what is still missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from questionnaires.definitions import Questionnaire, Theme, load
from questionnaires.models import Scan
from scoring.domain.judgement import LIGHT, ON_SITE
from scoring.models import Action, ActionAnswer, Check, Consultation, Decision, Phase, Plan, PulseCheck, ThemeReason

#: Needs for which a theme asks for an action or a reason (*actie of reden*), heaviest first.
ASKING = (ON_SITE, LIGHT)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The outcome that the adviser confirmed: what a plan rests on."""

    questionnaire: Questionnaire
    outcome: Mapping[str, Any]

    def need(self, theme: str) -> str | None:
        found: str | None = self.outcome["themes"][theme]["need"]
        return found

    def level(self, topic: str) -> str | None:
        """The level that the location agreed on; ``nvt`` where the topic does not apply."""
        found: str | None = self.outcome["topics"][topic]["agreed"]
        return found

    @property
    def asking(self) -> list[Theme]:
        """The themes that need support, heaviest need first."""
        themes = [theme for theme in self.questionnaire.themes if self.need(theme.key) in ASKING]
        return sorted(themes, key=lambda theme: ASKING.index(self.need(theme.key)))

    def low_topics(self, topics: Iterable[str]) -> list[str]:
        """Those of these topics (keys) that stand at one of the two lowest levels, worst first."""
        worst = [level.key for level in reversed(self.questionnaire.scale[-2:])]
        low = [topic for topic in topics if self.level(topic) in worst]
        return sorted(low, key=lambda topic: worst.index(self.level(topic) or ""))


@dataclass(frozen=True, slots=True)
class PlanRows:
    """Everything in the plan of one scan. ``answers`` are those given at the check, by action."""

    frozen: Frozen
    more_reason: str
    actions: list[Action]
    reasons: Mapping[str, ThemeReason]
    consultations: list[Consultation]
    pulses: list[PulseCheck]
    check: Check | None
    answers: Mapping[object, ActionAnswer]

    @property
    def priorities(self) -> list[Action]:
        return [action for action in self.actions if action.is_priority]

    @property
    def missing(self) -> list[Theme]:
        """Themes that need support and have neither an action nor a reason. A stopped action is no action."""
        acted = {action.theme for action in self.actions if action.phase != Phase.GESTOPT}
        return [theme for theme in self.frozen.asking if theme.key not in acted and theme.key not in self.reasons]

    @property
    def unanswered(self) -> list[Action]:
        """Actions that the check still asks about."""
        return [action for action in asked_about(self.actions) if action.pk not in self.answers]

    def is_asked(self, today: date) -> bool:
        """Whether the day of the check has come."""
        return self.check is not None and self.check.due_on <= today


def frozen_outcome(scan: Scan) -> Frozen:
    """The outcome of the last decision about a scan. One query."""
    decision = Decision.objects.filter(scan=scan).select_related("assessment").latest()
    return Frozen(load(decision.assessment.questionnaire), decision.assessment.outcome)


def plan_rows(scan: Scan) -> PlanRows:
    """The plan of a final scan. Seven queries, whatever stands in it."""
    plan = Plan.objects.filter(scan=scan).first()
    actions = list(Action.objects.filter(scan=scan).select_related("answer"))
    check = Check.objects.filter(scan=scan).first()
    return PlanRows(
        frozen=frozen_outcome(scan),
        more_reason=plan.more_priorities_reason if plan else "",
        actions=actions,
        reasons={reason.theme: reason for reason in ThemeReason.objects.filter(scan=scan)},
        consultations=list(Consultation.objects.filter(scan=scan)),
        pulses=list(PulseCheck.objects.filter(scan=scan)),
        check=check,
        answers=answers_at(check, actions),
    )


def answers_at(check: Check | None, actions: Iterable[Action]) -> dict[object, ActionAnswer]:
    """The answers given at a check. One from before its day belongs to the check of an earlier confirmation.

    The actions come with their answer.
    """
    found = {action.pk: getattr(action, "answer", None) for action in actions}
    return {
        key: answer
        for key, answer in found.items()
        if answer is not None and check is not None and timezone.localdate(answer.at) >= check.due_on
    }


def asked_about(actions: Iterable[Action]) -> list[Action]:
    """The actions that a check asks about: a stopped one has said why already."""
    return [action for action in actions if action.phase != Phase.GESTOPT]


def priorities_of(scan: Scan) -> list[Action]:
    """What the location works on first, by date. One query."""
    return list(Action.objects.filter(scan=scan, is_priority=True))


def actions_of(check: Check) -> QuerySet[Action]:
    """The actions that a check asks about, with their answers."""
    asked = Action.objects.filter(scan=check.scan_id).exclude(phase=Phase.GESTOPT)
    return asked.select_related("answer", "scan__location")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a location is with its plan: of how many themes an action or reason is asked and missing, and the check.

    ``unanswered`` counts the actions that the check asks about and that have no answer; before its day there are none.
    """

    actions: int
    asking: int
    missing: int
    due_on: date | None
    unanswered: int

    def check_is_done(self, today: date) -> bool:
        """The day of the check has passed, there was something to ask, and everything has its answer."""
        return self.due_on is not None and self.due_on <= today and self.actions > 0 and not self.unanswered


def standings(scans: Iterable[Scan], today: date) -> dict[Any, Standing]:
    """How far several final scans are with their plan, by scan. Four queries, whatever their number."""
    keys = [scan.pk for scan in scans]
    decided = Decision.objects.filter(scan__in=keys).select_related("assessment").order_by("at", "pk")
    outcomes = {row.scan_id: Frozen(load(row.assessment.questionnaire), row.assessment.outcome) for row in decided}
    actions: dict[Any, list[Action]] = {}
    for action in Action.objects.filter(scan__in=keys).select_related("answer"):
        actions.setdefault(action.scan_id, []).append(action)
    settled = set(ThemeReason.objects.filter(scan__in=keys).values_list("scan", "theme"))
    checks = {check.scan_id: check for check in Check.objects.filter(scan__in=keys)}
    return {
        key: _standing(key, outcomes[key], asked_about(actions.get(key, [])), settled, checks.get(key), today)
        for key in keys
        if key in outcomes
    }


def _standing(
    scan: Any, frozen: Frozen, actions: list[Action], settled: set[tuple[Any, str]], check: Check | None, today: date
) -> Standing:
    acted = {(scan, action.theme) for action in actions} | settled
    is_due = check is not None and check.due_on <= today
    return Standing(
        actions=len(actions),
        asking=len(frozen.asking),
        missing=sum((scan, theme.key) not in acted for theme in frozen.asking),
        due_on=check.due_on if check else None,
        unanswered=len(actions) - len(answers_at(check, actions)) if is_due else 0,
    )
