"""What ``/-/readyz`` and ``manage.py health`` say. Five small queries; no name, no address, no secret."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Min
from django.utils import timezone

from wolscan.health.beats import BACKUP, DAILY, WORKER
from wolscan.health.models import Heartbeat
from wolscan.models import Job, OutgoingMail
from wolscan.release import VERSION

#: Work that waits longer needs attention; as does a process that was not heard of for so long.
WORK_WAITS = timedelta(minutes=10)
SILENCE = {WORKER: timedelta(minutes=5), DAILY: timedelta(hours=26), BACKUP: timedelta(hours=50)}
#: Who never came to life counts as silent; a backup may be made by other means than ours.
EXPECTED = (WORKER, DAILY)
Oldest = Callable[[], datetime | None]


def _oldest_mail() -> datetime | None:
    found: datetime | None = OutgoingMail.objects.filter(state="waiting").aggregate(at=Min("queued_at"))["at"]
    return found


def _oldest_job() -> datetime | None:
    found: datetime | None = Job.objects.filter(state="queued").aggregate(at=Min("queued_at"))["at"]
    return found


_queues: dict[str, Oldest] = {"mail": _oldest_mail, "job": _oldest_job}


def waits_since(name: str, oldest: Oldest) -> None:
    """Watches a queue; apps name theirs when they are ready. ``oldest`` gives since when the first one waits."""
    _queues[name] = oldest


@dataclass(slots=True)
class Health:
    """``is_ready``: requests can be handled. ``attention``: what somebody should look at, by name."""

    is_ready: bool = True
    attention: list[str] = field(default_factory=list)
    facts: dict[str, str | int | None] = field(default_factory=dict)

    @property
    def status(self) -> str:
        if not self.is_ready:
            return "down"
        return "attention" if self.attention else "ok"

    def as_json(self) -> dict[str, object]:
        return {"status": self.status, "version": VERSION, **self.facts, "attention": self.attention}


def health() -> Health:
    """How it is now. A database that is away is an answer, not an error."""
    found = Health()
    try:
        _look_at_migrations(found)
        if found.is_ready:
            _look_at_queues(found)
            _look_at_heartbeats(found)
    except DatabaseError:
        found.is_ready = False
        found.attention.append("database")
    found.facts = {"database": "away" if "database" in found.attention else "ok"} | found.facts
    return found


def _look_at_migrations(found: Health) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        missing = len(_migrations() - set(cursor.fetchall()))
    found.facts["migrations_missing"] = missing
    if missing:
        found.is_ready = False
        found.attention.append("migrations")


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """The migrations of this release, read from disk once in the life of a process."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _look_at_queues(found: Health) -> None:
    for name, oldest in _queues.items():
        waited = _seconds(oldest())
        found.facts[f"oldest_{name}_seconds"] = waited
        if waited and waited > WORK_WAITS.total_seconds():
            found.attention.append(name)


def _look_at_heartbeats(found: Health) -> None:
    heard = dict(Heartbeat.objects.filter(name__in=SILENCE).values_list("name", "at"))
    for name, patience in SILENCE.items():
        silent = _seconds(heard.get(name))
        found.facts[f"{name}_seconds"] = silent
        if silent is None and name not in EXPECTED:
            continue
        if silent is None or silent > patience.total_seconds():
            found.attention.append(name)


def _seconds(since: datetime | None) -> int | None:
    return max(0, round((timezone.now() - since).total_seconds())) if since else None
