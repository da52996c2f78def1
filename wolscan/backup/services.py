"""Making a backup, trying one, and putting one back."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.utils import timezone

from wolscan.backup import archive
from wolscan.backup.archive import Manifest
from wolscan.backup.engines import CannotDoThis, Engine
from wolscan.backup.fingerprints import differences
from wolscan.backup.of_postgresql import PostgresEngine
from wolscan.backup.of_sqlite import SqliteEngine
from wolscan.health.beats import BACKUP, beat
from wolscan.release import VERSION

logger = logging.getLogger("wolscan.backup")
ENGINES: dict[str, type[Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


class Different(Exception):
    """What was restored is not what was kept; the lines say which tables."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


class NotEmpty(Exception):
    """There is something in the database already, and it was not said that it may go."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written, and the older ones that were removed."""

    path: Path
    manifest: Manifest
    removed: list[Path]


def engine() -> Engine:
    """What knows the database of this site. Raises ``CannotDoThis``."""
    connection = connections[DEFAULT_DB_ALIAS]
    found = ENGINES.get(connection.vendor)
    if found is None:
        raise CannotDoThis(f"There is no backup for {connection.vendor}; use SQLite or PostgreSQL.")
    return found(connection)


def make_backup(destination: Path, *, keep_days: int | None = None) -> Made:
    """Writes a backup: into a folder under a name with the time, or to the file that is named.

    ``keep_days`` removes older ones from that folder, after the new one is on disk. Raises ``CannotDoThis``.
    """
    used, now = engine(), timezone.now()
    target = destination / archive.name_for(now) if destination.is_dir() else destination
    with TemporaryDirectory(prefix=".wolscan-", dir=target.parent) as folder:
        database = Path(folder) / archive.DATABASE
        tables, migrations = used.copy(database)
        manifest = Manifest(
            form=archive.FORM,
            release=VERSION,
            made_at=now.isoformat(timespec="seconds"),
            vendor=used.connection.vendor,
            server=used.server(),
            migrations=migrations,
            tables=dict(tables),
            sha256=archive.digest_of(database),
        )
        archive.write(target, database, manifest)
    with suppress(DatabaseError):  # before an upgrade, the table for it may not be there yet
        beat(BACKUP, every=0)
    old = archive.remove_old(target.parent, keep_days, now) if keep_days is not None else []
    return Made(target, manifest, old)


def verify(path: Path) -> Manifest:
    """Restores a backup into a database that is gone afterwards, and compares. Raises ``Different``, ``NotABackup``."""
    path = archive.newest(path) if path.is_dir() else path
    manifest = archive.read_manifest(path)
    used = _engine_for(manifest)
    with archive.unpacked(path, manifest) as database, used.trial(database) as tables:
        if said := differences(manifest.tables, tables):
            raise Different(said)
    return manifest


def restore(path: Path, *, replace: bool = False) -> Manifest:
    """Puts a backup back and compares. Raises ``NotEmpty``, ``Different``, ``NotABackup``, ``CannotDoThis``.

    Without ``replace`` only into a database in which nobody put anything. Nothing changes when it cannot be done.
    Afterwards the database is as old as the backup: ``migrate`` brings it to this release.
    """
    manifest = archive.read_manifest(path)
    used = _engine_for(manifest)
    if not replace and not used.is_empty():
        raise NotEmpty
    with archive.unpacked(path, manifest) as database:
        used.put_back(database)
    if said := differences(manifest.tables, used.tables()):
        raise Different(said)
    logger.info("restored the backup of %s", manifest.made_at)
    return manifest


def _engine_for(manifest: Manifest) -> Engine:
    used = engine()
    if manifest.vendor != used.connection.vendor:
        raise CannotDoThis(
            f"This backup is of {manifest.server}, and DATABASE_URL names another kind of database. Restore it there, "
            "and then use manage.py move_to."
        )
    return used
