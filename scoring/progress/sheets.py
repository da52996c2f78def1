"""What stands on the sheets of the workbook, in the language of the moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from questionnaires.presenters import tr
from scoring.domain import disclosure_model as model
from scoring.domain.levels import LEVELS
from scoring.domain.tiers import TIERS
from scoring.models import Snapshot, Tier
from scoring.progress.tables import tier_level
from scoring.publication.course import STEPS
from scoring.publication.presenters import Book, table_names
from scoring.publication.words import (
    breakdown_name,
    exclusion_name,
    group_name,
    group_names,
    hidden_because,
    merged_level,
    step_name,
)

#: Cells that stand for levels, tiers or steps, by table; put together ones after the plain ones.
_STATES: Final[Mapping[str, Sequence[str]]] = {model.TIER: TIERS, model.FUNNEL: STEPS}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its name in the open data, and what it means."""

    title: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Without columns it is a text of two columns."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int]
    wraps: bool = False


def table_sheet(book: Book, key: str) -> Sheet:
    """All rows of one table, in all breakdowns: a count and a share for every cell, in words why one is hidden."""
    tables = [table for table in book.snapshot.tables if table["key"] == key]
    cells = _cells(key, tables)
    names = {breakdown: group_names(breakdown) for breakdown in model.BREAKDOWNS}
    rows = (
        [*_place(book, table, row, names[table["breakdown"]]), *_values(row, cells)]
        for table in tables
        for row in table["rows"]
    )
    columns = [*_first_columns(), *_cell_columns(book, key, cells)]
    return Sheet(table_names()[key], columns, rows, [18, 16, 26, 30, 40, 8, 14, *[12] * 2 * len(cells)])


def _cells(key: str, tables: Sequence[Mapping[str, Any]]) -> list[str]:
    """The cells that get columns: all plain ones, then those that occur put together."""
    plain = list(_STATES.get(key, LEVELS))
    found = {cell for table in tables for row in table["rows"] for cell in row["cells"] if "+" in cell}
    return [*plain, *sorted(found, key=lambda cell: (plain.index(cell.split("+")[0]), cell))]


def _first_columns() -> list[Column]:
    return [
        Column(_("Breakdown"), "breakdown", _("What the figures are broken down by.")),
        Column(_("Group (key)"), "group", _("The key of the group in the open data; nl is the whole country.")),
        Column(_("Group"), "", _("The name of the group.")),
        Column(_("Row (key)"), "row", _("The key of the row in the open data: a theme, a topic, or who decided.")),
        Column(_("Row"), "", _("The name of the row.")),
        Column("n", "n", _("The sum of the rounded counts of the row; empty when they are hidden.")),
        Column(_("Day of the figures"), "since", _("An earlier day where older figures still stand.")),
    ]


def _cell_columns(book: Book, key: str, cells: Sequence[str]) -> Iterator[Column]:
    for cell in cells:
        name = cell_name(book, key, cell)
        count = _("How many locations, rounded to 5; words say why a count is hidden or where it was put together.")
        share = _("The share of n, from the rounded counts; empty when it is hidden.")
        yield Column(_("%(name)s: number") % {"name": name}, f"{cell}: count", count)
        yield Column(_("%(name)s: share") % {"name": name}, f"{cell}: share", share)


def cell_name(book: Book, key: str, cell: str) -> str:
    """What a cell is called: a level, a tier, a step of the funnel, or some that were put together."""
    if key == model.FUNNEL:
        return step_name(cell)
    return tr((tier_level(cell) if key == model.TIER else merged_level(book.asked, cell)).short)


def _place(book: Book, table: Mapping[str, Any], row: Mapping[str, Any], names: Mapping[str, str]) -> list[Any]:
    return [
        breakdown_name(table["breakdown"]),
        table["group"],
        group_name(table["breakdown"], table["group"], names),
        row["key"],
        row_name(book, table["key"], row["key"]),
        row["n"],
        row["since"],
    ]


