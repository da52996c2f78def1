"""What the conversation asks of a team: what to talk about first, and what must be written down with a decision.

Rules 2026-1, *Agreed level per topic*: a reason is required where the level differs from the proposal or a flag other
than ``weinig_zicht`` stands; a critical topic agreed ``nvt`` needs one as well, and every agreed critical topic says
what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from scoring.domain.agreement import TopicOutcome
from scoring.domain.levels import LEVELS, NOT_APPLICABLE_KEY, RANKS, SERIOUS
from scoring.domain.rules import Rules

#: The flag that alone asks for no reason: not knowing is no judgement.
LITTLE_SIGHT: Final = "weinig_zicht"
CLIENT_VOICE: Final = "stem_van_de_client"
DIFFERENCE: Final = "verschil"
SERIOUS_SEEN: Final = "ernstig_gezien"

#: Why words are needed at a decision.
OTHER_LEVEL, FLAG, CRITICAL_NOT_APPLICABLE, RESTS_ON = "ander_niveau", "vlag", "kritisch_nvt", "basis"


def must_explain(outcome: TopicOutcome, *, critical: bool, decision: str) -> tuple[str, ...]:
    """Why this decision needs words, as codes. ``outcome`` is the topic with nothing agreed; no decision needs none."""
    if not decision:
        return ()
    holds = {
        OTHER_LEVEL: decision != outcome.agreed,
        FLAG: bool(set(outcome.flags) - {LITTLE_SIGHT}),
        CRITICAL_NOT_APPLICABLE: critical and decision == NOT_APPLICABLE_KEY,
        RESTS_ON: critical and decision != NOT_APPLICABLE_KEY,
    }
    return tuple(code for code, needed in holds.items() if needed)


def still_missing(
    outcome: TopicOutcome, *, critical: bool, decision: str, reason: str, rests_on: str
) -> tuple[str, ...]:
    """The codes of ``must_explain`` for which nothing is written yet."""
    written = {RESTS_ON: bool(rests_on.strip())}
    codes = must_explain(outcome, critical=critical, decision=decision)
    return tuple(code for code in codes if not written.get(code, bool(reason.strip())))


def must_be_decided(outcome: TopicOutcome, *, critical: bool) -> bool:
    """A critical topic on which people differ, or that somebody called serious, cannot pass without a decision."""
    return critical and bool(set(outcome.flags) - {LITTLE_SIGHT})


def is_calm(outcome: TopicOutcome, *, critical: bool) -> bool:
    """Everybody sees it alike and it is not serious: the proposal can be taken over without talking."""
    return not critical and not outcome.flags and outcome.agreed not in {None, LEVELS[SERIOUS]}


def distance(outcome: TopicOutcome) -> int:
    """How many levels the best and the worst group value lie apart."""
    ranks = [RANKS[level] for _, level in outcome.groups if level]
    return max(ranks) - min(ranks) if ranks else 0


def urgency(outcome: TopicOutcome, *, critical: bool) -> tuple[int, ...]:
    """What to talk about first, as a sorting key: difference, the client's voice, severity, weight, little sight."""
    return (
        -distance(outcome) if DIFFERENCE in outcome.flags else 0,
        CLIENT_VOICE not in outcome.flags,
        RANKS.get(outcome.agreed or "", len(LEVELS)),
        not critical,
        LITTLE_SIGHT not in outcome.flags,
    )


def minority(
    rules: Rules, groups: Iterable[tuple[str, str | None]], flags: Iterable[str], agreed: str | None
) -> tuple[tuple[str, str], ...]:
    """Who sees a topic otherwise than the team agreed (*minderheidsstandpunt*): each group with its level.

    A group value as far from the agreed level as the rules call a difference, and the clients wherever they say less
    than the others and were not followed.
    """
    if agreed not in RANKS:
        return ()
    heard = {rules.client_voice} if CLIENT_VOICE in flags else set()
    return tuple(
        (unit, level)
        for unit, level in groups
        if level and (_apart(level, agreed) >= rules.difference_levels or (unit in heard and level != agreed))
    )


def _apart(level: str, other: str) -> int:
    return abs(RANKS[level] - RANKS[other])
