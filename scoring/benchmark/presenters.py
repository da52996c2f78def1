"""The place of one location among the others, theme by theme: where its level stands in each published row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from questionnaires.definitions import Level
from questionnaires.presenters import tr
from scoring.domain.disclosure_model import COUNTRY, REGION, ZORGKANTOOR
from scoring.domain.levels import LEVELS
from scoring.publication.presenters import Book
from scoring.publication.shapes import CellView, RowView
from scoring.publication.words import group_name, group_names


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, and whether the level of the location is in it."""

    view: CellView
    is_own: bool


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme. ``own`` is the level of the location, ``words`` how many locations are at it.

    ``parts`` is what the bar reads: level, count and whether it is the own one.
    """

    row: RowView
    own: Level | None
    cells: Sequence[Cell]
    parts: Sequence[Mapping[str, Any]]
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A location beside one group. ``why``: the sentence why there are no figures of the group at all."""

    rows: Sequence[ThemeRow]
    heads: Sequence[str]
    legend: Sequence[Level]
    why: str

    @property
    def width(self) -> int:
        return len(self.heads)


def comparison_of(book: Book, breakdown: str, group: str, own: Mapping[str, str | None]) -> Comparison:
    """The themes of a group, with the level of one location (by theme) in each."""
    table = book.themes(breakdown, group)
    rows = [_theme_row(book, row, own.get(row.key)) for row in table.rows]
    return Comparison(rows, table.heads, _legend(book, rows), _why_nothing([row.row for row in rows]))


def _legend(book: Book, rows: Sequence[ThemeRow]) -> list[Level]:
    """The levels in the bars, those that were put together included, worst first."""
    levels = {key: book.asked.levels[key] for key in LEVELS}
    levels |= {part["level"].key: part["level"] for row in rows for part in row.parts}
    return sorted(levels.values(), key=lambda level: (LEVELS.index(level.key.split("-")[0]), level.key))


def _why_nothing(rows: Sequence[RowView]) -> str:
    if not rows:
        return _("There is nothing to count here.")
    return "" if any(not row.why for row in rows) else " ".join(dict.fromkeys(row.why for row in rows))


def _theme_row(book: Book, row: RowView, own: str | None) -> ThemeRow:
    cells = _cells(row.cells, LEVELS.index(own) if own else None)
    parts = [dict(part) | {"is_own": own is not None and own in part["level"].key.split("-")} for part in row.parts]
    return ThemeRow(row, book.asked.levels[own] if own else None, cells, parts, _words(row, cells, parts))


def _cells(cells: Sequence[CellView], own: int | None) -> list[Cell]:
    """The cells with the own one marked: levels that were put together take up several columns."""
    found, start = [], 0
    for cell in cells:
        found.append(Cell(cell, own is not None and start <= own < start + cell.span))
        start += cell.span
    return found


def _words(row: RowView, cells: Sequence[Cell], parts: Sequence[Mapping[str, Any]]) -> str:
    cell = next((cell.view for cell in cells if cell.is_own), None)
    level = next((part["level"] for part in parts if part["is_own"]), None)
    if cell is None or level is None:
        return ""
    words = {"level": tr(level.short), "count": cell.count, "n": row.n, "percent": cell.percent}
    if cell.span == 1:
        return _("%(count)s of %(n)s locations (%(percent)s%%)") % words
    return _("%(level)s: %(count)s of %(n)s locations (%(percent)s%%)") % words


def tab_name(breakdown: str, group: str) -> str:
    """What a location is compared with, in a few words."""
    if breakdown == COUNTRY:
        return _("The whole country")
    name = group_name(breakdown, group, group_names(breakdown))
    if breakdown == REGION:
        return _("Region %(name)s") % {"name": name}
    if breakdown == ZORGKANTOOR:
        return _("Zorgkantoor %(name)s") % {"name": name}
    return name
