"""What the two databases have in common for a backup."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from wolscan.backup.fingerprints import Tables

#: Tables that fill by themselves, by ``migrate`` and by processes that run: a database with nothing else is empty.
FILLED_BY_ITSELF = frozenset(
    {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence", "wolscan_heartbeat"}
)


class CannotDoThis(Exception):
    """A program, a right or a server is missing; the sentence says what to do."""


class Engine(ABC):
    """A database that can be copied as it was at one moment, put back, and compared."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.settings: dict[str, Any] = connection.settings_dict

    @abstractmethod
    def server(self) -> str:
        """Which program, and its version."""

    @abstractmethod
    def copy(self, target: Path) -> tuple[Tables, list[str]]:
        """Writes the database to a file; gives its fingerprints and migrations, of exactly that moment."""

    @abstractmethod
    def put_back(self, source: Path) -> None:
        """Makes this database what the file says: all of it, or nothing."""

    @abstractmethod
    def tables(self) -> Tables:
        """The fingerprints of this database as it is now."""

    @abstractmethod
    @contextmanager
    def trial(self, source: Path) -> Iterator[Tables]:
        """Restores a file into a database that is gone afterwards; gives its fingerprints."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether nobody put anything in this database yet."""
        quote = self.connection.ops.quote_name
        with self.connection.cursor() as cursor:
            for table in self.connection.introspection.table_names(cursor):
                if table in FILLED_BY_ITSELF:
                    continue
                cursor.execute(f"SELECT 1 FROM {quote(table)} LIMIT 1")  # noqa: S608 - its own name  # nosec B608
                if cursor.fetchone():
                    return False
        return True
