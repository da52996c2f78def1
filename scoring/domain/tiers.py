"""From the needs of the themes to a proposed tier of support: why, how close, and what would make it lighter.

Rules 2026-1, *Support tier*: first row that holds, in the order ``intensief``, no proposal, ``extra``, ``licht``,
``zelf``. Reasons carry a code and the themes that made it so:

========================  ===========================================================================================
Code                      Why, and which themes it names
========================  ===========================================================================================
``twee_op_locatie``       ``intensief``: at least two themes need support *op locatie*; those themes
``onvoldoende_beeld``     no proposal: a theme has no level, fewer than two need support *op locatie*; those without
``een_op_locatie``        ``extra``: exactly one theme needs support *op locatie*; that theme
``drie_licht``            ``licht``: none *op locatie*, at least three need *licht*; those three or more
``hoogstens_twee_licht``  ``zelf``: none *op locatie*, one or two need *licht*; those themes
``geen_steun``            ``zelf``: no theme needs support; all themes
========================  ===========================================================================================

Warnings: ``ernstig_zonder_steun``: the tier is ``zelf`` or ``licht`` while some topic is *ernstig issue*.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from scoring.domain.judgement import LIGHT, NO_NEED, ON_SITE
from scoring.domain.levels import ATTENTION, LEVELS, SERIOUS
from scoring.domain.rules import Rules
from scoring.domain.themes import AssessedTheme

SELF: Final = "zelf"
LIGHT_TIER: Final = "licht"
EXTRA: Final = "extra"
INTENSIVE: Final = "intensief"

#: Tiers from the lightest to the heaviest. No proposal (``None``) is neither lighter nor heavier than any.
TIERS: Final = (SELF, LIGHT_TIER, EXTRA, INTENSIVE)


#: For the rows that one need carries: the code, and that need.
_ROWS: Final[dict[str | None, tuple[str, str | None]]] = {
    INTENSIVE: ("twee_op_locatie", ON_SITE),
    EXTRA: ("een_op_locatie", ON_SITE),
    LIGHT_TIER: ("drie_licht", LIGHT),
    None: ("onvoldoende_beeld", None),
}

#: A theme that goes from one need to another.
_Change = tuple[str | None, str | None]


class TierReason(NamedTuple):
    """Why this tier: a code of the table above and the themes that made it so."""

    code: str
    themes: tuple[str, ...]


class Step(NamedTuple):
    """One topic going one level up: from ``start`` to ``end``, both level keys."""

    topic: str
    start: str
    end: str


class TierOutcome(NamedTuple):
    """The proposed tier. ``narrow``: one level one step away lies another tier. ``what_if``: the fewest steps up that
    give a lighter tier, one step a row (a topic may occur twice)."""

    proposal: str | None
    reasons: tuple[TierReason, ...]
    warnings: tuple[str, ...]
    narrow: bool
    what_if: tuple[Step, ...]


def assign_tier(rules: Rules, themes: Sequence[AssessedTheme]) -> TierOutcome:
    """The tier that the rules propose for these themes; the adviser decides."""
    needs = [theme.verdict.need for theme in themes]
    tier = tier_of(rules, needs)
    changes = frozenset().union(*[theme.verdict.nearby for theme in themes])
    return TierOutcome(
        proposal=tier,
        reasons=(_reason(tier, themes),),
        warnings=_warnings(tier, themes),
        narrow=_is_narrow(rules, *_counts(needs), changes),
        what_if=() if tier in (SELF, None) or None in needs else _what_if(rules, tier, themes),
    )


def tier_of(rules: Rules, needs: Sequence[str | None]) -> str | None:
    """The tier that follows from the need of each theme."""
    return _tier(rules, *_counts(needs))


def _counts(needs: Sequence[str | None]) -> tuple[int, int, int]:
    return needs.count(ON_SITE), needs.count(LIGHT), needs.count(None)


def _tier(rules: Rules, on_site: int, light: int, missing: int) -> str | None:
    if on_site >= rules.intensive_themes:
        return INTENSIVE
    if missing:
        return None
    if on_site >= rules.extra_themes:
        return EXTRA
    return LIGHT_TIER if light >= rules.light_themes else SELF


@lru_cache(maxsize=2**12)
def _is_narrow(rules: Rules, on_site: int, light: int, missing: int, changes: frozenset[_Change]) -> bool:
    """Whether one of these changes of need gives another tier. No proposal, before or after, is no change."""
    tier = _tier(rules, on_site, light, missing)
    if tier is None:
        return False
    after = [
        _tier(rules, on_site + (new == ON_SITE) - (old == ON_SITE), light + (new == LIGHT) - (old == LIGHT), missing)
        for old, new in changes
    ]
    return any(other not in (tier, None) for other in after)


def _what_if(rules: Rules, tier: str, themes: Sequence[AssessedTheme]) -> tuple[Step, ...]:
    """The fewest single steps up that give a lighter tier, in the order of the questionnaire.

    Exact: a tier gets lighter only when enough themes lose the need that carries it, themes do not touch each other,
    and the price of each is known; so the cheapest are taken.
    """
    need, threshold = {
        INTENSIVE: (ON_SITE, rules.intensive_themes),
        EXTRA: (ON_SITE, rules.extra_themes),
        LIGHT_TIER: (LIGHT, rules.light_themes),
    }[tier]
    carrying = [theme for theme in themes if theme.verdict.need == need]
    prices = [sum(theme.verdict.price) for theme in carrying]
    cheapest = sorted(range(len(carrying)), key=prices.__getitem__)[: len(carrying) - threshold + 1]
    return tuple([step for place in sorted(cheapest) for step in _steps(carrying[place])])


def _steps(assessed: AssessedTheme) -> list[Step]:
    """Which topics take the steps of the price: critical ones first, then in the order of the questionnaire."""
    up_to_attention, up_to_neutral = assessed.verdict.price
    theme, standings = assessed.theme, assessed.standings
    serious = [place for place in theme.by_weight if standings[place] == SERIOUS][:up_to_attention]
    attention = [place for place in theme.by_weight if standings[place] == ATTENTION]
    moves = [(place, SERIOUS) for place in serious]
    moves += [(place, ATTENTION) for place in (attention + serious)[:up_to_neutral]]
    return [_step(theme.topics[place], start) for place, start in sorted(moves)]


@lru_cache(maxsize=2**9)
def _step(topic: str, start: int) -> Step:
    return Step(topic, LEVELS[start], LEVELS[start + 1])


def _reason(tier: str | None, themes: Sequence[AssessedTheme]) -> TierReason:
    """The row of the rules that held, with the themes that made it hold."""
    if tier == SELF:
        if light := _with_need(themes, LIGHT):
            return TierReason("hoogstens_twee_licht", light)
        return TierReason("geen_steun", _with_need(themes, NO_NEED))
    code, need = _ROWS[tier]
    return TierReason(code, _with_need(themes, need))


def _with_need(themes: Sequence[AssessedTheme], need: str | None) -> tuple[str, ...]:
    return tuple([theme.theme.key for theme in themes if theme.verdict.need == need])


def _warnings(tier: str | None, themes: Sequence[AssessedTheme]) -> tuple[str, ...]:
    unsupported = tier in (SELF, LIGHT_TIER) and any(SERIOUS in theme.standings for theme in themes)
    return ("ernstig_zonder_steun",) if unsupported else ()
