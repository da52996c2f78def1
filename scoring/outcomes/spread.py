"""How the groups spread over the levels of a topic, for who reviews a scan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaires.definitions import Level, Questionnaire
from questionnaires.presenters import tr
from scoring.outcomes.words import unit_name


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One topic: what each group says (in the order of ``Spread.groups``) and the level in force."""

    title: str
    levels: list[Level | None]
    level: Level | None


@dataclass(frozen=True, slots=True)
class Spread:
    """The topics on which the groups do not say the same. Empty rows: one voice only, or everybody agrees."""

    groups: list[str]
    rows: list[SpreadRow]


def spread(questionnaire: Questionnaire, document: Mapping[str, Any]) -> Spread:
    """The topics where at least two groups say something else: the largest differences first."""
    topics = document["topics"]
    units = list(next(iter(topics.values()))["groups"])
    rows = []
    for key, topic in questionnaire.topics.items():
        found = topics[key]["groups"]
        if len({value for value in found.values() if value}) > 1:
            levels = [questionnaire.levels.get(found[unit] or "") for unit in units]
            rows.append(SpreadRow(tr(topic.title), levels, questionnaire.levels.get(topics[key]["agreed"] or "")))
    rows.sort(key=lambda row: -_distance(row.levels))
    return Spread([unit_name(questionnaire, unit) for unit in units], rows)


def _distance(levels: Sequence[Level | None]) -> int:
    ranks = [level.rank for level in levels if level]
    return max(ranks) - min(ranks)
