"""Which groups of scans may have figures, decided on what everybody knows: who joined when, of which organisation.

A group may have figures when it is *eligible*: enough locations, of enough organisations, none with too large a share.
Two disjoint eligible groups together are eligible. So it is enough that the smallest groups that can be had by adding
and subtracting published groups are each eligible or empty, and those are looked after one by one:

1. every published group itself;
2. in a row that is renewed: the scans that are new in it (joined or repeated since the figures that stand);
3. of a group that is published in parts (the country in regions, a zorgkantoor in its regions, the country in size
   classes): the rest that is in no published part, and the scans that are new in that rest;
4. of two published groups, of any breakdown and any day, of which one holds the other: the difference.

Where one fails, the least useful row that is new gives way: the smallest part, the later breakdown. Such a row keeps
the figures that stand, or stays hidden. Two or three parts that together are the whole cannot all be shown, since
the rounded counts of whole and parts would often narrow each other down: then the largest part gives way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scoring.domain.disclosure_model import (
    ABSENT,
    BREAKDOWNS,
    COMPLEMENT,
    COUNTRY,
    FEW,
    FIRST,
    JOINED,
    NL,
    PERIOD,
    REGION,
    REPEAT,
    SIZE,
    SMALL,
    TARGET,
    ZORGKANTOOR,
)
from scoring.domain.disclosure_settings import Settings
from scoring.domain.disclosure_universe import numbered

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers

#: A breakdown and a group; the two rows of the transition table are breakdowns of their own here.
Key = tuple[str, str]
WHOLE: Final[Key] = (COUNTRY, NL)

#: What becomes of a row: new figures, the figures that stand, or a reason to hide it.
NEW: Final = "new"
OLD: Final = "old"

#: From how many parts on the rounded counts of parts and whole no longer narrow each other down by themselves.
_ENOUGH_PARTS: Final = 4
_ORDER: Final = (COUNTRY, REPEAT, FIRST, *BREAKDOWNS[1:])


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A group that may get figures: its scans now, those of the figures that stand, or (``shadow``) those it had when
    its figures could be had by subtraction."""

    members: Flags
    standing: Flags | None = None
    shadow: Flags | None = None


def priority(key: Key, size: int) -> tuple[int, int, str]:
    """Sorts rows by usefulness, the most useful first: by breakdown, larger groups first."""
    return _ORDER.index(key[0]), -size, key[1]


