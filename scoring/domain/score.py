"""The whole outcome of one scan: answers in, levels, needs, tier and date out. No clock, no storage, no language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from scoring.domain.agreement import Sheet, TopicOutcome, topic_outcomes
from scoring.domain.plan import Plan
from scoring.domain.schedule import repeat_on
from scoring.domain.themes import ThemeOutcome, assess, explain
from scoring.domain.tiers import TierOutcome, assign_tier

_NOTHING_AGREED: Final[Mapping[str, str]] = MappingProxyType({})


class Outcome(NamedTuple):
    """What follows from a scan, by topic key and theme key in the order of the questionnaire."""

    questionnaire: str
    rules: str
    topics: Mapping[str, TopicOutcome]
    themes: Mapping[str, ThemeOutcome]
    tier: TierOutcome
    repeat_on: date | None


def score_scan(
    plan: Plan,
    sheets: Sequence[Sheet],
    agreed: Mapping[str, str] = _NOTHING_AGREED,
    confirmed_on: date | None = None,
) -> Outcome:
    """Score one scan.

    ``agreed`` holds what the team decided (a level key or ``nvt``); a topic that is not in it has its proposal.
    Answers, levels and groups must be those of ``plan`` (``KeyError`` otherwise); ``submission.parse`` sees to that.
    """
    topics = topic_outcomes(plan, sheets, agreed)
    standings = bytes([topic.standing for topic in topics])
    themes = [assess(plan.rules, theme, standings[theme.within]) for theme in plan.themes]
    return Outcome(
        questionnaire=plan.questionnaire.version,
        rules=plan.rules.version,
        topics=MappingProxyType(dict(zip(plan.keys, topics))),
        themes=MappingProxyType({theme.theme.key: explain(theme) for theme in themes}),
        tier=assign_tier(plan.rules, themes),
        repeat_on=repeat_on(plan.rules, confirmed_on) if confirmed_on else None,
    )
