"""Backups of SQLite, by its own means: a page copy of one moment, made in one go.

In one go (``pages=-1``), because the form in pieces starts again after every write of somebody else, and never ends on
a busy day. With a write-ahead log nobody waits for it.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from wolscan.backup.engines import CannotDoThis, Engine
from wolscan.backup.fingerprints import Tables, fingerprint

PATIENCE = 20


def _open(path: Path | str, *, read_only: bool = True) -> Any:
    import sqlite3  # the one that wolscan.sqlite put in its place

    mode = "ro" if read_only else "rwc"
    address = f"{Path(path).resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)


def tables_of(database: Any) -> Tables:
    """The fingerprints of an open SQLite database. Rows as SQLite keeps them; bytes are not read as text."""
    database.text_factory = bytes
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {name: fingerprint(_rows(database, name)) for name in sorted(row[0].decode() for row in names)}


def _rows(database: Any, table: str) -> Iterator[str]:
    """The rows of a table as text, columns in the order of their names."""
    columns = sorted(row[1].decode() for row in database.execute(f'PRAGMA table_info("{table}")'))
    listed = ", ".join(f'"{column}"' for column in columns)
    for row in database.execute(f'SELECT {listed} FROM "{table}"'):  # noqa: S608 - its own names  # nosec B608
        yield repr(row)


class SqliteEngine(Engine):
    @property
    def path(self) -> str:
        return str(self.settings["NAME"])

    def server(self) -> str:
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"

    def copy(self, target: Path) -> tuple[Tables, list[str]]:
        with closing(_open(self.path)) as source, closing(_open(target, read_only=False)) as copied:
            # Only the archive that is made of the copy must be on disk: forcing hundreds of megabytes out would hold up
            # the people who are saving meanwhile.
            copied.execute("PRAGMA synchronous=OFF").fetchall()
            source.backup(copied, pages=-1)
            # The copy is read by itself: no log beside it.
            copied.execute("PRAGMA journal_mode=DELETE").fetchall()
            _must_be_whole(copied)
            migrations = copied.execute(
                "SELECT app || '.' || name FROM django_migrations ORDER BY app, name"
            ).fetchall()
            return tables_of(copied), [name for (name,) in migrations]

    def put_back(self, source: Path) -> None:
        """Page by page into the database as it lies there: whoever has it open sees the old or the new one."""
        self.connection.close()
        with closing(_open(source)) as restored, closing(_open(self.path, read_only=False)) as database:
            _must_be_whole(restored)
            restored.backup(database, pages=-1)
        self.connection.close()

    def tables(self) -> Tables:
        with closing(_open(self.path)) as database:
            return tables_of(database)

    @contextmanager
    def trial(self, source: Path) -> Iterator[Tables]:
        with closing(_open(source)) as database:
            _must_be_whole(database)
            yield tables_of(database)


def _must_be_whole(database: Any) -> None:
    said = database.execute("PRAGMA integrity_check").fetchall()
    if said[0][0] not in {"ok", b"ok"}:
        raise CannotDoThis(
            f"SQLite finds a fault in the database: {said[0][0]}. Look at the disk before anything else."
        )
