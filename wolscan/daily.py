"""What is done once a day: jobs of all apps, run in their order by ``manage.py daily``.

A job knows only the date, so that the hour at which a timer fires, or the night in which the clock moves, makes no
difference. It may be run again on the same day, and by two timers at once: then it finds nothing left to do.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

logger = logging.getLogger("wolscan.daily")

Job = Callable[[date], int]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one job: how many things it did, or ``None`` when it failed."""

    name: str
    count: int | None


_jobs: dict[str, tuple[int, Job]] = {}


def every_day(name: str, job: Job, order: int = 50) -> None:
    """Adds a job; apps do so when they are ready. Lower ``order`` runs earlier."""
    _jobs[name] = (order, job)


def run_jobs(today: date) -> Iterator[Done]:
    """Runs every job in a transaction of its own. One that fails leaves a line in the log and holds up no other."""
    for name, (_order, job) in sorted(_jobs.items(), key=lambda item: (item[1][0], item[0])):
        try:
            with transaction.atomic():
                count = job(today)
        except Exception:
            logger.exception("the daily job %s went wrong", name)
            yield Done(name, None)
        else:
            yield Done(name, count)
