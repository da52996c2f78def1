"""The published figures that the demo follows, and drawing by quota from them.

Source: the fifth progress report (VR5 §3.1), 212 locations; where it gives no split, the split is assumed within what
it does say. Shares are whole percentages.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

#: Per theme the percentage of locations at each level, from worst to best (the ranks of ``scoring.domain.levels``).
THEME_SHARES: Final[Mapping[str, tuple[int, int, int, int]]] = {
    "persoonsgerichte-zorg": (6, 39, 15, 40),
    "wonen-en-welzijn": (3, 42, 26, 29),
    "veiligheid": (12, 28, 20, 40),
    "leren-en-verbeteren": (12, 50, 18, 20),
    "leiderschap-governance-management": (8, 40, 25, 27),
    "personeelssamenstelling": (20, 55, 15, 10),
    "hulpbronnen": (6, 41, 25, 28),
    "informatie": (7, 39, 25, 29),
}

#: The percentage of locations per support tier: zelf, licht, extra, intensief.
TIER_SHARES: Final = (7, 11, 38, 44)

#: Percentage of locations with a repeat scan a year later, and of scans where the adviser chose another tier.
REPEAT_SHARE: Final = 19
OTHER_TIER_SHARE: Final = 6


@lru_cache(maxsize=64)
def sequence(shares: tuple[int, ...]) -> tuple[int, ...]:
    """A hundred places that hold each kind as often as its percentage, spread as evenly as can be.

    Whoever takes the places in turn is, at every moment, within about one of the exact shares.
    """
    if sum(shares) != 100:
        raise ValueError(f"these are not percentages of a whole: {shares}")
    given = [0] * len(shares)
    places = []
    for place in range(1, 101):
        behind = [share * place - 100 * done for share, done in zip(shares, given)]
        kind = behind.index(max(behind))
        given[kind] += 1
        places.append(kind)
    return tuple(places)


def quota(shares: tuple[int, ...], start: int, stop: int) -> list[int]:
    """The kinds that the places from ``start`` up to ``stop`` hold; longer rows than a hundred begin again."""
    row = sequence(shares)
    return [row[place % 100] for place in range(start, stop)]


def is_chosen(share: int, place: int) -> bool:
    """Whether this place is among the ``share`` percent that something happens to."""
    return quota((share, 100 - share), place, place + 1) == [0]


def dice(*what: object) -> random.Random:
    """A source of chance that gives the same draws for the same words, on every machine."""
    return random.Random("/".join(map(str, what)))  # noqa: S311  demo data, no secrets


def identity(seed: int, *what: object) -> uuid.UUID:
    """The identifier of a thing in the population of a seed: the same at every run."""
    return uuid.uuid5(uuid.NAMESPACE_DNS, "/".join(map(str, ("demo.example", seed, *what))))


def weighted(chance: random.Random, weights: Sequence[float]) -> int:
    """A place drawn by weight."""
    return chance.choices(range(len(weights)), weights)[0]


def words(text: str) -> tuple[str, ...]:
    """The words of a text: long lists read better that way."""
    return tuple(text.split())
