"""The scale as small whole numbers, from worst to best, so that rules can compare and count levels.

Everything in this package reckons with these ranks; level keys are only for what goes in and comes out. Rules
2026-1, the scale: ``ernstig_issue`` < ``aandachtspunt`` < ``neutraal`` < ``uitblinker``. *Weet ik niet* and *niet van
toepassing* stand beside the scale and never count as low.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: Level keys; the place in this row is the rank.
LEVELS: Final = ("ernstig_issue", "aandachtspunt", "neutraal", "uitblinker")
RANKS: Final[dict[str, int]] = {level: rank for rank, level in enumerate(LEVELS)}

SERIOUS: Final = 0
ATTENTION: Final = 1
NEUTRAL: Final = 2
BEST: Final = 3

#: Beside the ranks: how a topic stands that has no level, because nobody knows (open) or because it does not apply.
OPEN: Final = 4
NOT_APPLICABLE: Final = 5

DONT_KNOW_KEY: Final = "weet_ik_niet"
NOT_APPLICABLE_KEY: Final = "nvt"

#: From the level in force of a topic (a level key, ``nvt`` or nothing) to how the topic stands.
STANDINGS: Final[dict[str | None, int]] = {NOT_APPLICABLE_KEY: NOT_APPLICABLE, None: OPEN, **dict(RANKS.items())}


def level_key(rank: int | None) -> str | None:
    """The key of a rank; nothing for nothing."""
    return None if rank is None else LEVELS[rank]


def median_low(ranks: Sequence[int]) -> int | None:
    """The middle rank; an even split takes the worse of the two in the middle. ``None`` when nobody gave a level."""
    return sorted(ranks)[(len(ranks) - 1) // 2] if ranks else None
