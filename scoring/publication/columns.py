"""Outcome rows as columns: filled row by row in a few bytes each, then turned into the arrays that are counted."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from scoring.domain.disclosure_model import DECIDED, PERIOD, REGION, RULE, SIZE, SMALL, TARGET, TIER
from scoring.domain.disclosure_population import NO, NONE, YES, Column, period_of
from scoring.domain.tiers import TIERS
from scoring.publication.sizes import size_class

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers, Ranks

_TIER_CODES: Final[Mapping[str, int]] = {tier: place for place, tier in enumerate(TIERS)}
#: Bits of an identifier that fit in a whole number with a sign.
_BITS: Final = 65
_PLACES: Final = (REGION, SIZE, SMALL)


class Row(NamedTuple):
    """What is read of an outcome row, in this order."""

    scan_key: UUID
    location_key: UUID
    organisation_key: int
    region: str
    residents: int | None
    is_small_scale: bool
    target_groups: list[str]
    topics: bytes
    themes: bytes
    rule_tier: str
    tier: str
    confirmed_on: date


def number_of(key: UUID) -> int:
    """An identifier as a whole number of 63 bits: no two of a million share one."""
    return key.int >> _BITS


@dataclass(slots=True)
class Words:
    """The values of a breakdown as small numbers, given out as they come."""

    known: dict[str, int] = field(default_factory=dict)
    codes: array[int] = field(default_factory=lambda: array("q"))

    def add(self, word: str) -> None:
        self.codes.append(self.known.setdefault(word, len(self.known)) if word else NONE)

    def column(self, breakdown: str, kept: Flags) -> Column:
        import numpy as np

        labels = tuple(sorted(self.known))
        order = np.array([*[labels.index(word) for word in self.known], NONE], dtype=np.int64)
        return Column(breakdown, labels, order[_numbers(self.codes)[kept]])


def _numbers(values: array[int]) -> Numbers:
    import numpy as np

    return np.frombuffer(values, dtype=np.int64) if len(values) else np.empty(0, dtype=np.int64)


@dataclass(slots=True)
class Columns:
    """Rows in the order in which they were confirmed. ``scans`` says which scan it is, ``contents`` also how it stood.

    A scan that is confirmed again with another outcome is another scan for the disclosure control: what was published
    rests on the outcome of then. One that is confirmed again unchanged is the same.
    """

    widths: tuple[int, int]
    scans: array[int] = field(default_factory=lambda: array("q"))
    contents: array[int] = field(default_factory=lambda: array("q"))
    locations: array[int] = field(default_factory=lambda: array("q"))
    organisations: array[int] = field(default_factory=lambda: array("q"))
    in_version: array[int] = field(default_factory=lambda: array("b"))
    levels: bytearray = field(default_factory=bytearray)
    words: dict[str, Words] = field(default_factory=lambda: {key: Words() for key in _PLACES})
    targets: dict[str, int] = field(default_factory=dict)
    target_bits: array[int] = field(default_factory=lambda: array("q"))
    periods: Words = field(default_factory=Words)

    def add(self, row: Row, *, in_version: bool) -> None:
        """One row more; of another version only its scan and its place count."""
        tiers = bytes([_TIER_CODES.get(row.rule_tier, 255), _TIER_CODES[row.tier]])
        levels = bytes(row.themes) + bytes(row.topics) + tiers if in_version else b"\xff" * (sum(self.widths) + 2)
        digest = blake2b(row.scan_key.bytes + levels, digest_size=8).digest()
        self.scans.append(number_of(row.scan_key))
        self.contents.append(int.from_bytes(digest) >> 1)
        self.locations.append(number_of(row.location_key))
        self.organisations.append(row.organisation_key)
        self.in_version.append(in_version)
        self.levels += levels
        self.words[REGION].add(row.region)
        self.words[SIZE].add(size_class(row.residents))
        self.words[SMALL].add(YES if row.is_small_scale else NO)
        self.periods.add(period_of(row.confirmed_on))
        self.target_bits.append(
            sum(1 << self.targets.setdefault(key, len(self.targets)) for key in set(row.target_groups))
        )

    def last(self) -> Flags:
        """The last row of each scan."""
        import numpy as np

        found = np.zeros(len(self.scans), dtype=bool)
        _keys, places = np.unique(_numbers(self.scans)[::-1], return_index=True)
        found[len(found) - 1 - places] = True
        return found

    def without(self, left: set[int]) -> Flags:
        """The rows of scans that are not among these."""
        import numpy as np

        return ~np.isin(_numbers(self.scans), np.array(sorted(left), dtype=np.int64))

    def of_version(self) -> Flags:
        import numpy as np

        return np.frombuffer(self.in_version, dtype=np.int8).astype(bool)

    def places(self, kept: Flags) -> Numbers:
        """Of each kept row the how-manieth of its location it is; 0 for the others."""
        import numpy as np

        rows = np.flatnonzero(kept)
        order = np.argsort(_numbers(self.locations)[rows], kind="stable")
        sorted_locations = _numbers(self.locations)[rows][order]
        starts = np.flatnonzero(np.r_[True, sorted_locations[1:] != sorted_locations[:-1]]) if len(rows) else rows
        runs = np.diff(np.r_[starts, len(rows)])
        found = np.zeros(len(kept), dtype=np.int64)
        found[rows[order]] = np.arange(len(rows)) - np.repeat(starts, runs) + 1
        return found

    def arrays(self, kept: Flags) -> dict[str, Any]:
        """The columns of the kept rows, as a ``Population`` takes them; without the levels."""
        return {
            "scans": _numbers(self.contents)[kept],
            "locations": _numbers(self.locations)[kept],
            "organisations": _numbers(self.organisations)[kept],
            "columns": tuple(self._breakdowns(kept)),
        }

    def _breakdowns(self, kept: Flags) -> list[Column]:
        import numpy as np

        bits = _numbers(self.target_bits)[kept]
        return [
            *[words.column(breakdown, kept) for breakdown, words in self.words.items()],
            *[
                Column(TARGET, (key,), np.where(bits >> place & 1, 0, NONE))
                for key, place in sorted(self.targets.items())
            ],
            self.periods.column(PERIOD, kept),
        ]

    def ranks(self, kept: Flags, themes: tuple[str, ...], topics: tuple[str, ...]) -> dict[str, Ranks]:
        """Per attribute the rank of each kept row; bytes that stand for no level become ``NONE``."""
        import numpy as np

        names = [*[f"theme/{key}" for key in themes], *[f"topic/{key}" for key in topics]]
        names += [f"{TIER}/{RULE}", f"{TIER}/{DECIDED}"]
        grid = np.frombuffer(self.levels, dtype=np.uint8).reshape(len(self.scans), len(names))[kept]
        known = np.where(grid < len(TIERS), grid, np.uint8(255)).astype(np.int8)
        return {name: np.ascontiguousarray(known[:, place]) for place, name in enumerate(names)}
