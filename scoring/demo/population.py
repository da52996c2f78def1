"""Who scores what: theme levels and support needs for a block of locations, by quota.

Every theme has exactly its quota of levels in a block, shuffled over the locations, so that themes are nearly
independent. Which of the themes at *aandachtspunt* need support on location is still free (rules 2026-1, *Support need
per theme*), and that is used to meet the quota of support tiers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scoring.demo.reference import THEME_SHARES, TIER_SHARES, dice, quota
from scoring.domain.levels import ATTENTION, BEST, SERIOUS
from scoring.domain.themes import LIGHT, NO_NEED, ON_SITE
from scoring.domain.tiers import EXTRA, INTENSIVE, LIGHT_TIER, SELF

#: Locations that are drawn and written together: large enough for quotas, small enough for one transaction.
BLOCK: Final = 250
#: How often a block is shuffled anew when its tiers do not come out.
_TRIES: Final = 60
#: How often a theme at *aandachtspunt* needs support on location where the tier leaves that open.
_MORE_ON_SITE: Final = 0.2

_ZELF, _LICHT, _EXTRA, _INTENSIEF = range(4)
_TIERS: Final = (SELF, LIGHT_TIER, EXTRA, INTENSIVE)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one scan must come to: a rank per theme, the themes at *aandachtspunt* that need support on location."""

    ranks: tuple[int, ...]
    on_site: frozenset[int]

    @property
    def needs(self) -> tuple[str, ...]:
        """The support need of each theme."""
        return tuple(_need(rank, place in self.on_site) for place, rank in enumerate(self.ranks))

    @property
    def tier(self) -> str:
        """The tier that follows from the needs."""
        on_site, light = self.needs.count(ON_SITE), self.needs.count(LIGHT)
        return _TIERS[_INTENSIEF if on_site > 1 else _EXTRA if on_site else _LICHT if light > 2 else _ZELF]


def _need(rank: int, chosen: bool) -> str:
    if rank == SERIOUS or (rank == ATTENTION and chosen):
        return ON_SITE
    return LIGHT if rank == ATTENTION else NO_NEED


def blocks(total: int) -> Iterator[tuple[int, int]]:
    """The first and the last-but-one place of every block. A block is the same in every longer population."""
    for start in range(0, total, BLOCK):
        yield start, min(start + BLOCK, total)


def draw_profiles(seed: int, start: int, stop: int) -> list[Profile]:
    """The profiles of the locations of one block.

    Shuffled anew until the tiers meet their quota; a block of a few locations comes as near as it can.
    """
    wanted = quota(TIER_SHARES, start, stop)
    best: tuple[int, list[Profile]] | None = None
    for attempt in range(_TRIES):
        chance = dice(seed, "levels", start, attempt)
        rows = _shuffled_levels(chance, start, stop)
        tiers, missed = _give_tiers(chance, rows, wanted)
        if best is None or missed < best[0]:
            best = missed, [_profile(chance, row, tier) for row, tier in zip(rows, tiers)]
        if not missed:
            break
    assert best is not None
    return best[1]


def _shuffled_levels(chance: random.Random, start: int, stop: int) -> list[tuple[int, ...]]:
    columns = []
    for shares in THEME_SHARES.values():
        column = quota(shares, start, stop)
        chance.shuffle(column)
        columns.append(column)
    return list(zip(*columns))


def _give_tiers(
    chance: random.Random, rows: Sequence[tuple[int, ...]], wanted: Sequence[int]
) -> tuple[list[int], int]:
    """A tier that each row can have, by quota, and how many rows had to take another than the quota asked.

    Lightest first, since few rows can have the light ones; who is left takes the heaviest that its levels allow.
    """
    places = list(range(len(rows)))
    chance.shuffle(places)
    given: dict[int, int] = {}
    for tier in (_ZELF, _LICHT, _EXTRA):
        able = [place for place in places if place not in given and tier in _possible(rows[place])]
        able.sort(key=lambda place: len(_possible(rows[place])))
        given.update(dict.fromkeys(able[: wanted.count(tier)], tier))
    for place in places:
        given.setdefault(place, max(_possible(rows[place])))
    tiers = [given[place] for place in range(len(rows))]
    return tiers, sum(max(0, tiers.count(tier) - wanted.count(tier)) for tier in range(4))


def _possible(row: Sequence[int]) -> list[int]:
    """The tiers that theme levels can come to, whatever is chosen for the themes at *aandachtspunt*."""
    serious, attention = row.count(SERIOUS), row.count(ATTENTION)
    found = []
    if not serious:
        found.append(_ZELF if attention < 3 else _LICHT)
    if serious < 2 and serious + attention:
        found.append(_EXTRA)
    if serious + attention > 1:
        found.append(_INTENSIEF)
    return found


def _profile(chance: random.Random, row: tuple[int, ...], tier: int) -> Profile:
    """Chooses the themes at *aandachtspunt* that need support on location, so that the row has its tier."""
    free = [place for place, rank in enumerate(row) if rank == ATTENTION]
    chance.shuffle(free)
    short = {_ZELF: 0, _LICHT: 0, _EXTRA: 1, _INTENSIEF: 2}[tier] - row.count(SERIOUS)
    chosen = set(free[: max(0, short)])
    if tier == _INTENSIEF:
        chosen |= {place for place in free if chance.random() < _MORE_ON_SITE}
    return Profile(row, frozenset(chosen))


def year_before(chance: random.Random, profile: Profile) -> Profile:
    """A scan of the same location a year earlier: mostly the same, somewhat more often worse than better."""
    ranks = list(profile.ranks)
    for place, rank in enumerate(ranks):
        step = chance.choices((-1, 0, 1), (22, 67, 11))[0]
        # Ernstig issue is rare: most who are at aandachtspunt now were there a year ago.
        if not (step < 0 and rank == ATTENTION and chance.random() < 0.7):
            ranks[place] = min(BEST, max(SERIOUS, rank + step))
    return replace(profile, ranks=tuple(ranks))
