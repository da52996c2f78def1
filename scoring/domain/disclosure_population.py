"""The scans that a snapshot counts, as columns: one entry per final scan, in arrays that are counted by ``bincount``.

A scan that was repeated stays: earlier figures count it, and the comparison of first and repeat needs it. Levels are
ranks (0 worst, or the lightest tier); ``NONE`` where a scan has no level.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from scoring.domain.disclosure_model import (
    DECIDED,
    PERIOD,
    REGION,
    RULE,
    SIZE,
    SMALL,
    TARGET,
    TIER,
    ZORGKANTOOR,
)
from scoring.domain.tiers import TIERS

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers, Ranks

NONE: Final = -1
YES: Final = "yes"
NO: Final = "no"


class Outcome(NamedTuple):
    """One final scan. ``scan``, ``location`` and ``organisation`` are numbers that never change.

    ``number`` is 1 for the first scan of a location, 2 for its repeat. ``themes`` and ``topics`` hold ranks, in the
    order of the keys of the population; ``NONE`` where there is no level.
    """

    scan: int
    location: int
    organisation: int
    number: int
    confirmed_on: date
    region: str
    size: str
    small: bool
    targets: frozenset[str]
    themes: Sequence[int]
    topics: Sequence[int]
    rule_tier: str | None
    decided_tier: str | None


class Column(NamedTuple):
    """The group of each scan in a breakdown: places in ``labels``, or ``NONE``. A breakdown in which a scan can be in
    several groups has a column per group."""

    breakdown: str
    labels: tuple[str, ...]
    codes: Numbers


class Standing(NamedTuple):
    """Where one location stands in the course of its scan: for the funnel."""

    location: int
    organisation: int
    region: str
    state: str


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """All final scans on a day. ``ranks`` has per attribute (``theme/veiligheid``, ``tier/rule``) the rank of each.

    ``excluded`` says how many scans were left out, per reason; ``funnel`` where every location stands.
    """

    on: date
    questionnaire: str
    rules: str
    themes: tuple[str, ...]
    topics: tuple[str, ...]
    scans: Numbers
    locations: Numbers
    organisations: Numbers
    numbers: Numbers
    columns: tuple[Column, ...]
    ranks: Mapping[str, Ranks]
    excluded: Mapping[str, int] = field(default_factory=dict)
    funnel: tuple[Standing, ...] = ()
    states: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuses columns that do not fit together: nothing is counted from them."""
        import numpy as np

        sizes = {len(self.locations), len(self.organisations), len(self.numbers)}
        sizes |= {len(column.codes) for column in self.columns} | {len(found) for found in self.ranks.values()}
        if sizes - {len(self.scans)}:
            raise ValueError("columns of different lengths")
        if len(np.unique(self.scans)) != len(self.scans):
            raise ValueError("a scan occurs twice")
        if any(found.size and not (found.min() >= NONE and found.max() < len(TIERS)) for found in self.ranks.values()):
            raise ValueError("a rank lies outside the scale")
        if missing := set(attributes(self.themes, self.topics)) - set(self.ranks):
            raise ValueError(f"no ranks for {', '.join(sorted(missing))}")

    def latest(self) -> Flags:
        """The scans that count now: the last one of each location."""
        import numpy as np

        order = np.lexsort((self.numbers, self.locations))
        last = np.ones(len(order), dtype=bool)
        last[:-1] = self.locations[order][1:] != self.locations[order][:-1]
        found = np.zeros(len(order), dtype=bool)
        found[order] = last
        return found

    def repeated(self) -> tuple[Flags, Flags]:
        """Of the locations with more than one scan: the first one, and the last one."""
        import numpy as np

        latest, first = self.latest(), self.numbers == 1
        again = np.intersect1d(self.locations[latest & ~first], self.locations[first])
        both = np.isin(self.locations, again)
        return both & first, both & latest


def attributes(themes: Sequence[str], topics: Sequence[str]) -> tuple[str, ...]:
    """Everything about a scan that is counted."""
    scored = [f"theme/{key}" for key in themes] + [f"topic/{key}" for key in topics]
    return (*scored, f"{TIER}/{RULE}", f"{TIER}/{DECIDED}")


def period_of(day: date) -> str:
    """The half-year of a day: ``2026-1`` or ``2026-2``."""
    return f"{day.year}-{1 + (day.month > 6)}"


def populate(
    outcomes: Iterable[Outcome],
    *,
    on: date,
    questionnaire: str,
    rules: str,
    themes: Sequence[str],
    topics: Sequence[str],
    excluded: Mapping[str, int] | None = None,
    funnel: Sequence[Standing] = (),
    states: Sequence[str] = (),
) -> Population:
    """A population from one entry per scan. For very many scans, fill the columns directly."""
    import numpy as np

    rows = list(outcomes)

    def numbers(name: str) -> Numbers:
        return np.array([getattr(row, name) for row in rows], dtype=np.int64)

    return Population(
        on=on,
        questionnaire=questionnaire,
        rules=rules,
        themes=tuple(themes),
        topics=tuple(topics),
        scans=numbers("scan"),
        locations=numbers("location"),
        organisations=numbers("organisation"),
        numbers=numbers("number"),
        columns=_columns(rows),
        ranks=_ranks(rows, themes, topics),
        excluded=dict(excluded or {}),
        funnel=tuple(funnel),
        states=tuple(states),
    )


def _columns(rows: Sequence[Outcome]) -> tuple[Column, ...]:
    targets = sorted(set().union(*[row.targets for row in rows]))
    return (
        column(REGION, [row.region for row in rows]),
        column(SIZE, [row.size for row in rows]),
        column(SMALL, [YES if row.small else NO for row in rows]),
        *[column(TARGET, [target if target in row.targets else "" for row in rows]) for target in targets],
        column(PERIOD, [period_of(row.confirmed_on) for row in rows]),
    )


def column(breakdown: str, values: Sequence[str]) -> Column:
    """The column of a breakdown; an empty value is no group."""
    import numpy as np

    labels = tuple(sorted(set(values) - {""}))
    places = {label: place for place, label in enumerate(labels)}
    return Column(breakdown, labels, np.array([places.get(value, NONE) for value in values], dtype=np.int64))


def _ranks(rows: Sequence[Outcome], themes: Sequence[str], topics: Sequence[str]) -> dict[str, Ranks]:
    import numpy as np

    values = [
        [*row.themes, *row.topics, *[NONE if tier is None else TIERS.index(tier) for tier in row[-2:]]] for row in rows
    ]
    names = attributes(themes, topics)
    if any(len(found) != len(names) for found in values):
        raise ValueError("a scan has other themes or topics than the questionnaire")
    grid = np.array(values, dtype=np.int8).reshape(len(values), len(names))
    return {name: np.ascontiguousarray(grid[:, place]) for place, name in enumerate(names)}


def zorgkantoren(columns: Sequence[Column], hierarchy: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], Flags]]:
    """The scans of each zorgkantoor: those of its regions. A region that ``hierarchy`` does not know is in none."""
    import numpy as np

    for regions in columns:
        if regions.breakdown == REGION:
            above = [hierarchy.get(label) for label in regions.labels]
            for name in sorted({found for found in above if found}):
                places = [place for place, found in enumerate(above) if found == name]
                yield (ZORGKANTOOR, name), np.isin(regions.codes, places)
