"""Asking for long work, and clearing away what is long over."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from wolscan.audit import record
from wolscan.jobs.models import Job
from wolscan.models import User
from wolscan.privacy.table import last_day

RUNNING = (Job.State.QUEUED, Job.State.WORKING)
ENDED = (Job.State.DONE, Job.State.FAILED)


@transaction.atomic
def queue_job(
    *, kind: str, payload: dict[str, Any], by: User | None, file: bytes | None = None, file_name: str = ""
) -> Job:
    """Asks for a piece of work. Who asks for the same while it waits gets the job that is there."""
    same = Job.objects.filter(kind=kind, payload=payload, state=Job.State.QUEUED, file=None).first()
    if same and file is None:
        return same
    job = Job.objects.create(
        kind=kind, payload=payload, file=file, file_name=file_name, by=by, queued_at=timezone.now()
    )
    record("job_queued", actor=by, subject=job, kind=kind)
    return job


def old_jobs(today: date) -> QuerySet[Job]:
    """Jobs that ended so long ago that they go."""
    return Job.objects.filter(state__in=ENDED, ended_at__date__lt=last_day("jobs", today))


def clear_old_jobs(today: date) -> int:
    """Jobs that ended a month ago go; a daily job."""
    count, _by_model = old_jobs(today).delete()
    return count
