"""Groups that were never published but could be had by subtraction: newcomers, and the rest of a division.

Where such a rest is one group it is the *shadow* of that group. With the country and *kleinschalig: yes* published,
*no* could be had. When *no* gets figures of its own later, what was had counts as its earlier figures: who is new
since then must be many enough, as in any renewed row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from scoring.domain.disclosure_groups import WHOLE, Key
from scoring.domain.disclosure_model import PERIOD, REGION, SIZE, SMALL, ZORGKANTOOR, Fact, Place

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags


def shadows(
    stood: Sequence[Mapping[Key, Flags]], ever: Mapping[Key, Flags], hierarchy: Mapping[str, str], known: Flags
) -> dict[Key, Flags]:
    """Per group that could be had by subtraction the scans it then had, the latest of several times.

    ``stood`` has the scans of all figures that stood after each snapshot; ``ever`` all scans of a group, also those
    that were repeated; ``known`` the scans whose group is known today.
    """
    found: dict[Key, Flags] = {}
    for stands in stood:
        for whole, parts in _divisions(stands, hierarchy):
            rest = stands[whole].copy()
            for key in parts:
                rest &= ~stands[key]
            if parts and rest.any():
                kinds = {key[0] for key in parts}
                found |= {
                    key: rest
                    for key, members in ever.items()
                    if key[0] in kinds and key not in stands and not (rest & known & ~members).any()
                }
    return found


def _divisions(stands: Mapping[Key, Flags], hierarchy: Mapping[str, str]) -> Iterator[tuple[Key, list[Key]]]:
    """Every group that stood in parts, with those parts."""
    regions = [key for key in stands if key[0] == REGION]
    zorgkantoren = [key for key in stands if key[0] == ZORGKANTOOR]
    for whole in zorgkantoren:
        yield whole, [key for key in regions if hierarchy.get(key[1]) == whole[1]]
    if WHOLE in stands:
        loose = [key for key in regions if (ZORGKANTOOR, hierarchy.get(key[1], "")) not in stands]
        yield WHOLE, zorgkantoren + loose
        for breakdown in (SIZE, SMALL, PERIOD):
            yield WHOLE, [key for key in stands if key[0] == breakdown]


def newcomers(before: Sequence[tuple[Fact, Flags]]) -> Iterator[Flags]:
    """The scans that were new in each row when it was renewed."""
    last: dict[Place, Flags] = {}
    for fact, members in before:
        if fact.place in last:
            yield members & ~last[fact.place]
        last[fact.place] = members
