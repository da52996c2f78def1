"""The sheets of a demo scan: one that a team filled in together, one half done, or a round of people on their own."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from questionnaires.definitions import TEAM
from questionnaires.merging import Given
from scoring.demo.answers import answer_key, standings, traits
from scoring.demo.population import Profile
from scoring.demo.reference import dice, identity
from scoring.demo.texts import NOTES
from scoring.domain.levels import BEST, DONT_KNOW_KEY, LEVELS, NOT_APPLICABLE, OPEN, SERIOUS
from scoring.domain.plan import Plan

#: How many themes of a half-filled sheet are done.
HALF: Final = 4
_NOTE: Final = 0.35

#: A round: group, number of sheets, named, how much better they see things, how often they do not know.
_ROUND: Final = (
    ("zorgpersoneel", 6, False, 0.0, 0.03),
    ("ondersteuning", 3, False, 0.1, 0.08),
    ("management", 2, True, 0.35, 0.03),
    ("clientvertegenwoordigers", 4, False, -0.4, 0.1),
    ("vrijwilligers", 3, False, 0.2, 0.15),
)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet to be written. ``table`` has the groups around it, for a team sheet; ``table_id`` its place."""

    id: UUID
    group: str
    named: bool
    is_sent: bool
    answers: Mapping[str, Given]
    table_id: UUID | None = None
    table: tuple[str, ...] = ()


Sheets = tuple[SheetPlan, ...]


def team_sheet(plan: Plan, profile: Profile, seed: int, place: int, number: int) -> Sheets:
    """The sent sheet of a team, which gives exactly the outcome of the profile."""
    chance = dice(seed, "sheet", place, number)
    found = standings(chance, plan, profile, traits(plan.questionnaire, seed, place))
    return (_team(chance, plan, (seed, place, number), found, is_sent=True),)


def half_sheet(plan: Plan, profile: Profile, seed: int, place: int, number: int) -> Sheets:
    """A team sheet on which the first themes are done, not sent yet."""
    chance = dice(seed, "sheet", place, number)
    found = standings(chance, plan, profile, traits(plan.questionnaire, seed, place))
    done = {topic: found[topic] for theme in plan.themes[:HALF] for topic in theme.topics}
    return (_team(chance, plan, (seed, place, number), done, is_sent=False),)


def round_of_sheets(plan: Plan, profile: Profile, seed: int, place: int, number: int) -> Sheets:
    """The sheets of people of all groups, sent; no team sheet. Groups look at the same location in their own way."""
    chance = dice(seed, "sheet", place, number)
    found = standings(chance, plan, profile, traits(plan.questionnaire, seed, place))
    return tuple(_round(chance, plan, (seed, place, number), found))


def _team(
    chance: random.Random, plan: Plan, scan: tuple[int, int, int], found: Mapping[str, int], *, is_sent: bool
) -> SheetPlan:
    groups = [key for key, _ in plan.sides]
    answers = {topic: _given(chance, topic, answer_key(standing)) for topic, standing in found.items()}
    return SheetPlan(
        id=identity(*scan, "team"),
        group=TEAM,
        named=True,
        is_sent=is_sent,
        answers=answers,
        table_id=identity(*scan, "table"),
        table=tuple(key for key in groups if key in groups[:2] or chance.random() < 0.75),
    )


def _given(chance: random.Random, topic: str, value: str) -> Given:
    """An answer, sometimes with a note that fits it."""
    note = NOTES.get((topic, value), "")
    return Given(value, note if note and chance.random() < _NOTE else "")


def _round(
    chance: random.Random, plan: Plan, scan: tuple[int, int, int], found: Mapping[str, int]
) -> Iterator[SheetPlan]:
    for group, people, named, lean, unsure in _ROUND:
        asked = [topic.key for topic in plan.questionnaire.topics.values() if topic.asked_of(group)]
        for person in range(people):
            answers = {topic: Given(_seen(chance, found[topic], lean, unsure)) for topic in asked}
            yield SheetPlan(identity(*scan, group, person), group, named, True, answers)


def _seen(chance: random.Random, standing: int, lean: float, unsure: float) -> str:
    """How one person sees a topic that stands like this."""
    if standing == NOT_APPLICABLE:
        return answer_key(standing)
    if standing == OPEN or chance.random() < unsure:
        return DONT_KNOW_KEY
    return LEVELS[min(BEST, max(SERIOUS, round(standing + chance.gauss(lean, 0.6))))]
