"""A questionnaire version and a rules version put together: everything that is the same for every scan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from questionnaires import definitions
from questionnaires.definitions import Questionnaire, Theme
from scoring.domain import rules as rule_versions
from scoring.domain.rules import Rules


class PlanError(ValueError):
    """This questionnaire cannot be scored with these rules."""


class PlannedTheme(NamedTuple):
    """A theme: its topics, where they stand among all topics, and which of them are critical (places and keys).

    ``by_weight`` holds the places of all topics, critical ones first.
    """

    key: str
    topics: tuple[str, ...]
    within: slice
    critical: tuple[int, ...]
    critical_topics: tuple[str, ...]
    by_weight: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What ``score_scan`` needs beside the answers. Make one per pair of versions and keep it.

    ``keys`` and ``critical`` run in the order of the questionnaire; ``sides`` pairs each group with its side.
    """

    questionnaire: Questionnaire
    rules: Rules
    keys: tuple[str, ...]
    critical: tuple[bool, ...]
    sides: tuple[tuple[str, str], ...]
    themes: tuple[PlannedTheme, ...]


@lru_cache(maxsize=16)
def load(questionnaire: str, rules: str) -> Plan:
    """The plan of two published versions; ``UnknownVersion`` or ``UnknownRules`` for names not published here."""
    return prepare(definitions.load(questionnaire), rule_versions.load(rules))


def prepare(questionnaire: Questionnaire, rules: Rules) -> Plan:
    """The plan of a questionnaire and rules; ``PlanError`` where they do not fit."""
    topics = questionnaire.topics.values()
    if tuple(level.key for level in reversed(questionnaire.scale)) != rules.scale:
        raise PlanError(f"rules {rules.version} are written for another scale than {questionnaire.version}")
    if unknown := {group.side for group in questionnaire.groups} - {side for side, _ in rules.pools}:
        raise PlanError(f"rules {rules.version} have no pool for {', '.join(sorted(unknown))}")
    return Plan(
        questionnaire=questionnaire,
        rules=rules,
        keys=tuple(topic.key for topic in topics),
        critical=tuple(topic.critical for topic in topics),
        sides=tuple((group.key, group.side) for group in questionnaire.groups),
        themes=_themes(questionnaire),
    )


def _themes(questionnaire: Questionnaire) -> tuple[PlannedTheme, ...]:
    themes = []
    start = 0
    for theme in questionnaire.themes:
        if not theme.topics:
            raise PlanError(f"theme {theme.key} has no topics")
        stop = start + len(theme.topics)
        themes.append(_planned(theme, slice(start, stop)))
        start = stop
    return tuple(themes)


def _planned(theme: Theme, within: slice) -> PlannedTheme:
    critical = tuple(place for place, topic in enumerate(theme.topics) if topic.critical)
    topics = tuple(topic.key for topic in theme.topics)
    return PlannedTheme(
        key=theme.key,
        topics=topics,
        within=within,
        critical=critical,
        critical_topics=tuple(topics[place] for place in critical),
        by_weight=(*critical, *(place for place in range(len(topics)) if place not in critical)),
    )
