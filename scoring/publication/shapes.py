"""What a page shows of published tables: tables, rows and cells, with all words in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

#: How many topics are named as best and as lowest of a theme.
NAMED = 3


@dataclass(frozen=True, slots=True)
class CellView:
    """A count with its share; ``span`` columns wide, since levels may be put together."""

    count: int
    percent: int
    span: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One row. ``why`` says why it has no figures; ``since`` is the day of older figures that still stand."""

    key: str
    title: str
    n: int | None
    cells: Sequence[CellView]
    parts: Sequence[Mapping[str, Any]]
    why: str
    since: date | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """One table: the heads of its columns and its rows."""

    title: str
    first: str
    heads: Sequence[str]
    rows: Sequence[RowView]
    has_bars: bool = True

    @property
    def width(self) -> int:
        return len(self.heads)

    def with_figures(self) -> "TableView":
        """Only the rows that have figures."""
        return replace(self, rows=[row for row in self.rows if not row.why])

    def hidden(self) -> Mapping[str, Sequence[RowView]]:
        """The rows without figures, by the sentence that says why."""
        found: dict[str, list[RowView]] = {}
        for row in self.rows:
            if row.why:
                found.setdefault(row.why, []).append(row)
        return found


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic with how many locations are at neutral or better, or lower, of how many."""

    title: str
    count: int
    n: int
    percent: int


@dataclass(frozen=True, slots=True)
class ThemeTopics:
    """The topics of one theme: the best, the lowest, and all of them."""

    title: str
    best: Sequence[TopicView]
    lowest: Sequence[TopicView]
    table: TableView


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a breakdown, and whether any of its rows has figures."""

    key: str
    name: str
    is_shown: bool
