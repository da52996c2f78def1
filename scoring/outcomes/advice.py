"""What the adviser adds to an outcome: themes, appointment, good practices, and where they see it otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from questionnaires.definitions import Level
from questionnaires.presenters import answer_label, tr
from scoring.domain.levels import NOT_APPLICABLE_KEY
from scoring.domain.plan import Plan
from scoring.followup import library
from scoring.followup.library import Practice
from scoring.models import Decision, NotApplicable
from scoring.outcomes.material import Material


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A topic at which the adviser sees another level, or doubts *niet van toepassing*; the agreed level stands."""

    title: str
    theme: str
    agreed: Level | None
    agreed_word: str
    level: Level | None
    motivation: str
    facts: str


@dataclass(frozen=True, slots=True)
class RecommendedView:
    """A good practice the adviser chose; ``theme`` is why it was chosen."""

    practice: Practice
    theme: str
    note: str


@dataclass(frozen=True, slots=True)
class Advice:
    """The decision beside its tier."""

    themes: list[str]
    appointment: str
    appointment_on: date | None
    recommendations: list[RecommendedView]
    differences: list[DifferenceView]

    @property
    def is_empty(self) -> bool:
        return not (self.themes or self.appointment or self.recommendations or self.differences)


def advice_of(plan: Plan, outcome: Mapping[str, Any], decision: Decision, material: Material) -> Advice:
    """The adviser's part of a final outcome, in the active language."""
    titles = {theme.key: f"{theme.number}. {tr(theme.title)}" for theme in plan.questionnaire.themes}
    return Advice(
        themes=[title for key, title in titles.items() if key in decision.themes],
        appointment=decision.appointment,
        appointment_on=decision.appointment_on,
        recommendations=_recommended(titles, decision.recommendations),
        differences=_differences(plan, outcome, material["adjustments"]),
    )


def _recommended(titles: Mapping[str, str], chosen: list[dict[str, str]]) -> list[RecommendedView]:
    known = {practice.key: practice for practice in library.load()}
    return [
        RecommendedView(known[row["practice"]], titles.get(row["theme"], ""), row.get("note", ""))
        for row in chosen
        if row["practice"] in known
    ]


def _differences(plan: Plan, outcome: Mapping[str, Any], rows: list[dict[str, str]]) -> list[DifferenceView]:
    """In the order of the questionnaire; what the adviser sees as the team does is no difference."""
    found = {row["topic"]: row for row in rows}
    return [
        view for key in plan.questionnaire.topics if key in found and (view := _difference(plan, outcome, found[key]))
    ]


def _difference(plan: Plan, outcome: Mapping[str, Any], row: Mapping[str, str]) -> DifferenceView | None:
    agreed = outcome["topics"][row["topic"]]["agreed"] or ""
    sees_otherwise = row["level"] and row["level"] != agreed
    doubts = row["not_applicable"] == NotApplicable.QUESTIONED and agreed == NOT_APPLICABLE_KEY
    if not sees_otherwise and not doubts:
        return None
    questionnaire = plan.questionnaire
    topic = questionnaire.topics[row["topic"]]
    theme = questionnaire.theme(topic.theme)
    return DifferenceView(
        title=tr(topic.title),
        theme=f"{theme.number}. {tr(theme.title)}",
        agreed=questionnaire.levels.get(agreed),
        agreed_word=answer_label(questionnaire, agreed),
        level=questionnaire.levels.get(row["level"]) if sees_otherwise else None,
        motivation=row["motivation"],
        facts=row["facts"],
    )
