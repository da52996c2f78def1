"""The rules of a theme, on counts: which level, which need, and how far that need is from another.

Rules 2026-1, *Theme level* (first rule that holds) and *Support need per theme*. Which topics are behind it is told in
``themes``; here they are only counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from scoring.domain.levels import ATTENTION, BEST, LEVELS, NEUTRAL, SERIOUS
from scoring.domain.rules import Rules

NO_NEED: Final = "geen"
LIGHT: Final = "licht"
ON_SITE: Final = "op_locatie"


class Tally(NamedTuple):
    """How the topics of a theme stand: all that its level and need depend on.

    ``scored`` topics have a level; ``critical_open`` are critical topics that apply and have none.
    """

    total: int
    scored: int
    serious: int
    attention: int
    best: int
    critical_serious: int
    critical_attention: int
    critical_open: int


class Verdict(NamedTuple):
    """What follows from a tally.

    ``codes`` explain level and need (see ``themes``); ``nearby`` pairs the need with each other need that lies one
    step away; ``price`` is the fewest steps that lighten the need: from *ernstig issue* up, from *aandachtspunt* up.
    """

    level: str | None
    need: str | None
    codes: tuple[str, ...]
    nearby: frozenset[tuple[str | None, str | None]]
    price: tuple[int, int]


def judge(rules: Rules, tally: Tally) -> Verdict:
    """Level and need of a theme, why, and how far the need is from another."""
    level, codes = _level(rules, tally)
    needs = [_need(rules, tally.scored, *counts) for counts in _here_and_one_step(tally)] if level else [None]
    need = needs[0]
    nearby = frozenset((need, other) for other in needs if other != need)
    return Verdict(level, need, codes + _need_because(level, need), nearby, _price(rules, tally, need))


def _level(rules: Rules, tally: Tally) -> tuple[str | None, tuple[str, ...]]:
    """The level by the first rule that holds, with a code for everything that makes it hold."""
    if not rules.enough_scored.reached_by(tally.scored, tally.total):
        return None, ("onvoldoende_beeld",)
    if codes := _serious_because(rules, tally.scored, tally.serious, tally.critical_serious):
        return LEVELS[SERIOUS], codes
    if codes := _attention_because(rules, tally.scored, tally.serious, tally.attention):
        return LEVELS[ATTENTION], codes
    if codes := _not_best_because(rules, tally):
        return LEVELS[NEUTRAL], codes
    return LEVELS[BEST], ("helft_uitblinker",)


@lru_cache(maxsize=2**12)
def _need(rules: Rules, scored: int, serious: int, attention: int, critical_serious: int) -> str:
    if _serious_because(rules, scored, serious, critical_serious):
        return ON_SITE
    if not _attention_because(rules, scored, serious, attention):
        return NO_NEED
    return ON_SITE if rules.on_site_share.reached_by(serious + attention, scored) else LIGHT


def _need_because(level: str | None, need: str | None) -> tuple[str, ...]:
    if need == ON_SITE:
        return ("steun_thema_ernstig",) if level == LEVELS[SERIOUS] else ("steun_drievijfde_laag",)
    return ("steun_licht",) if need == LIGHT else ()


def _serious_because(rules: Rules, scored: int, serious: int, critical_serious: int) -> tuple[str, ...]:
    return _holding(
        kritisch_ernstig=critical_serious > 0,
        kwart_ernstig=rules.serious_share.reached_by(serious, scored),
    )


def _attention_because(rules: Rules, scored: int, serious: int, attention: int) -> tuple[str, ...]:
    return _holding(
        ernstig_topic=serious > 0,
        derde_laag=rules.attention_share.reached_by(serious + attention, scored),
    )


def _not_best_because(rules: Rules, tally: Tally) -> tuple[str, ...]:
    return _holding(
        minder_dan_helft_uitblinker=not rules.best_share.reached_by(tally.best, tally.scored),
        laag_topic=tally.serious + tally.attention > 0,
        kritisch_zonder_niveau=tally.critical_open > 0,
    )


def _holding(**conditions: bool) -> tuple[str, ...]:
    return tuple([code for code, holds in conditions.items() if holds])


def _here_and_one_step(tally: Tally) -> Iterator[tuple[int, int, int]]:
    """Serious, attention and critical serious topics: now, and after each step of one that may change the need."""
    serious, attention, critical = tally.serious, tally.attention, tally.critical_serious
    yield serious, attention, critical
    if serious > critical:
        yield serious - 1, attention + 1, critical
    if critical:
        yield serious - 1, attention + 1, critical - 1
    if attention > tally.critical_attention:
        yield serious + 1, attention - 1, critical
    if tally.critical_attention:
        yield serious + 1, attention - 1, critical + 1
    if attention:
        yield serious, attention - 1, critical
    if tally.scored > serious + attention + tally.best:
        yield serious, attention + 1, critical


def _price(rules: Rules, tally: Tally, need: str | None) -> tuple[int, int]:
    """The fewest steps up to a lighter need, as in ``Verdict.price``.

    Need *op locatie* goes when no critical topic is serious and the shares of serious and of low topics drop below
    theirs; need *licht* when nothing is serious and the share of low topics drops below its own.
    """
    low = tally.serious + tally.attention
    if need == LIGHT:
        return tally.serious, rules.attention_share.excess(low, tally.scored)
    if need != ON_SITE:
        return 0, 0
    up_to_neutral = rules.on_site_share.excess(low, tally.scored)
    enough_not_serious = max(tally.critical_serious, rules.serious_share.excess(tally.serious, tally.scored))
    return max(enough_not_serious, up_to_neutral - tally.attention), up_to_neutral
