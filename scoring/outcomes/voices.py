"""What stands beside the levels: differing views, little sight, help wanted, and the reaction of the client council."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.models import ReactionBy
from questionnaires.presenters import tr
from scoring.domain.conversation import LITTLE_SIGHT, minority
from scoring.domain.plan import Plan
from scoring.outcomes.material import Material
from scoring.outcomes.words import level_word, unit_name, warning_subject


@dataclass(frozen=True, slots=True)
class DifferingView:
    """A topic that some see otherwise than the team agreed (*minderheidsstandpunt*)."""

    title: str
    agreed: str
    said: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A theme with which the location wants help, and which."""

    theme: str
    which: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the location said about a warning of the check before sending in."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Voices:
    """What a level does not say. ``no_help`` are the themes the location can do itself."""

    differing: list[DifferingView]
    little_sight: list[str]
    wishes: list[Wish]
    no_help: list[str]
    reaction: str
    reaction_by: str
    answers: list[Answer]

    @property
    def is_empty(self) -> bool:
        return not (self.differing or self.little_sight or self.wishes or self.no_help or self.reaction or self.answers)


def voices_of(plan: Plan, outcome: Mapping[str, Any], material: Material) -> Voices:
    """The voices beside a frozen outcome."""
    topics = plan.questionnaire.topics
    wishes = material["wishes"]
    titles = {theme.key: f"{theme.number}. {tr(theme.title)}" for theme in plan.questionnaire.themes}
    return Voices(
        differing=[view for key in topics if (view := _differing(plan, key, outcome["topics"][key]))],
        little_sight=[tr(topic.title) for key, topic in topics.items() if _is_little_seen(outcome["topics"][key])],
        wishes=[
            Wish(title, wishes[key]["which"].strip())
            for key, title in titles.items()
            if key in wishes and wishes[key]["wants_help"]
        ],
        no_help=[title for key, title in titles.items() if key in wishes and not wishes[key]["wants_help"]],
        reaction=material["reaction"].strip("\n"),
        reaction_by=str(dict(ReactionBy.choices).get(material["reaction_by"], "")),
        answers=[Answer(warning_subject(code), answer) for code, answer in material["answers"]],
    )


def _is_little_seen(topic: Mapping[str, Any]) -> bool:
    return LITTLE_SIGHT in topic["flags"]


def _differing(plan: Plan, key: str, topic: Mapping[str, Any]) -> DifferingView | None:
    found = minority(plan.rules, topic["groups"].items(), topic["flags"], topic["agreed"])
    if not found:
        return None
    levels = plan.questionnaire.levels
    return DifferingView(
        title=tr(plan.questionnaire.topics[key].title),
        agreed=level_word(levels[topic["agreed"]]),
        said="; ".join(f"{unit_name(plan.questionnaire, unit)}: {level_word(levels[level])}" for unit, level in found),
    )
