"""Reads of jobs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wolscan.jobs.models import Job
from wolscan.jobs.registry import Kind, kind_of


def job_to_follow(user: Any, pk: UUID) -> tuple[Job, Kind] | None:
    """A job with its kind, if this person may see it; its file is left where it is."""
    job = Job.objects.defer("file").select_related("by").filter(pk=pk).first()
    kind = kind_of(job) if job else None
    return (job, kind) if job and kind and kind.visible_to(user, job) else None


def recent_jobs(*kinds: str) -> QuerySet[Job]:
    """Jobs of these kinds, the newest first, without their files; slice it."""
    return Job.objects.defer("file").select_related("by").filter(kind__in=kinds)
