"""Backups of PostgreSQL, with its own programs: a dump of one moment, while everybody goes on."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from wolscan.backup.engines import CannotDoThis, Engine
from wolscan.backup.fingerprints import Tables, fingerprint

#: How values are written as text, whatever the server prefers.
AS_TEXT = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'"
AT_ONCE = 5_000
#: What older programs know of a connection; Django's own library may be newer than they are.
REACH = {"host", "hostaddr", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "passfile"}
INSTALL = "Install the client programs of PostgreSQL, of the version of the server or newer: postgresql-client."


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise CannotDoThis(f"{name} is not on this machine. {INSTALL}")
    return found


def _run(arguments: Sequence[str], connection: BaseDatabaseWrapper, name: str = "", **more: Any) -> None:
    """Runs a program of PostgreSQL against a database (``name``, or its own); what it complains of is the sentence."""
    reach, password = _reach(connection, name)
    command = [_program(arguments[0]), *arguments[1:], f"--dbname={reach}"]
    env = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run(command, env=env, stderr=subprocess.PIPE, **more)  # noqa: S603 - no shell, own arguments
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or f"status {done.returncode}"
        hint = f" {INSTALL}" if "version" in said else ""
        raise CannotDoThis(f"{arguments[0]} stopped: {said}{hint}")


def _reach(connection: BaseDatabaseWrapper, name: str) -> tuple[str, str]:
    """How Django reached the database, as one line for these programs; the password apart, out of sight of others."""
    from psycopg.conninfo import make_conninfo

    connection.ensure_connection()
    info = connection.connection.info
    parameters = {key: value for key, value in info.get_parameters().items() if key in REACH}
    return make_conninfo(**parameters | ({"dbname": name} if name else {})), info.password


def _names(cursor: Any) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    return [name for (name,) in cursor.fetchall()]


def _tables(cursor: Any) -> Tables:
    cursor.execute(AS_TEXT)
    return {name: fingerprint(_rows(cursor, name)) for name in _names(cursor)}


def _rows(cursor: Any, table: str) -> Iterator[str]:
    """The rows of a table as PostgreSQL writes them, some thousands at a time."""
    # The name of the table comes from the database itself.
    cursor.execute(f'DECLARE kept NO SCROLL CURSOR FOR SELECT t::text FROM "{table}" t')  # noqa: S608  # nosec B608
    while True:
        cursor.execute(f"FETCH {AT_ONCE} FROM kept")
        rows = cursor.fetchall()
        yield from (row for (row,) in rows)
        if len(rows) < AT_ONCE:
            break
    cursor.execute("CLOSE kept")


@contextmanager
def _one_moment(connection: BaseDatabaseWrapper, name: str = "") -> Iterator[Any]:
    """A connection of its own that sees one moment, whatever is written meanwhile."""
    own = connection.copy("backup")
    own.settings_dict["NAME"] = name or own.settings_dict["NAME"]
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cursor
            cursor.execute("COMMIT")
    finally:
        own.close()


class PostgresEngine(Engine):
    def server(self) -> str:
        with self.connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"

    def copy(self, target: Path) -> tuple[Tables, list[str]]:
        _program("pg_dump")
        with _one_moment(self.connection) as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            [snapshot] = cursor.fetchone()
            form = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
            _run(["pg_dump", *form], self.connection)
            cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY app, name")
            migrations = [name for (name,) in cursor.fetchall()]
            return _tables(cursor), migrations

    def put_back(self, source: Path) -> None:
        """In one transaction: what was there goes, what was kept comes; when anything fails, nothing has changed."""
        self.connection.close()
        with _one_moment(self.connection) as cursor:
            gone = ", ".join(f'"{name}"' for name in _names(cursor))
        script = source.with_name("restore.sql")
        with script.open("wb") as file:
            file.write(f"DROP TABLE {gone} CASCADE;\n".encode() if gone else b"")
            # The guard of the event log comes back with its table.
            file.write(b"DROP FUNCTION IF EXISTS wolscan_event_stays();\n")
            file.flush()
            command = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(source)]
            made = subprocess.run(command, stdout=file, stderr=subprocess.PIPE)  # noqa: S603 - no shell
        if made.returncode:
            raise CannotDoThis(f"pg_restore stopped: {made.stderr.decode(errors='replace').strip()}")
        strict = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}"]
        _run(["psql", *strict], self.connection, stdout=subprocess.DEVNULL)

    def tables(self) -> Tables:
        with _one_moment(self.connection) as cursor:
            return _tables(cursor)

    @contextmanager
    def trial(self, source: Path) -> Iterator[Tables]:
        name = f"wolscan_trial_{secrets.token_hex(6)}"
        self._outside(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        try:
            _run(["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", str(source)], self.connection, name)
            with _one_moment(self.connection, name) as cursor:
                yield _tables(cursor)
        finally:
            self._outside(f'DROP DATABASE IF EXISTS "{name}"')

    def _outside(self, statement: str) -> None:
        """A statement that no transaction may hold, on a connection of its own."""
        own = self.connection.copy("backup")
        try:
            with own.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError as error:
            raise CannotDoThis(
                f"No temporary database can be made to try the backup in: {error} Give the user of the site the right "
                "to make one (ALTER ROLE … CREATEDB), or verify on another server."
            ) from error
        finally:
            own.close()
