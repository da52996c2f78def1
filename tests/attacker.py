"""Somebody with a full dump of the database, who tries to find out whose sheet is whose (rules 2026-1, *Respondents*).

The attacker knows every invitation and every table, row by row, in key order and in the order on disk, and is not
told which tables matter: whatever mentions an invitation belongs to a person, whatever mentions a sheet belongs to a
sheet. Then three ways lead from the one to the other: a row that mentions both, a value that both have (also by way of
other rows), and an order that both share.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

#: Where a row lies on disk, and (PostgreSQL) which transaction wrote it.
STORED = {"sqlite": ["rowid"], "postgresql": ["ctid", "xmin"]}
#: Shorter texts and numbers are shared by chance.
TELLING = 6
#: How far from chance an order must be before it counts: about one in 25 million, for a thousand orders tried.
BEYOND_CHANCE = 5.5


@dataclass
class Row:
    """One row of any table: its cells, and the people and sheets it belongs to so far."""

    table: str
    cells: dict[str, Any]
    people: set[str] = field(default_factory=set)
    sheets: set[str] = field(default_factory=set)

    def values(self) -> Iterator[Any]:
        """What it says, in small pieces: documents are taken apart, ids are written one way."""
        for value in self.cells.values():
            yield from pieces(value)


def pieces(value: Any) -> Iterator[Any]:
    """The single values inside a cell."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        with suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from pieces(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from pieces(inner)
    else:
        yield plain(value)


def plain(value: Any) -> Any:
    """A value as it can be compared: ids without hyphens, moments and numbers as they are."""
    if isinstance(value, datetime | date | int | float | None):
        return value
    text = str(value)
    return text.replace("-", "") if len(text) == 36 and text.count("-") == 4 else text


def dump(leave_out: Iterable[str]) -> list[Row]:
    """Every row of every table. ``leave_out`` names columns (the marks by which the test itself knows the truth)."""
    tables = connection.introspection.table_names()
    return [Row(table, cells) for table in tables for cells in _rows(table, leave_out)]


def _rows(table: str, leave_out: Iterable[str]) -> Iterator[dict[str, Any]]:
    stored = STORED[connection.vendor]
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'{c} AS _{c}' for c in stored)}, * FROM {name}")  # noqa: S608
        columns = [column[0] for column in cursor.description]
        for found in cursor.fetchall():
            cells = dict(zip(columns, found, strict=True))
            for column in stored:
                cells[f"_{column}"] = _place(cells[f"_{column}"])
            if "session_data" in cells:
                cells["session_data"] = SessionStore().decode(cells["session_data"])
            yield {column: value for column, value in cells.items() if column not in leave_out}


def _place(stored: Any) -> Any:
    """``(page,item)`` of PostgreSQL as a number."""
    if isinstance(stored, str) and stored.startswith("("):
        page, item = stored.strip("()").split(",")
        return int(page) * 1000 + int(item)
    return int(stored)


class Attacker:
    """Works on a dump; ``people`` and ``sheets`` are the ids of the invitations and of the sheets that were sent."""

    def __init__(self, rows: list[Row], people: Iterable[str], sheets: Iterable[str]) -> None:
        self.rows = rows
        self.people, self.sheets = {plain(p) for p in people}, {plain(s) for s in sheets}
        for row in rows:
            found = set(row.values())
            row.people, row.sheets = found & self.people, found & self.sheets
        self._follow("people")
        self._follow("sheets")

    def _follow(self, side: str) -> None:
        """A value that only one person has marks other rows with it as theirs, and so on until nothing is new."""
        while True:
            owners: dict[Any, set[str]] = defaultdict(set)
            for row in self.rows:
                for value in row.values():
                    if _tells(value):
                        owners[value] |= getattr(row, side)
            changed = False
            for row in self.rows:
                held = getattr(row, side)
                new = {next(iter(o)) for v in row.values() if len(o := owners.get(v, ())) == 1} - held
                held |= new
                changed |= bool(new)
            if not changed:
                return

    def direct_links(self) -> list[str]:
        """Rows that lead to one person and to one sheet."""
        return [f"{row.table}: {row.cells}" for row in self.rows if len(row.people) == 1 and len(row.sheets) == 1]

    def orders(self, side: str) -> dict[str, dict[str, float]]:
        """Every order of the people (or sheets) that some column of some table gives: by the lowest and the highest."""
        seen: dict[tuple[str, str], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            held = getattr(row, side)
            if len(held) == 1:
                for column, value in row.cells.items():
                    for piece in pieces(value):
                        if piece is not None:
                            seen[row.table, column][next(iter(held))].append(piece)
        orders = {}
        for (table, column), values in seen.items():
            for name, pick in (("first", min), ("last", max)):
                orders[f"{table}.{column} {name}"] = ranks({who: pick(map(_sortable, v)) for who, v in values.items()})
        return orders


def _tells(value: Any) -> bool:
    """Whether it is too particular to be equal by chance."""
    return isinstance(value, datetime) or (isinstance(value, str) and len(value) >= TELLING)


def _sortable(value: Any) -> tuple[int, Any]:
    """Numbers before texts, moments as texts: everything can stand in one row."""
    return (0, float(value)) if isinstance(value, int | float) else (1, str(value))


def ranks(values: Mapping[str, Any]) -> dict[str, float]:
    """The place of each in the order of its value; equals share the middle of their places."""
    ordered = sorted(values, key=values.__getitem__)
    places: dict[Any, list[int]] = defaultdict(list)
    for place, key in enumerate(ordered):
        places[values[key]].append(place)
    return {key: sum(places[values[key]]) / len(places[values[key]]) for key in ordered}


def beyond_chance(
    by_person: Mapping[str, float], by_sheet: Mapping[str, float], truth: Iterable[Sequence[tuple[str, str]]]
) -> float:
    """How many standard deviations the likeness of two orders lies from chance.

    ``truth`` holds, per group of a round, the pairs that really belong together. In which group somebody is, is no
    secret, so only the order inside groups counts.
    """
    likeness = spread = 0.0
    for pairs in truth:
        both = [(by_person[p], by_sheet[s]) for p, s in pairs if p in by_person and s in by_sheet]
        if len(both) > 1:
            left, right = centred([one for one, _ in both]), centred([other for _, other in both])
            likeness += sum(a * b for a, b in zip(left, right, strict=True))
            spread += sum(a * a for a in left) * sum(b * b for b in right) / (len(both) - 1)
    return likeness / math.sqrt(spread) if spread else 0.0


def centred(values: Sequence[float]) -> list[float]:
    middle = sum(values) / len(values)
    return [value - middle for value in values]
