"""Begins of tests that are made once: the code of the site makes them, the tests after it get the same rows back.

``@kept_begin`` stands below ``@pytest.fixture`` on a fixture that asks for nothing but ``db``, or for one other fixture
of this kind. The first time its function runs, and what it changed in the database is noted with what it returned. The
next time the rows are written back, and the objects are made anew from the note, as they were then; what was one object
is one object. That takes a tenth of the time.

The function runs again whenever the database is not as it was (something else was made before), when half a minute has
gone by, when another day has come, and where a test has no transaction around it.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, wraps
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from tests.emptying import filled

FRESH = timedelta(seconds=30)
#: What changes nothing in the database.
READS = ("SELECT", "SAVEPOINT", "RELEASE")
Make = Callable[..., Any]
Rows = dict[str, set[tuple[Any, ...]]]


@dataclass
class Note:
    """What one function did: the rows that went and came, the objects afterwards; and what was made on top of it."""

    gone: Rows = field(default_factory=dict)
    come: Rows = field(default_factory=dict)
    objects: bytes = b""
    made_at: datetime = field(default_factory=timezone.now)
    after: dict[Make, "Note"] = field(default_factory=dict)

    def is_fresh(self) -> bool:
        now = timezone.now()
        return abs(now - self.made_at) < FRESH and timezone.localdate(now) == timezone.localdate(self.made_at)


class Standing:
    """What the database of this process holds, as far as it is noted."""

    note: Note | None = None
    value: object = None
    writes = 0
    #: How many statements changed something until now.
    all_writes = 0


NOTHING = Note()


def kept_begin(make: Make) -> Make:
    """For a fixture whose function need not run for every test."""

    @wraps(make)
    def fixture(**given: Any) -> Any:
        parent = next((value for value in given.values() if value is not None), None)
        base = _base(parent)
        if base is None:
            return make(**given)
        note = base.after.get(make)
        if note and note.is_fresh():
            value = _written_back(note, parent)
        else:
            note, value = _made(lambda: make(**given), parent)
            base.after[make] = note
        Standing.note, Standing.value, Standing.writes = note, value, Standing.all_writes
        return value

    return fixture


def _base(parent: object) -> Note | None:
    """The note of all that stands in the database; nothing if there is more, or if it would stay."""
    if not connection.in_atomic_block:
        return None
    if _count not in connection.execute_wrappers:
        connection.execute_wrappers.append(_count)
    if parent is not None:
        is_all = Standing.value is parent and Standing.writes == Standing.all_writes
        return Standing.note if is_all else None
    with connection.cursor() as cursor:
        return None if filled(cursor) else NOTHING


def _count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if not str(sql).lstrip().startswith(READS):
        Standing.all_writes += 1
    return execute(sql, params, many, context)


def _made(make: Callable[[], Any], parent: object) -> tuple[Note, Any]:
    """Runs the function and notes what it did."""
    before, known = _rows(), _objects(parent)
    value = make()
    after = _rows()
    gone = {table: rows - after.get(table, set()) for table, rows in before.items()}
    come = {table: rows - before.get(table, set()) for table, rows in after.items()}
    written = io.BytesIO()
    _Writer(written, known).dump(([vars(one) for one in known], value))
    return Note(_some(gone), _some(come), written.getvalue()), value


def _written_back(note: Note, parent: object) -> Any:
    """The rows and the objects as they were when it was noted; those of ``parent`` change as they did then."""
    with transaction.atomic(), connection.cursor() as cursor:
        # References are looked at when all is done: the order of the tables does not matter.
        for table, rows in note.gone.items():
            key, place = _key(table)
            cursor.executemany(f"DELETE FROM {table} WHERE {key} = %s", [[row[place]] for row in rows])  # noqa: S608
        for table, rows in note.come.items():
            names = _columns(table)
            gaps = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({gaps})", list(rows))  # noqa: S608
    known = _objects(parent)
    states, value = _Reader(io.BytesIO(note.objects), known).load()
    for one, state in zip(known, states, strict=True):
        vars(one).clear()
        vars(one).update(state)
    return value


# The objects


def _is_ours(one: object) -> bool:
    """A row, or an object of the tests that holds some."""
    return isinstance(one, Model) or (type(one).__module__.startswith("tests.") and hasattr(one, "__dict__"))


class _Seen(pickle.Pickler):
    """Goes through an object as it is written, and sees what is in it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO())
        self.found: list[object] = []

    def reducer_override(self, one: object) -> object:
        if not isinstance(one, type) and _is_ours(one):
            self.found.append(one)
        return NotImplemented


class _Writer(pickle.Pickler):
    """Writes a number instead of an object that is known."""

    def __init__(self, file: io.BytesIO, known: list[object]) -> None:
        super().__init__(file)
        self.numbers = {id(one): number for number, one in enumerate(known)}

    def persistent_id(self, one: object) -> int | None:
        return self.numbers.get(id(one))


class _Reader(pickle.Unpickler):
    """Reads what a ``_Writer`` wrote, with objects that are known now."""

    def __init__(self, file: io.BytesIO, known: list[object]) -> None:
        super().__init__(file)
        self.known = known

    def persistent_load(self, number: int) -> object:
        return self.known[number]


def _objects(parent: object) -> list[object]:
    seen = _Seen()
    seen.dump(parent)
    return seen.found


# The rows


def _rows() -> Rows:
    with connection.cursor() as cursor:
        return {table: _all(cursor, table) for table in map(connection.ops.quote_name, filled(cursor))}


def _all(cursor: Any, table: str) -> set[tuple[Any, ...]]:
    cursor.execute(f"SELECT {', '.join(_columns(table))} FROM {table}")  # noqa: S608 - names of the database itself
    return set(cursor.fetchall())


def _some(rows: Rows) -> Rows:
    return {table: found for table, found in rows.items() if found}


@cache
def _fields(table: str) -> list[Any]:
    """The columns of a table, by the model it belongs to."""
    models = apps.get_models(include_auto_created=True)
    [model] = [one for one in models if connection.ops.quote_name(one._meta.db_table) == table and not one._meta.proxy]
    return list(model._meta.concrete_fields)


def _columns(table: str) -> list[str]:
    return [connection.ops.quote_name(one.column) for one in _fields(table)]


def _key(table: str) -> tuple[str, int]:
    """The column of the primary key, and its place."""
    [place] = [place for place, one in enumerate(_fields(table)) if one.primary_key]
    return _columns(table)[place], place