class Selection:
    """The rows of one attribute and what becomes of them. ``status`` only ever goes from ``NEW`` to something else."""

    def __init__(
        self,
        organisations: Numbers,
        settings: Settings,
        candidates: Mapping[Key, Candidate],
        history: Sequence[Flags] = (),
    ) -> None:
        self.organisations = numbered(organisations)
        self.settings, self.candidates, self.history = settings, candidates, history
        self.status = {key: self._first_status(found) for key, found in candidates.items()}

    def is_eligible(self, members: Flags, *, renewal: bool = False) -> bool:
        """Enough scans of enough organisations, none of which has too large a share."""
        import numpy as np

        sizes = np.bincount(self.organisations[members])
        total = int(sizes.sum())
        wanted = self.settings
        locations = max(wanted.locations, wanted.renewal_locations) if renewal else wanted.locations
        organisations = max(wanted.organisations, wanted.renewal_organisations) if renewal else wanted.organisations
        if total < locations or int((sizes > 0).sum()) < organisations:
            return False
        return not wanted.largest_share.exceeded_by(int(sizes.max()), total)

    def _first_status(self, candidate: Candidate) -> str:
        """Rules 1 and 2."""
        hidden = OLD if candidate.standing is not None else FEW if candidate.members.any() else ABSENT
        if not self.is_eligible(candidate.members):
            return hidden
        before = candidate.standing if candidate.standing is not None else candidate.shadow
        if before is None or self.is_eligible(candidate.members & ~before, renewal=True):
            return NEW
        return OLD if candidate.standing is not None else COMPLEMENT

    def settle(self) -> dict[Key, str]:
        """Applies the rules until nothing gives way any more; hidden regions join their zorgkantoor."""
        while self._hold_back() or self._look_after_parts() or self._look_after_pairs():
            pass
        for key in self.candidates:
            if key[0] == REGION and self.status[key] == FEW and self._zorgkantoor(key) is not None:
                self.status[key] = JOINED
        return dict(self.status)

    def withhold(self, key: Key, why: str = COMPLEMENT) -> None:
        """A row gives way: the figures that stand stay, or it is hidden."""
        self.status[key] = OLD if self.candidates[key].standing is not None else why

    def published(self, key: Key) -> Flags | None:
        """The scans that the figures of a row count from now on; nothing for a hidden row."""
        found = self.candidates[key]
        return {NEW: found.members, OLD: found.standing}.get(self.status[key])

    def rests(self) -> Iterator[Flags]:
        """What no row counts but must stay uncertain: rests of groups in parts, scans that are new or not yet counted,
        and hidden groups."""
        for whole, parts in self._divisions():
            yield self._rest(whole, parts)
        for key, found in self.candidates.items():
            counted = found.standing if found.standing is not None else self.published(key)
            yield found.members if counted is None else found.members & ~counted

    # Rule 3

    def _hold_back(self) -> bool:
        """A region is not renewed in a zorgkantoor that is not."""
        found = [
            key
            for key, status in self.status.items()
            if key[0] == REGION and status == NEW
            if (above := self._zorgkantoor(key)) is not None and self.status[above] == OLD
        ]
        for key in found:
            self.withhold(key)
        return bool(found)

    def _zorgkantoor(self, region: Key) -> Key | None:
        """The published zorgkantoor that holds a region."""
        inside = self.candidates[region].members
        for key, found in self.candidates.items():
            if key[0] == ZORGKANTOOR and self.published(key) is not None and not (inside & ~found.members).any():
                return key
        return None

    def _divisions(self) -> Iterator[tuple[Key, list[Key]]]:
        """Every group that is published in parts, with those parts."""
        shown = [key for key in self.candidates if self.published(key) is not None]
        above = {key: self._zorgkantoor(key) for key in shown if key[0] == REGION}
        zorgkantoren = [key for key in shown if key[0] == ZORGKANTOOR]
        for whole in zorgkantoren:
            yield whole, [key for key in above if above[key] == whole]
        if self.published(WHOLE) is None:
            return
        yield WHOLE, zorgkantoren + [key for key in above if above[key] is None]
        for breakdown in (SIZE, SMALL, PERIOD):
            yield WHOLE, [key for key in shown if key[0] == breakdown]
        for key in shown:
            if key[0] in (TARGET, REPEAT):
                yield WHOLE, [key]

    def _rest(self, whole: Key, parts: Iterable[Key]) -> Flags:
        members = self.published(whole)
        assert members is not None
        rest = members.copy()
        for key in parts:
            found = self.published(key)
            if found is not None:
                rest &= ~found
        return rest

    def _look_after_parts(self) -> bool:
        for whole, parts in self._divisions():
            changes = NEW in [self.status[key] for key in (whole, *parts)]
            if parts and changes and not self._is_sound(whole, parts):
                self._give_way(whole, parts)
                return True
        return False

    def _is_sound(self, whole: Key, parts: list[Key]) -> bool:
        rest = self._rest(whole, parts)
        if not rest.any():
            return not 1 < len(parts) < _ENOUGH_PARTS
        new = rest & ~self._rest_before(whole, parts) if self.status[whole] == NEW else rest & False
        return self.is_eligible(rest) and (not new.any() or self.is_eligible(new))

    def _rest_before(self, whole: Key, parts: list[Key]) -> Flags:
        """The rest as it stood, of whole and parts that had figures before."""
        before = self.candidates[whole].standing
        if before is None:
            return self.candidates[whole].members & False
        rest = before.copy()
        for key in parts:
            standing = self.candidates[key].standing
            if standing is not None:
                rest &= ~standing
        return rest

    def _give_way(self, whole: Key, parts: list[Key]) -> None:
        """The smallest part that is new; where the parts are the whole, the largest; where none is new, the whole."""
        new = sorted([key for key in parts if self.status[key] == NEW], key=lambda key: (self._size(key), key))
        if not new:
            self.withhold(whole)
        else:
            self.withhold(new[0 if self._rest(whole, parts).any() else -1])

    def _size(self, key: Key) -> int:
        return int(self.candidates[key].members.sum())

    # Rule 4

    def _look_after_pairs(self) -> bool:
        """The least useful row that is new gives way where a published group holds another and hardly more."""
        new = sorted(
            [key for key, status in self.status.items() if status == NEW],
            key=lambda key: priority(key, self._size(key)),
        )
        kept = [found for key in self.status if self.status[key] == OLD if (found := self.published(key)) is not None]
        others = [*self.history, *kept]
        for key in new:
            members = self.candidates[key].members
            if any(self._is_near(members, other) for other in others):
                self.withhold(key)
                return True
            others.append(members)
        return False

    def _is_near(self, one: Flags, other: Flags) -> bool:
        """Whether one of two groups holds the other, and a difference that is not eligible."""
        large, small = (one, other) if one.sum() >= other.sum() else (other, one)
        if not small.any() or not large[small.argmax()] or (small & ~large).any():
            return False
        difference = large & ~small
        return bool(difference.any()) and not self.is_eligible(difference)
