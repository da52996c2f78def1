"""Which SQLite is used.

SQLite before 3.51.3 can lose committed pages when a write-ahead log is reset while another process reads (Debian 12
ships 3.40). The pysqlite3 wheel brings a sound one; it takes the place of the standard module before Django looks.
"""

import sqlite3
import sys

SOUND = (3, 51, 3)


def prefer_sound_sqlite() -> None:
    """Puts pysqlite3 in the place of a standard ``sqlite3`` that is too old; without the wheel nothing changes."""
    if sqlite3.sqlite_version_info >= SOUND:
        return
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def journal_mode() -> str:
    """The write-ahead log where it is safe, else the slower rollback journal."""
    return "WAL" if sys.modules["sqlite3"].sqlite_version_info >= SOUND else "DELETE"


def empty_log() -> None:
    """Puts what stands in the write-ahead log into the database and leaves the log empty; only on SQLite.

    What was deleted lives on in the log until it is overwritten. Writers wait meanwhile, so this waits two seconds at
    most for those who read; then the log stays as it is, until the next time.
    """
    from django.db import connection

    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout=2000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout={int(patience)}")
