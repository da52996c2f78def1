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

from collections.abc import Iterator
from functools import lru_cache
from itertools import compress
from typing import Final, NamedTuple

from scoring.domain import outcome_parts
from scoring.domain.levels import ATTENTION, BEST, LEVELS, NEUTRAL, NOT_APPLICABLE, OPEN, SERIOUS
from scoring.domain.plan import PlannedTheme
from scoring.domain.rules import Rules

NO_NEED: Final = "geen"
LIGHT: Final = "licht"
ON_SITE: Final = "op_locatie"


def _standing(*wanted: int) -> bytes:
    """A table for ``bytes.translate``: 1 for a topic that stands like one of these."""
    return bytes(standing in wanted for standing in range(256))


#: The topics that a reason names: those that stand like this ...
_NAMED_BY: Final[dict[str, bytes]] = {
    "onvoldoende_beeld": _standing(OPEN, NOT_APPLICABLE),
    "kritisch_ernstig": _standing(SERIOUS),
    "kwart_ernstig": _standing(SERIOUS),
    "ernstig_topic": _standing(SERIOUS),
    "derde_laag": _standing(SERIOUS, ATTENTION),
    "helft_uitblinker": _standing(BEST),
    "minder_dan_helft_uitblinker": _standing(SERIOUS, ATTENTION, NEUTRAL),
    "laag_topic": _standing(SERIOUS, ATTENTION),
    "kritisch_zonder_niveau": _standing(OPEN),
    "steun_thema_ernstig": _standing(SERIOUS),
    "steun_drievijfde_laag": _standing(SERIOUS, ATTENTION),
    "steun_licht": _standing(SERIOUS, ATTENTION),
}
#: ... and for these codes only where the topic is critical.
_CRITICAL_ONLY: Final = frozenset({"kritisch_ernstig", "kritisch_zonder_niveau"})


class ThemeReason(NamedTuple):
    """Why a theme has its level or need: a code of the table above and the topics that made it so."""

    code: str
    topics: tuple[str, ...]


class ThemeOutcome(NamedTuple):
    """A theme. No level means *onvoldoende beeld*, and then no need either. ``json`` is the theme as it goes out."""

    level: str | None
    need: str | None
    reasons: tuple[ThemeReason, ...]
    json: str


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

    ``codes`` explain level and need; ``nearby`` are the other needs that lie one step away; ``price`` is the fewest
    steps that lighten the need: from *ernstig issue* up, and from *aandachtspunt* up; ``template`` is the JSON of a
    theme, with places for the topics behind each code.
    """

    level: str | None
    need: str | None
    codes: tuple[str, ...]
    nearby: frozenset[str]
    price: tuple[int, int]
    template: str


class AssessedTheme(NamedTuple):
    """A theme of the plan, how its topics stand (one byte each: a rank, open or not applicable), and what follows."""

    theme: PlannedTheme
    standings: bytes
    tally: Tally
    verdict: Verdict


def assess(rules: Rules, theme: PlannedTheme, standings: bytes) -> AssessedTheme:
    """Count how the topics of a theme stand and judge it."""
    total = len(standings)
    critical = [standings[place] for place in theme.critical]
    tally = Tally(
        total,
        total - standings.count(OPEN) - standings.count(NOT_APPLICABLE),
        standings.count(SERIOUS),
        standings.count(ATTENTION),
        standings.count(BEST),
        critical.count(SERIOUS),
        critical.count(ATTENTION),
        critical.count(OPEN),
    )
    return AssessedTheme(theme, standings, tally, judge(rules, tally))


def explain(assessed: AssessedTheme) -> ThemeOutcome:
    """The level and the need of a theme, with the topics behind each code."""
    theme, standings, _, verdict = assessed
    reasons = []
    texts = []
    for code in verdict.codes:
        named = tuple(compress(theme.topics, standings.translate(_NAMED_BY[code])))
        if code in _CRITICAL_ONLY:
            named = tuple([topic for topic in named if topic in theme.critical_topics])
        reasons.append(ThemeReason(code, named))
        texts.append(outcome_parts.texts(named))
    return ThemeOutcome(verdict.level, verdict.need, tuple(reasons), verdict.template % tuple(texts))


@lru_cache(maxsize=2**14)
def judge(rules: Rules, tally: Tally) -> Verdict:
    """Level, need and what belongs to them. Remembered per tally: many themes of many scans share one."""
    level, codes = _level(rules, tally)
    need = None
    nearby: set[str] = set()
    if level is not None:
        need = _need(rules, tally.scored, tally.serious, tally.attention, tally.critical_serious)
        nearby = {_need(rules, tally.scored, *moved) for moved in _one_step(tally)} - {need}
    codes += _need_because(level, need)
    template = outcome_parts.theme_template(level, need, codes)
    return Verdict(level, need, codes, frozenset(nearby), _price(rules, tally, need), template)


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


def _one_step(tally: Tally) -> Iterator[tuple[int, int, int]]:
    """Serious, attention and critical serious topics after each step of one topic that may change the need."""
    serious, attention, critical = tally.serious, tally.attention, tally.critical_serious
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
