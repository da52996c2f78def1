"""The linear programme of the attacker: all worlds that fit what is published about one attribute.

A world gives every scan a level. Scans that the same rows count are of one *kind* and can trade places, so a world is
known by how many scans of each kind have each level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from scoring.domain.disclosure_model import Form
from scoring.domain.disclosure_programme import LEVELS, TINY, Programme, Rows, Sums
from scoring.domain.disclosure_rows import interval, rounded

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers, Ranks


#: Room at a count: far from nothing, and less than any whole number.
_ROOM: Final = 0.1


class Clue(NamedTuple):
    """One published row: the scans it counts, and its rounded counts."""

    members: Flags
    form: Form
    shown: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Everything known about one attribute. ``ranks`` is the truth (-1: not known here any more), to judge by and to
    give away the levels of one organisation. ``hidden`` are groups of scans that no row counts but that must stay
    uncertain too."""

    organisations: Numbers
    ranks: Ranks
    clues: tuple[Clue, ...]
    hidden: tuple[Flags, ...]
    base: int


class Breach(NamedTuple):
    """Something recovered. ``clue`` is the row it is about (-1: a hidden group, or all); ``blamed`` are the rows that
    together gave it away."""

    kind: str
    clue: int
    blamed: tuple[int, ...]


class Target(NamedTuple):
    """A count to bound: the scans of a group in a part of the levels. ``clue`` is -1 for a hidden group; for that
    ``high - low`` is how uncertain it must be."""

    group: int
    clue: int
    part: tuple[int, ...]
    low: int
    high: int


def groups_of(evidence: Evidence) -> list[Flags]:
    """The published groups, then the hidden ones."""
    return [*[clue.members for clue in evidence.clues], *evidence.hidden]


def counted(evidence: Evidence) -> Flags:
    """All scans that the evidence is about."""
    import numpy as np

    return np.asarray(np.logical_or.reduce(groups_of(evidence)), dtype=bool)


def kinds_of(groups: Sequence[Flags]) -> tuple[Numbers, Numbers]:
    """Of each kind of scan one that is of that kind, and the kind of each scan: those in the same groups are alike."""
    import numpy as np

    bits = np.packbits(np.array(groups, dtype=bool), axis=0).T
    whole = np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1]))).ravel()
    _, first, kind = np.unique(whole, return_index=True, return_inverse=True)
    return first, kind


def every(clues: Sequence[Clue]) -> tuple[int, ...]:
    """The places of all rows: who cannot be told apart is blamed together."""
    return tuple(range(len(clues)))


