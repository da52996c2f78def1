"""Then and now: two final levels of one location side by side, and nothing about why they differ.

Only topics that people could answer alike are compared: the same key with the same wording, on the same scale. A theme
is compared as a whole only where all its topics are equal and both outcomes follow from the same rules.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from questionnaires.definitions import Questionnaire, Text, Topic
from scoring.domain.levels import RANKS

BETTER: Final = "beter"
EQUAL: Final = "gelijk"
LOWER: Final = "lager"


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """One theme then and now. ``asked`` counts its topics now, ``comparable`` those that were asked alike.

    ``changes`` has the comparable topics with a level both times, by key, in the order of the questionnaire.
    ``is_whole``: the levels of the theme may stand side by side.
    """

    theme: str
    then: str | None
    now: str | None
    asked: int
    comparable: int
    changes: Mapping[str, str]
    is_whole: bool

    def count(self, change: str) -> int:
        return sum(found == change for found in self.changes.values())


@dataclass(frozen=True, slots=True)
class Levels:
    """One of the two: a questionnaire, the rules, and the levels in force, by topic and by theme."""

    questionnaire: Questionnaire
    rules: str
    topics: Mapping[str, str | None]
    themes: Mapping[str, str | None]


def wording_digest(topic: Topic) -> str:
    """One sha256 over everything people read at a topic, in both languages and in the wording of each group."""
    words = [_words(text) for text in (topic.title, topic.text, topic.client_text, topic.volunteer_text)]
    levels = {key: _words(text) for key, text in topic.levels.items()}
    shown = [*words, _words(topic.explanation), levels]
    return hashlib.sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def comparable_topics(old: Questionnaire, new: Questionnaire) -> tuple[str, ...]:
    """The keys of the topics that are equal in both versions, in the order of the new one."""
    if _scale(old) != _scale(new):
        return ()
    return tuple(
        key
        for key, topic in new.topics.items()
        if key in old.topics and wording_digest(old.topics[key]) == wording_digest(topic)
    )


def compare(then: Levels, now: Levels) -> tuple[ThemeChange, ...]:
    """Every theme of the questionnaire of now, with what its comparable topics did."""
    alike = frozenset(comparable_topics(then.questionnaire, now.questionnaire))
    return tuple(_theme(theme.key, then, now, alike) for theme in now.questionnaire.themes)


def change(then: str | None, now: str | None) -> str | None:
    """Better, equal or lower; nothing where there was no level one of the two times."""
    if then not in RANKS or now not in RANKS:
        return None
    step = RANKS[now] - RANKS[then]
    return BETTER if step > 0 else LOWER if step < 0 else EQUAL


def _theme(theme: str, then: Levels, now: Levels, alike: frozenset[str]) -> ThemeChange:
    asked = [topic.key for topic in now.questionnaire.theme(theme).topics]
    comparable = [key for key in asked if key in alike]
    found = {key: change(then.topics.get(key), now.topics.get(key)) for key in comparable}
    return ThemeChange(
        theme=theme,
        then=then.themes.get(theme),
        now=now.themes.get(theme),
        asked=len(asked),
        comparable=len(comparable),
        changes={key: step for key, step in found.items() if step},
        is_whole=then.rules == now.rules and set(comparable) == set(asked) == _keys(then.questionnaire, theme),
    )


def _keys(questionnaire: Questionnaire, theme: str) -> set[str]:
    """The topics of a theme, none where a version does not have it."""
    return {topic.key for topic in questionnaire.topics.values() if topic.theme == theme}


def _scale(questionnaire: Questionnaire) -> list[tuple[str, list[str] | None, list[str] | None]]:
    return [(level.key, _words(level.label), _words(level.definition)) for level in questionnaire.scale]


def _words(text: Text | None) -> list[str] | None:
    return [text.nl, text.en] if text else None
