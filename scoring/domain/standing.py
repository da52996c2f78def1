"""What stands low and what stands high in a frozen outcome: where help fits, and what others can come and see.

Everything comes in the order of the questionnaire: a database need not keep the order of a document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from questionnaires.definitions import Questionnaire
from scoring.domain.judgement import LIGHT, ON_SITE
from scoring.domain.levels import ATTENTION, BEST, LEVELS, SERIOUS

LOW: Final = (LEVELS[SERIOUS], LEVELS[ATTENTION])
HIGHEST: Final = LEVELS[BEST]
#: Needs of a theme that ask for support, in words of the outcome.
SUPPORTED: Final = (ON_SITE, LIGHT)


def low_topics(questionnaire: Questionnaire, outcome: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """By theme the topics that were agreed to be low, the worst first and critical ones before others.

    Themes without such a topic are absent.
    """
    found = {}
    for theme in questionnaire.themes:
        low = [topic for topic in theme.topics if _agreed(outcome, topic.key) in LOW]
        low.sort(key=lambda topic: (LOW.index(str(_agreed(outcome, topic.key))), not topic.critical))
        if low:
            found[theme.key] = tuple(topic.key for topic in low)
    return found


def supported_themes(questionnaire: Questionnaire, outcome: Mapping[str, Any]) -> tuple[str, ...]:
    """The themes for which the rules see a need for support."""
    found = outcome["themes"]
    return tuple(theme.key for theme in questionnaire.themes if found.get(theme.key, {}).get("need") in SUPPORTED)


def high_topics(questionnaire: Questionnaire, outcome: Mapping[str, Any]) -> tuple[str, ...]:
    """The topics that were agreed to be in order throughout (*uitblinker*)."""
    return tuple(key for key in questionnaire.topics if _agreed(outcome, key) == HIGHEST)


def _agreed(outcome: Mapping[str, Any], topic: str) -> str | None:
    """The level in force; a topic that an older outcome does not know has none."""
    level: str | None = outcome["topics"].get(topic, {}).get("agreed")
    return level