class Worlds:
    """The linear programme: all worlds that fit the evidence, with the levels of some scans unknown.

    ``low`` and ``high`` bound the unknown part of each target; only those of published counts hold in every world.
    """

    def __init__(self, evidence: Evidence, unknown: Flags) -> None:
        import numpy as np

        self.evidence, self.unknown = evidence, unknown
        groups = groups_of(evidence)
        first, self.kind = kinds_of([members[unknown] for members in groups])
        self.kinds, self.sizes = len(first), np.bincount(self.kind, minlength=len(first))
        self.within = np.array([members[unknown][first] for members in groups], dtype=bool).reshape(-1, self.kinds)
        self.targets = tuple(_targets(evidence))
        self.sums = Sums(self.targets, self.within, self.kinds * LEVELS)
        given = [_ranks(evidence, members & ~unknown) for members in groups]
        known = np.array([given[target.group][list(target.part)].sum() for target in self.targets])
        self.published = np.array([target.clue >= 0 for target in self.targets])
        self.low = np.array([target.low for target in self.targets]) - known
        self.high = np.array([target.high for target in self.targets]) - known
        self._programme: Programme | None = None
        self._room: Programme | None = None

    def _rows(self) -> Rows:
        """What every world obeys: the published counts, and one level for each scan."""
        import numpy as np

        held = np.flatnonzero(self.published)
        rows = Rows([self.sums.places[place] for place in held], self.low[held], self.high[held])
        each = np.arange(self.kinds * LEVELS).reshape(self.kinds, LEVELS)
        return rows.joined(Rows(list(each), self.sizes, self.sizes))

    def _open(self) -> Programme:
        """The programme that is asked again and again: every answer starts from the one before."""
        if self._programme is None:
            self._programme = Programme(self.kinds * LEVELS, self._rows())
        return self._programme

    def truth(self) -> Any:
        """The world that is real; nothing when a level is not known here any more, or the truth does not fit."""
        import numpy as np

        ranks = self.evidence.ranks[self.unknown]
        if (ranks < 0).any():
            return None
        found = np.bincount(self.kind * LEVELS + ranks, minlength=self.kinds * LEVELS).astype(float)
        return found if self.obeys(self.sums.of(found)) else None

    def obeys(self, values: Any) -> bool:
        """Whether these values of the targets contradict no published count."""
        inside = (values >= self.low - TINY) & (values <= self.high + TINY)
        return bool(inside[self.published].all())

    def extreme(self, wanted: Any) -> Any:
        """A world where the ``wanted`` sum of targets is greatest; nothing when no world fits."""
        return self._open().greatest(self.sums.spread(wanted))

    def has_room(self, own: Flags) -> bool:
        """Whether a world has some room at every published count, with the levels of ``own`` scans as they are."""
        import numpy as np

        size, kept = self.kinds * LEVELS, own[self.unknown]
        places = self.kind[kept] * LEVELS + self.evidence.ranks[self.unknown][kept]
        programme = self._roomy()
        programme.hold(np.bincount(places, minlength=size))
        return programme.greatest(np.zeros(size)) is not None

    def _roomy(self) -> Programme:
        """The programme of worlds with room, asked once for each group of scans that stays: each answer starts from the
        one before."""
        import numpy as np

        if self._room is None:
            held = np.flatnonzero(self.published)
            inside = Rows([self.sums.places[place] for place in held], self.low[held] + _ROOM, self.high[held] - _ROOM)
            each = np.arange(self.kinds * LEVELS).reshape(self.kinds, LEVELS)
            rows = inside.joined(Rows(list(each), self.sizes, self.sizes))
            self._room = Programme(self.kinds * LEVELS, rows, often=False)
        return self._room

    def freedom(self) -> tuple[float, tuple[int, ...]]:
        """How far every kind of scan can leave its level at once, and the rows that leave no more. Above 0 the level of
        no scan is known. Scans of a kind that have several levels can trade places anyway."""
        import numpy as np

        size = self.kinds * LEVELS
        there = np.zeros((self.kinds, LEVELS + 1), dtype=np.int64)
        np.add.at(there, (self.kind, self.evidence.ranks[self.unknown] % (LEVELS + 1)), 1)
        alike, level = np.nonzero(there[:, :LEVELS] == self.sizes[:, None])
        stays = [np.array([place, size]) for place in alike * LEVELS + level]
        away = Rows(stays, np.full(len(stays), -np.inf), self.sizes[alike])
        programme = Programme(size + 1, self._rows().joined(away), most=0.01, often=False)
        found = programme.greatest(np.append(np.zeros(size), 1.0))
        return (-1.0 if found is None else float(found[-1])), self._blamed(programme)

    def blame(self, wanted: Any) -> tuple[int, ...]:
        """The rows that keep the ``wanted`` sum from being greater."""
        self._open().greatest(self.sums.spread(wanted))
        return self._blamed(self._open())

    def _blamed(self, programme: Programme) -> tuple[int, ...]:
        """The rows felt in the last answer; all, when nothing fits or none is."""
        import numpy as np

        held = np.flatnonzero(self.published)
        felt = held[np.abs(programme.felt()[: len(held)]) > TINY]
        return tuple(sorted({self.targets[place].clue for place in felt})) or every(self.evidence.clues)


def _targets(evidence: Evidence) -> Iterator[Target]:
    for place, clue in enumerate(evidence.clues):
        for part, shown in zip(clue.form, clue.shown):
            yield Target(place, place, part, *interval(shown, evidence.base))
    for place, members in enumerate(evidence.hidden, start=len(evidence.clues)):
        for rank, count in enumerate(_ranks(evidence, members)):
            low, high = interval(rounded(int(count), evidence.base), evidence.base)
            yield Target(place, -1, (rank,), low, min(high, max(low, int(members.sum()))))


def _ranks(evidence: Evidence, members: Flags) -> Numbers:
    """How many of these scans have each level."""
    import numpy as np

    return np.bincount(evidence.ranks[members] + 1, minlength=LEVELS + 1)[1:]
