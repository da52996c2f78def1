"""The list of periods, each with its figures as far as they are."""

from dataclasses import dataclass
from datetime import date

from scoring.models import Period, Snapshot
from scoring.publication.jobs import MAKE_SNAPSHOT
from scoring.publication.queries import all_snapshots, periods
from wolscan.jobs.models import Job
from wolscan.jobs.queries import recent_jobs
from wolscan.jobs.services import RUNNING

#: How far the figures of a period are.
FUTURE, ABSENT, MAKING, DRAFT, PUBLISHED, PASSED = "future", "absent", "making", "draft", "published", "passed"


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period: ``state`` is one of the words above. ``job`` is there while figures are made."""

    period: Period
    state: str
    snapshot: Snapshot | None
    job: Job | None


def period_rows(today: date) -> list[PeriodRow]:
    """All periods, the newest first. Three queries, whatever their number."""
    snapshots = {
        snapshot.on: snapshot for snapshot in sorted(all_snapshots(), key=lambda s: s.published_at is not None)
    }
    last = max((on for on, found in snapshots.items() if found.published_at), default=date.min)
    jobs = {job.payload["on"]: job for job in recent_jobs(MAKE_SNAPSHOT).filter(state__in=RUNNING)}
    return [
        _row(period, snapshots.get(period.counted_on), jobs.get(period.counted_on.isoformat()), today, last)
        for period in periods()
    ]


def _row(period: Period, snapshot: Snapshot | None, job: Job | None, today: date, last: date) -> PeriodRow:
    return PeriodRow(period, _state(period, snapshot, job, today, last), snapshot, job)


def _state(period: Period, snapshot: Snapshot | None, job: Job | None, today: date, last: date) -> str:
    if snapshot and snapshot.published_at:
        return PUBLISHED
    if job:
        return MAKING
    if period.counted_on > today:
        return FUTURE
    if period.counted_on <= last:
        return PASSED
    return DRAFT if snapshot else ABSENT
