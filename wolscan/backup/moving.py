"""Moving to another database: from SQLite to PostgreSQL when a site grows, or back.

Every row of every model is copied as it is (keys, times) in one transaction, and both sides are compared afterwards by
what Django reads from them, because each database keeps values in its own way.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor

from wolscan.backup.engines import CannotDoThis
from wolscan.backup.fingerprints import Fingerprint, Tables, differences, fingerprint
from wolscan.backup.services import ENGINES, Different, NotEmpty

HERE, THERE = "default", "there"
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied, and compared."""

    tables: dict[str, Fingerprint]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def move(settings: dict[str, Any], *, say: Callable[[str], None] = lambda line: None) -> Moved:
    """Copies this database into an empty one. Raises ``NotEmpty``, ``CannotDoThis``, ``Different``.

    This database is only read, and best nobody writes in it meanwhile: what came in between makes ``Different``, and
    then nothing is kept on the other side.
    """
    _must_be_migrated()
    connections.databases[THERE] = connections.configure_settings({HERE: {}, THERE: settings})[THERE]
    try:
        call_command("migrate", database=THERE, verbosity=0, interactive=False)
        if not ENGINES[connections[THERE].vendor](connections[THERE]).is_empty():
            raise NotEmpty
        return _copied(say)
    finally:
        connections[THERE].close()
        del connections[THERE]
        del connections.databases[THERE]


def _must_be_migrated() -> None:
    executor = MigrationExecutor(connections[HERE])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotDoThis("This database waits for manage.py migrate. Give that first.")


def _copied(say: Callable[[str], None]) -> Moved:
    kept = _models()
    with transaction.atomic(using=THERE):
        for model in reversed(kept):  # what migrate filled in has keys of its own
            model._base_manager.using(THERE).all()._raw_delete(THERE)
        for model in kept:
            say(f"{model._meta.db_table}: {_copy(model)}")
        with connections[THERE].cursor() as cursor:
            for statement in connections[THERE].ops.sequence_reset_sql(no_style(), kept):
                cursor.execute(statement)
        connections[THERE].check_constraints()
        there = tables_of(THERE)
        if said := differences(tables_of(HERE), there):
            raise Different(said)
    return Moved(dict(there))


def _models() -> list[type[models.Model]]:
    """All models with rows of their own, those that others point to first."""
    every = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted(every, key=lambda model: model._meta.db_table)


def _copy(model: type[models.Model]) -> int:
    """The rows of one table, as they are: nothing that a model does when it is saved, such as filling in a time."""
    fields = model._meta.local_concrete_fields
    count = 0
    for rows in _pieces(model):
        size = max(1, connections[THERE].ops.bulk_batch_size(fields, rows))
        for start in range(0, len(rows), size):
            model._base_manager.using(THERE)._insert(rows[start : start + size], fields=fields, using=THERE, raw=True)
        count += len(rows)
    return count


def _pieces(model: type[models.Model]) -> Iterator[list[models.Model]]:
    piece: list[models.Model] = []
    for row in model._base_manager.using(HERE).order_by("pk").iterator(chunk_size=AT_ONCE):
        piece.append(row)
        if len(piece) == AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


def tables_of(alias: str) -> Tables:
    """The fingerprints of a database by what Django reads from it: equal on SQLite and on PostgreSQL."""
    return {model._meta.db_table: fingerprint(_texts(model, alias)) for model in _models()}


def _texts(model: type[models.Model], alias: str) -> Iterator[str]:
    fields = sorted(field.attname for field in model._meta.local_concrete_fields)
    rows = model._base_manager.using(alias).order_by().values_list(*fields)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield json.dumps([_plain(value) for value in row], cls=DjangoJSONEncoder, sort_keys=True)


def _plain(value: Any) -> Any:
    """Bytes as hexadecimal; a time to the microsecond, which DjangoJSONEncoder cuts off."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value.isoformat() if hasattr(value, "isoformat") else value
