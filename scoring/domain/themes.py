"""From topic levels to the level of a theme and the support it needs, each with the reasons.

Rules 2026-1, *Theme level* (first rule that holds) and *Support need per theme*. Shares run over the topics of the
theme that have a level. Reasons carry a code and the topics that made it so:

================================  ===================================================================================
Code                              Why, and which topics it names
================================  ===================================================================================
``onvoldoende_beeld``             no level, no need: fewer than half of all topics have one; the topics without
``kritisch_ernstig``              *ernstig issue*: a critical topic is *ernstig issue*; those critical topics
``kwart_ernstig``                 *ernstig issue*: at least 1/4 of the topics is; those topics
``ernstig_topic``                 *aandachtspunt*: some topic is *ernstig issue*; those topics
``derde_laag``                    *aandachtspunt*: at least 1/3 is *aandachtspunt* or lower; those topics
``helft_uitblinker``              *uitblinker*: at least 1/2 is, nothing is low; the topics that are *uitblinker*
``minder_dan_helft_uitblinker``   *neutraal*, not higher: fewer than 1/2 is *uitblinker*; the scored topics that are not
``laag_topic``                    *neutraal*, not higher: some topic is *aandachtspunt*; those topics
``kritisch_zonder_niveau``        *neutraal*, not higher: a critical topic has no level and applies; those topics
``steun_thema_ernstig``           need *op locatie*, as the theme is *ernstig issue*; the topics that are
``steun_drievijfde_laag``         need *op locatie*: at least 3/5 is *aandachtspunt* or lower; those topics
``steun_licht``                   need *licht*, as the theme is *aandachtspunt*; the topics *aandachtspunt* or lower
================================  ===================================================================================

A theme has every reason of its level that holds, then the one of its need; need *geen* follows from a level of
*neutraal* or *uitblinker* and has no code of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from scoring.domain.levels import ATTENTION, BEST, LEVELS, NEUTRAL, NOT_APPLICABLE, OPEN, SERIOUS
from scoring.domain.rules import Rules

NO_NEED: Final = "geen"
LIGHT: Final = "licht"
ON_SITE: Final = "op_locatie"

_LOW: Final = frozenset({SERIOUS, ATTENTION})

#: Which topics a reason names: those that stand like this, and whether only critical ones.
_NAMED_BY: Final[dict[str, tuple[frozenset[int], bool]]] = {
    "onvoldoende_beeld": (frozenset({OPEN, NOT_APPLICABLE}), False),
    "kritisch_ernstig": (frozenset({SERIOUS}), True),
    "kwart_ernstig": (frozenset({SERIOUS}), False),
    "ernstig_topic": (frozenset({SERIOUS}), False),
    "derde_laag": (_LOW, False),
    "helft_uitblinker": (frozenset({BEST}), False),
    "minder_dan_helft_uitblinker": (frozenset({SERIOUS, ATTENTION, NEUTRAL}), False),
    "laag_topic": (_LOW, False),
    "kritisch_zonder_niveau": (frozenset({OPEN}), True),
    "steun_thema_ernstig": (frozenset({SERIOUS}), False),
    "steun_drievijfde_laag": (_LOW, False),
    "steun_licht": (_LOW, False),
}


class ThemeReason(NamedTuple):
    """Why a theme has its level or need: a code of the table above and the topics that made it so."""

    code: str
    topics: tuple[str, ...]


class ThemeOutcome(NamedTuple):
    """A theme. No level means *onvoldoende beeld*, and then no need either."""

    level: str | None
    need: str | None
    reasons: tuple[ThemeReason, ...]


class Tally(NamedTuple):
    """How the topics of a theme stand. All that its level and need depend on.

    ``levels`` counts the topics per rank, ``critical`` the critical ones among them; ``critical_open`` are critical
    topics without a level that do apply.
    """

    total: int
    levels: tuple[int, int, int, int]
    critical: tuple[int, int, int, int]
    critical_open: int


class Verdict(NamedTuple):
    """The level and the need of a theme, the codes that explain them, and the needs that lie one step away."""

    level: str | None
    need: str | None
    codes: tuple[str, ...]
    nearby: frozenset[str | None]


def count(standings: Sequence[int], critical: Sequence[int]) -> Tally:
    """Count how topics stand; ``critical`` are the places of the critical topics in ``standings``."""
    marked = [standings[place] for place in critical]
    return Tally(
        total=len(standings),
        levels=(
            standings.count(SERIOUS),
            standings.count(ATTENTION),
            standings.count(NEUTRAL),
            standings.count(BEST),
        ),
        critical=(marked.count(SERIOUS), marked.count(ATTENTION), marked.count(NEUTRAL), marked.count(BEST)),
        critical_open=marked.count(OPEN),
    )


@lru_cache(maxsize=2**14)
def judge(rules: Rules, tally: Tally) -> Verdict:
    """Level, need and codes of a theme. Remembered per tally: many scans share them."""
    level, codes = _level(rules, tally)
    need, more = _need(rules, tally, level)
    nearby = frozenset(_need(rules, moved, _level(rules, moved)[0])[0] for moved in _one_step(tally))
    return Verdict(level, need, codes + more, nearby - {need})


def reasons(codes: Sequence[str], keys: Sequence[str], standings: Sequence[int], tally: Tally, critical: Sequence[int]) -> tuple[ThemeReason, ...]:
    """Name the topics behind each code."""
    raise NotImplementedError


def _level(rules: Rules, tally: Tally) -> tuple[str | None, tuple[str, ...]]:
    serious, attention, _, best = tally.levels
    scored = sum(tally.levels)
    low = serious + attention
    if not rules.enough_scored.reached_by(scored, tally.total):
        return None, ("onvoldoende_beeld",)
    if found := _holding(
        kritisch_ernstig=tally.critical[SERIOUS] > 0,
        kwart_ernstig=rules.serious_share.reached_by(serious, scored),
    ):
        return LEVELS[SERIOUS], found
    if found := _holding(ernstig_topic=serious > 0, derde_laag=rules.attention_share.reached_by(low, scored)):
        return LEVELS[ATTENTION], found
    if not (
        found := _holding(
            minder_dan_helft_uitblinker=not rules.best_share.reached_by(best, scored),
            laag_topic=low > 0,
            kritisch_zonder_niveau=tally.critical_open > 0,
        )
    ):
        return LEVELS[BEST], ("helft_uitblinker",)
    return LEVELS[NEUTRAL], found
