"""Signs of life: a row that is written over, at most twice a minute for each process."""

import time

from django.utils import timezone

from wolscan.health.models import Heartbeat

EVERY_SECONDS = 30
WORKER, DAILY, BACKUP = "worker", "daily", "backup"
_last: dict[str, float] = {}


def beat(name: str, *, every: float = EVERY_SECONDS) -> bool:
    """Notes that something lives; tells whether a row was written. ``every`` 0 writes always."""
    now = time.monotonic()
    if every and now - _last.get(name, -every) < every:
        return False
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})
    _last[name] = now
    return True
