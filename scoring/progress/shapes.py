"""What the templates of the progress report show: chapters, and in them figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.definitions import Level
from scoring.publication.shapes import RowView, TableView


@dataclass(frozen=True, slots=True)
class National:
    """A national value over the years, from a source outside the scan."""

    label: str
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class NationalTable:
    """National values with their source; ``notes`` say over which months."""

    title: str
    years: Sequence[int]
    rows: Sequence[National]
    source: str
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A topic that is among the best or the lowest of its theme: its bar, and how many locations that is about."""

    row: RowView
    count: int
    n: int
    percent: int


@dataclass(frozen=True, slots=True)
class ThemeNamed:
    """The topics of a theme that are named."""

    title: str
    best: Sequence[Named]
    lowest: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a numbered title and a table, or the topics that are named."""

    number: int
    title: str
    table: TableView | None = None
    legend: Sequence[Level] = ()
    named: Sequence[ThemeNamed] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. ``remark`` is what the programme office wrote."""

    key: str
    number: int
    title: str
    remark: str
    figures: Sequence[Figure] = ()
    national: Sequence[NationalTable] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the summary."""

    label: str
    text: str
