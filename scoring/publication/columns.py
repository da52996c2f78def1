"""Outcome rows as columns: taken in by the thousand as the database gives them, then turned into what is counted.

Every value that comes back often (a region, a day, a list of target groups) is looked at once; the rows themselves
only pass through loops that are not written in Python.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from scoring.domain.disclosure_model import DECIDED, PERIOD, REGION, RULE, SIZE, SMALL, TARGET, TIER
from scoring.domain.disclosure_population import NO, NONE, YES, Column, period_of
from scoring.domain.tiers import TIERS
from scoring.publication.codes import Codes, bytes_of, digests, key_bytes, number_of, numbers_of
from scoring.publication.sizes import size_class

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers, Ranks

__all__ = ["Columns", "Rows", "number_of"]

_TIER_CODES: Final[Mapping[str, int]] = {tier: place for place, tier in enumerate(TIERS)}
#: The byte for what has no level.
_NOTHING: Final = 255


class Rows(NamedTuple):
    """What is read of outcome rows: the identifiers as bytes, all else a text for each row as a database writes it.

    Days and moments are texts that sort like them, levels hexadecimal digits, what is not known is empty.
    """

    scan_key: bytes
    location_key: bytes
    organisation_key: Sequence[str]
    region: Sequence[str]
    residents: Sequence[str]
    is_small_scale: Sequence[str]
    target_groups: Sequence[str]
    topics: Sequence[str]
    themes: Sequence[str]
    rule_tier: Sequence[str]
    tier: Sequence[str]
    confirmed_on: Sequence[str]
    made_at: Sequence[str]


#: The breakdowns that are one word per row, with the field and what it is called.
_WORDS: Final[tuple[tuple[str, str, Callable[[Any], str]], ...]] = (
    (REGION, "region", str),
    (SIZE, "residents", lambda residents: size_class(int(residents) if residents else None)),
    (SMALL, "is_small_scale", lambda small: YES if small in {"1", "true"} else NO),
    (PERIOD, "confirmed_on", lambda day: period_of(date.fromisoformat(day))),
)
_CODED: Final = (*[name for _breakdown, name, _word in _WORDS], "target_groups")
_ARRAYS: Final = ("scans", "contents", "locations", "organisations", "in_version", "levels", "made_at", *_CODED)


@dataclass(slots=True)
class Columns:
    """Rows in the order in which they were confirmed. ``scans`` says which scan it is, ``contents`` also how it stood.

    A scan that is confirmed again with another outcome is another scan for the disclosure control: what was published
    rests on the outcome of then. One that is confirmed again unchanged is the same.
    """

    #: How many themes and how many topics the version has.
    widths: tuple[int, int]
    _codes: dict[str, Codes] = field(default_factory=lambda: {name: Codes() for name in _CODED})
    _parts: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in _ARRAYS})

    def take(self, rows: Rows, in_version: Sequence[bool]) -> None:
        """Many rows more; of another version only its scan and its place count."""
        import numpy as np

        counted = np.array(in_version, dtype=bool)
        keys, levels = key_bytes(rows.scan_key), self._levels(rows, counted)
        found = {
            "scans": numbers_of(keys),
            "contents": digests(np.hstack([keys, levels])),
            "locations": numbers_of(key_bytes(rows.location_key)),
            "organisations": np.array(list(map(int, rows.organisation_key)), dtype=np.int64),
            "in_version": counted,
            "levels": levels,
            "made_at": np.array(rows.made_at, dtype="S32"),
        }
        found |= {name: self._codes[name].of(getattr(rows, name)) for name in _CODED}
        for name, part in found.items():
            self._parts[name].append(part)

    def _levels(self, rows: Rows, counted: Flags) -> Any:
        """Per row the bytes of its themes, topics and tiers."""
        import numpy as np

        grid = np.full((len(counted), sum(self.widths) + 2), _NOTHING, dtype=np.uint8)
        themes, topics = self.widths
        grid[counted, :themes] = bytes_of(rows.themes, counted, themes)
        grid[counted, themes : themes + topics] = bytes_of(rows.topics, counted, topics)
        grid[:, -2] = [_TIER_CODES.get(tier, _NOTHING) for tier in rows.rule_tier]
        grid[:, -1] = [_TIER_CODES[tier] for tier in rows.tier]
        grid[~counted, -2:] = _NOTHING
        return grid

    def _all(self, name: str) -> Any:
        """One column of all rows."""
        import numpy as np

        parts = self._parts[name]
        if len(parts) != 1:
            empty = np.empty((0, sum(self.widths) + 2) if name == "levels" else 0, dtype=np.int64)
            parts[:] = [np.concatenate(parts) if parts else empty]
        return parts[0]

    def put_in_order(self) -> None:
        """Puts the rows in the order in which they were confirmed; of one moment they stay as they came."""
        import numpy as np

        days = sorted(self._codes["confirmed_on"], key=str)
        places = Codes({self._codes["confirmed_on"][day]: place for place, day in enumerate(days)})
        ranks = np.array([places[code] for code in range(len(days))], dtype=np.int64)
        order = np.lexsort((self._all("made_at"), ranks[self._all("confirmed_on")]))
        for name in _ARRAYS:
            self._parts[name] = [self._all(name)[order]]

    @property
    def contents(self) -> Numbers:
        """Of each row which scan it is and how it stood."""
        found: Numbers = self._all("contents")
        return found

    def last(self) -> Flags:
        """The last row of each scan."""
        import numpy as np

        scans = self._all("scans")
        found = np.zeros(len(scans), dtype=bool)
        _keys, places = np.unique(scans[::-1], return_index=True)
        found[len(found) - 1 - places] = True
        return found

    def without(self, left: set[int]) -> Flags:
        """The rows of scans that are not among these."""
        import numpy as np

        return ~np.isin(self._all("scans"), np.array(sorted(left), dtype=np.int64))

    def of_version(self) -> Flags:
        """The rows of the version that is counted."""
        found: Flags = self._all("in_version").astype(bool)
        return found

    def places(self, kept: Flags) -> Numbers:
        """Of each kept row the how-manieth of its location it is; 0 for the others."""
        import numpy as np

        rows = np.flatnonzero(kept)
        order = np.argsort(self._all("locations")[rows], kind="stable")
        sorted_locations = self._all("locations")[rows][order]
        starts = np.flatnonzero(np.r_[True, sorted_locations[1:] != sorted_locations[:-1]]) if len(rows) else rows
        runs = np.diff(np.r_[starts, len(rows)])
        found = np.zeros(len(kept), dtype=np.int64)
        found[rows[order]] = np.arange(len(rows)) - np.repeat(starts, runs) + 1
        return found

    def arrays(self, kept: Flags) -> dict[str, Any]:
        """The columns of the kept rows, as a ``Population`` takes them; without the levels."""
        return {
            "scans": self.contents[kept],
            "locations": self._all("locations")[kept],
            "organisations": self._all("organisations")[kept],
            "columns": tuple(self._breakdowns(kept)),
        }

    def _breakdowns(self, kept: Flags) -> Iterator[Column]:
        for breakdown, name, word in _WORDS[:-1]:
            yield self._words(breakdown, name, word, kept)
        yield from self._targets(kept)
        yield self._words(*_WORDS[-1], kept)

    def _words(self, breakdown: str, name: str, word: Callable[[Any], str], kept: Flags) -> Column:
        """The column of a breakdown; an empty word is no group."""
        import numpy as np

        words = [word(value) for value in self._codes[name]]
        labels = tuple(sorted(set(words) - {""}))
        places = np.array([labels.index(found) if found else NONE for found in words], dtype=np.int64)
        return Column(breakdown, labels, places[self._all(name)[kept]])

    def _targets(self, kept: Flags) -> Iterator[Column]:
        """A column per target group: a location may have several."""
        import numpy as np

        lists = [set(json.loads(text)) for text in self._codes["target_groups"]]
        codes = self._all("target_groups")[kept]
        for key in sorted(set().union(*lists)):
            places = np.array([0 if key in found else NONE for found in lists], dtype=np.int64)
            yield Column(TARGET, (key,), places[codes])

    def ranks(self, kept: Flags, themes: tuple[str, ...], topics: tuple[str, ...]) -> dict[str, Ranks]:
        """Per attribute the rank of each kept row; bytes that stand for no level become ``NONE``."""
        import numpy as np

        names = [*[f"theme/{key}" for key in themes], *[f"topic/{key}" for key in topics]]
        names += [f"{TIER}/{RULE}", f"{TIER}/{DECIDED}"]
        grid = self._all("levels")[kept]
        known = np.where(grid < len(TIERS), grid, np.uint8(_NOTHING)).view(np.int8)
        return {name: np.ascontiguousarray(known[:, place]) for place, name in enumerate(names)}
