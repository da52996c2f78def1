"""What is published: snapshots of tables, rows and cells, in which what must stay hidden is a type of its own.

A ``Snapshot`` has two sides. ``tables`` is what people see. ``facts`` is the same, seen by an attacker: which scans a
row counts (known to everybody who knows which location joined when) and the rounded counts. Each fact is frozen for
ever: later snapshots and the attacker rest on it, never on a new count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from scoring.domain.levels import LEVELS
from scoring.domain.tiers import TIERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.int64]
    Ranks = npt.NDArray[np.int8]

#: Tables, in the order in which they are published.
THEMES: Final = "theme_by_level"
TOPICS: Final = "topic_by_level"
TIER: Final = "tier"
TRANSITION: Final = "transition"
FUNNEL: Final = "funnel"
TABLES: Final = (THEMES, TOPICS, TIER, TRANSITION, FUNNEL)

#: Breakdowns, the most useful first: where two rows cannot both be shown, the later one gives way.
COUNTRY: Final = "country"
ZORGKANTOOR: Final = "zorgkantoor"
REGION: Final = "region"
SIZE: Final = "size"
SMALL: Final = "small"
TARGET: Final = "target"
PERIOD: Final = "period"
BREAKDOWNS: Final = (COUNTRY, ZORGKANTOOR, REGION, SIZE, SMALL, TARGET, PERIOD)
#: The one group of the breakdown by country.
NL: Final = "nl"

#: Rows of the table of tiers, and endings of the rows of the transition table.
RULE: Final = "rule"
DECIDED: Final = "decided"
FIRST: Final = ":first"
REPEAT: Final = ":repeat"

#: Why a cell is hidden. ``few``: too few locations or organisations, or one of them is too large; ``joined``: the same,
#: and the region is counted in its zorgkantoor; ``complement``: another hidden row could be had by subtraction;
#: ``absent``: there is nothing to count. Those four follow from who takes part, which is known.
#: ``attack``: the figures would give too much away. It also stands for ``one_sided`` (nearly all locations would be in
#: one level) and ``exact`` (with the number of locations the rounded counts would tell more than rounding does). These
#: two are never published themselves: that a row is one-sided is just what must stay hidden.
FEW: Final = "few"
JOINED: Final = "joined"
COMPLEMENT: Final = "complement"
ONE_SIDED: Final = "one_sided"
EXACT: Final = "exact"
ATTACK: Final = "attack"
ABSENT: Final = "absent"
REASONS: Final = (FEW, JOINED, COMPLEMENT, ONE_SIDED, EXACT, ATTACK, ABSENT)
#: The reasons that say nothing about levels.
TELLING_NOTHING: Final = frozenset({FEW, JOINED, COMPLEMENT, ABSENT})

#: Ranks put together, worst first, and all forms that a row may take: the first that is safe is used.
Form = tuple[tuple[int, ...], ...]
FORMS: Final[tuple[Form, ...]] = (
    ((0,), (1,), (2,), (3,)),
    ((0, 1), (2,), (3,)),
    ((0,), (1,), (2, 3)),
    ((0, 1), (2, 3)),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A rounded count, and its share of the rounded counts of the row."""

    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A cell without figures: one of ``REASONS``. It has no count and no share that could be printed by mistake."""

    why: str


Cell = Shown | Suppressed


class Place(NamedTuple):
    """Where a row stands: the same place in every snapshot."""

    table: str
    row: str
    breakdown: str
    group: str

    @property
    def states(self) -> tuple[str, ...]:
        """What the levels of this row are called, worst (or lightest) first."""
        return TIERS if self.table == TIER else LEVELS

    @property
    def attribute(self) -> str:
        """What about a scan the row counts: rows of the same attribute tell about each other."""
        if self.table in (THEMES, TRANSITION):
            return f"theme/{self.row.removesuffix(FIRST).removesuffix(REPEAT)}"
        return f"topic/{self.row}" if self.table == TOPICS else f"{self.table}/{self.row}"


@dataclass(frozen=True, slots=True)
class Fact:
    """The figures of one row as they were published: for ever the same.

    ``members`` has one bit per scan of the roster of that day. ``total`` is their number, which everybody who knows
    who joined knows too. ``shown`` has the rounded count of each part of ``form``.
    """

    place: Place
    on: date
    members: bytes
    total: int
    form: Form
    shown: tuple[int, ...]

    @property
    def n(self) -> int:
        """The published size of the row."""
        return sum(self.shown)

    def cells(self) -> dict[str, Cell]:
        """The cells by level; levels put together are joined by a plus sign."""
        states = self.place.states
        return {
            "+".join([states[rank] for rank in part]): Shown(count, count / self.n)
            for part, count in zip(self.form, self.shown)
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. ``since`` is the day of its figures: an earlier one where the row was not renewed."""

    key: str
    cells: Mapping[str, Cell]
    since: date | None

    @property
    def n(self) -> int | None:
        """The sum of the rounded counts; nothing for a hidden row."""
        counts = [cell.count for cell in self.cells.values() if isinstance(cell, Shown)]
        return sum(counts) if counts else None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table for one group of a breakdown."""

    key: str
    breakdown: str
    group: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """Which scans there were on a day, and of which organisation: what the members of facts refer to."""

    scans: Numbers
    organisations: Numbers

    def members(self, fact: Fact) -> Numbers:
        """The scans that a fact of this day counts."""
        import numpy as np

        bits = np.unpackbits(np.frombuffer(fact.members, dtype=np.uint8), count=len(self.scans))
        found: Numbers = self.scans[bits.astype(bool)]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Everything published on one day. ``facts`` are all rows with figures, those that were not renewed included.

    ``excluded`` says, per reason, how many scans were left out (rounded).
    """

    on: date
    questionnaire: str
    rules: str
    settings: str
    excluded: Mapping[str, int]
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    roster: Roster

    def table(self, key: str, breakdown: str = COUNTRY, group: str = NL) -> Table:
        """One table; ``LookupError`` when this snapshot does not have it."""
        for table in self.tables:
            if (table.key, table.breakdown, table.group) == (key, breakdown, group):
                return table
        raise LookupError(f"{key} {breakdown} {group}")


def all_facts(snapshots: Sequence[Snapshot]) -> Iterator[tuple[Fact, Roster]]:
    """Each fact that was ever published, once, with the roster it refers to; in the order of publication."""
    for snapshot in sorted(snapshots, key=lambda found: found.on):
        for fact in snapshot.facts:
            if fact.on == snapshot.on:
                yield fact, snapshot.roster
