"""The file of a backup: written beside its place and then moved there, so that half a backup never looks whole."""

import json
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from wolscan.backup.fingerprints import Fingerprint

FORM = 1
MANIFEST, DATABASE = "manifest.json", "database"
NAME = re.compile(r"wolscan-(\d{8}T\d{6})Z\.backup")
STAMP = "%Y%m%dT%H%M%S"


class NotABackup(Exception):
    """The file is no backup of Wolscan, or it is damaged; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    form: int
    release: str
    made_at: str
    vendor: str
    server: str
    migrations: list[str]
    tables: dict[str, Fingerprint]
    sha256: str

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def name_for(moment: datetime) -> str:
    return f"wolscan-{moment.astimezone(UTC):{STAMP}}Z.backup"


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write(target: Path, database: Path, manifest: Manifest) -> None:
    """Writes the file, readable by its owner only, and waits until it is on disk."""
    half = target.with_name(f".{target.name}.half")
    half.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
                archive.write(database, DATABASE)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def read_manifest(path: Path) -> Manifest:
    """What the backup says of itself. Raises ``NotABackup``."""
    try:
        with zipfile.ZipFile(path) as archive:
            said = json.loads(archive.read(MANIFEST))
        tables = {name: Fingerprint(**table) for name, table in said.pop("tables").items()}
        manifest = Manifest(tables=tables, **said)
    except FileNotFoundError as error:
        raise NotABackup(f"There is no file {path}.") from error
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise NotABackup(f"{path} is no backup of Wolscan, or it is damaged.") from error
    if manifest.form != FORM:
        raise NotABackup(f"{path} was made by another release ({manifest.release}); restore it with that one.")
    return manifest


@contextmanager
def unpacked(path: Path, manifest: Manifest, beside: Path | None = None) -> Iterator[Path]:
    """The database of a backup as a file of its own, for as long as it is needed; checked by its SHA-256."""
    with TemporaryDirectory(prefix="wolscan-", dir=beside) as folder:
        database = Path(folder) / DATABASE
        try:
            with zipfile.ZipFile(path) as archive, archive.open(DATABASE) as packed, database.open("wb") as file:
                copyfileobj(packed, file, 1 << 20)
        except (zipfile.BadZipFile, KeyError, EOFError) as error:
            raise NotABackup(f"{path} is damaged.") from error
        if digest_of(database) != manifest.sha256:
            raise NotABackup(f"{path} is damaged: its database is not the one that was put in.")
        yield database


def newest(folder: Path) -> Path:
    """The last backup in a folder. Raises ``NotABackup``."""
    found = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    if not found:
        raise NotABackup(f"There is no backup in {folder}.")
    return found[-1]


def remove_old(folder: Path, keep_days: int, now: datetime) -> list[Path]:
    """Removes the backups that are older, by the time in their name; other files stay. Gives back what went."""
    limit = name_for(now - timedelta(days=keep_days))
    old = [path for path in sorted(folder.iterdir()) if NAME.fullmatch(path.name) and path.name < limit]
    for path in old:
        path.unlink()
    return old
