"""Who scores what: theme levels and support needs for a block of locations, by quota.

Every theme has exactly its quota of levels in a block, shuffled over the locations, so that themes are nearly
independent. Which of the themes at *aandachtspunt* need support on location is still free (rules 2026-1, *Support need
per theme*), and that is used to meet the quota of support tiers. The locations with a repeat scan have their share of
every level, and so have the themes that changed in a year: the shares hold for all final scans together, too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scoring.demo.reference import REPEAT_SHARE, THEME_SHARES, TIER_SHARES, dice, is_chosen, quota
from scoring.domain.levels import ATTENTION, BEST, SERIOUS
from scoring.domain.themes import LIGHT, NO_NEED, ON_SITE
from scoring.domain.tiers import EXTRA, INTENSIVE, LIGHT_TIER, SELF

#: Locations that are drawn and written together: large enough for quotas, small enough for one transaction.
BLOCK: Final = 250
#: What the first locations of the country are there for.
OPEN, WAITING, FINISHED, WITHOUT_SCAN, CONVERSATION = range(5)
#: Percentage of themes that were a level worse, and better, a year before; seldom *ernstig issue*, which is rare.
_WORSE: Final = 18
_BETTER: Final = 10
_FEWER_SERIOUS: Final = 0.7
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


def is_repeated(place: int) -> bool:
    """Whether the location at this place has two final scans."""
    return place == FINISHED or (place > CONVERSATION and is_chosen(REPEAT_SHARE, place))


def draw_histories(seed: int, start: int, stop: int) -> list[tuple[Profile, ...]]:
    """The profiles of the final scans of each location of a block: one, or one of a year before and one."""
    latest = draw_profiles(seed, start, stop)
    repeated = [place for place in range(start, stop) if is_repeated(place)]
    chance = dice(seed, "year before", start)
    before = dict(zip(repeated, _year_before(chance, [latest[place - start] for place in repeated])))
    return [(before[place], profile) if place in before else (profile,) for place, profile in enumerate(latest, start)]


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
    repeated = [is_repeated(place) for place in range(start, stop)]
    return list(zip(*[_column(chance, quota(shares, start, stop), repeated) for shares in THEME_SHARES.values()]))


def _column(chance: random.Random, levels: Sequence[int], repeated: Sequence[bool]) -> list[int]:
    """The levels of one theme over the locations; those with a repeat scan get their share of every level."""
    ordered = sorted(levels)
    picked = set(_evenly(chance, len(ordered), sum(repeated)))
    piles: dict[bool, list[int]] = {True: [], False: []}
    for place, level in enumerate(ordered):
        piles[place in picked].append(level)
    for pile in piles.values():
        chance.shuffle(pile)
    return [piles[again].pop() for again in repeated]


def _evenly(chance: random.Random, total: int, picks: int) -> list[int]:
    """Places spread evenly over a row, from a random start."""
    start = chance.random()
    return [int((pick + start) * total / picks) for pick in range(picks)]


def _give_tiers(chance: random.Random, rows: Sequence[tuple[int, ...]], wanted: Sequence[int]) -> tuple[list[int], int]:
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


def _year_before(chance: random.Random, profiles: Sequence[Profile]) -> list[Profile]:
    """Scans of the same locations a year earlier: mostly the same, somewhat more often worse than better."""
    rows = [list(profile.ranks) for profile in profiles]
    for theme in range(len(THEME_SHARES)):
        ordered = sorted(rows, key=lambda row: (row[theme], chance.random()))
        steps = [0] * len(ordered)
        for step, share in ((1, _BETTER), (-1, _WORSE)):
            for place in _evenly(chance, len(ordered), int(len(ordered) * share / 100 + chance.random())):
                steps[place] = step
        for row, step in zip(ordered, steps):
            row[theme] = _moved(chance, row[theme], step)
    return [replace(profile, ranks=tuple(row)) for profile, row in zip(profiles, rows)]


def year_after(chance: random.Random, profile: Profile) -> Profile:
    """A scan of the same location a year later: somewhat more often better than worse."""
    steps = [chance.choices((1, 0, -1), (_WORSE, 100 - _WORSE - _BETTER, _BETTER))[0] for _ in profile.ranks]
    return replace(profile, ranks=tuple(_moved(chance, rank, step) for rank, step in zip(profile.ranks, steps)))


def _moved(chance: random.Random, rank: int, step: int) -> int:
    if step < 0 and rank == ATTENTION and chance.random() < _FEWER_SERIOUS:
        return rank
    return min(BEST, max(SERIOUS, rank + step))