def row_name(book: Book, table: str, key: str) -> str:
    """What a row is called."""
    if table == model.TOPICS:
        return tr(book.asked.topics[key].title)
    if table == model.TIER:
        return {model.RULE: _("Proposed by the rule"), model.DECIDED: _("Decided by the adviser")}[key]
    if table == model.FUNNEL:
        return _("Locations per step")
    theme, _colon, which = key.partition(":")
    name = tr(book.asked.theme(theme).title)
    ending = {"first": _("first scan"), "repeat": _("repeat scan")}.get(which)
    return f"{name}: {ending}" if ending else name


def _values(row: Mapping[str, Any], cells: Sequence[str]) -> Iterator[Any]:
    for name in cells:
        cell = row["cells"].get(name)
        if cell is None:
            yield from (_elsewhere(row, name), None)
        elif "why" in cell:
            yield from (hidden_because(cell["why"]), None)
        else:
            yield from (cell["count"], float(cell["share"]))


def _elsewhere(row: Mapping[str, Any], name: str) -> str | None:
    """What stands in a cell of its own that was put together with another one in this row."""
    if "+" not in name and any(name in cell.split("+") for cell in row["cells"]):
        return _("Put together with another level; see further on in this row.")
    return None


def notes_sheet(snapshot: Snapshot) -> Sheet:
    """Of when, what was rounded, put together and hidden, and what does not count."""
    left = [(exclusion_name(why), count) for why, count in sorted(snapshot.excluded.items())]
    rows = [
        (_("Figures of all scans together"), date_format(snapshot.on, "j F Y")),
        (_("Please note"), _("Taking part is voluntary; the outcomes are not representative of the sector.")),
        (_("Questionnaire"), snapshot.questionnaire),
        (_("Rules"), snapshot.rules),
        *_protection(),
        (_("Scans that do not count"), _("These counts are rounded to 5 as well.")),
        *left,
        (_("Seal"), snapshot.digest),
    ]
    return Sheet(_("How to read this"), (), rows, [44, 110], wraps=True)


def _protection() -> list[tuple[str, str]]:
    return [
        (
            _("Rounded"),
            _("Every count is rounded to 5; a 0 may be 0, 1 or 2. Shares are of the rounded counts; n is their sum."),
        ),
        (
            _("Put together"),
            _(
                "Where nearly all locations are at one level, or counts would give too much away, two levels are put "
                "together; they have columns of their own."
            ),
        ),
        (
            _("Hidden"),
            _(
                "A row needs at least 10 locations of at least 3 organisations, none of which has more than half. A "
                "row is also hidden where it could be found by subtracting other figures, in this or an earlier "
                "publication. A hidden cell says why in words."
            ),
        ),
        (
            _("Renewed"),
            _(
                "A row gets new figures when at least 10 locations of 3 organisations joined or repeated. Else the "
                "older figures stand, with their day."
            ),
        ),
    ]


def dictionary_sheet(book: Book, tables: Sequence[Sheet]) -> Sheet:
    """What every column means, and what every level, theme and topic is."""
    columns = [Column(title, "", "") for title in (_("Sheet"), _("Column"), _("Name in the open data"), _("Meaning"))]
    rows = [[sheet.name, each.title, each.name, each.meaning] for sheet in tables for each in sheet.columns]
    return Sheet(_("Data dictionary"), columns, [*rows, *_keys(book)], [26, 44, 40, 90], wraps=True)


def _keys(book: Book) -> Iterator[list[str]]:
    level, theme, topic = _("Level"), _("Theme"), _("Topic")
    for key in LEVELS:
        yield [level, tr(book.asked.levels[key].label), key, tr(book.asked.levels[key].definition)]
    for tier in Tier:
        yield [_("Support"), str(tier.label), tier.value, ""]
    for step in STEPS:
        yield [_("Step"), step_name(step), step, ""]
    for asked in book.asked.themes:
        yield [theme, f"{asked.number}. {tr(asked.title)}", asked.key, tr(asked.introduction)]
        for each in asked.topics:
            yield [topic, tr(each.title), each.key, tr(each.text)]
