"""A file on its way in: checked first, and imported in the background once somebody looked at what it would do."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wolscan.jobs.models import Job
from wolscan.jobs.registry import Keep, Refused, Tell
from wolscan.jobs.services import queue_job
from wolscan.models import User
from wolscan.places.clearing import CHECK, IMPORT
from wolscan.places.columns import LOCATIONS
from wolscan.places.differences import PLAIN
from wolscan.places.importing import ChangedMeanwhile, plan_of, write
from wolscan.places.reading import Unreadable
from wolscan.places.resources import Plan

MOST_FAULTS, MOST_SHOWN = 200, 50
State = Job.State


class AlreadyUsed(Exception):
    """The file of this check is gone: it was imported (``job``), it had faults, or it lay too long."""

    def __init__(self, job: str | None) -> None:
        super().__init__(job)
        self.job = job


def hand_in(*, kind: str, content: bytes, name: str, by: User) -> Job:
    """Checks a file and keeps it for a day, with what it would do. One with faults is not kept.

    Raises ``reading.Unreadable``.
    """
    plan = plan_of(kind, content)
    now = timezone.now()
    return Job.objects.create(
        kind=CHECK,
        payload={"what": kind},
        file=None if plan.faults or plan.is_empty else content,
        file_name=name[:200],
        state=State.DONE,
        result=_told(kind, plan),
        by=by,
        queued_at=now,
        claimed_at=now,
        ended_at=now,
    )


def _told(kind: str, plan: Plan) -> dict[str, Any]:
    """What the page of a check shows."""
    return {
        "made": len(plan.made),
        "changed": len(plan.changed),
        "same": plan.same,
        "faults": [[fault.row, fault.column, fault.sentence] for fault in plan.faults[:MOST_FAULTS]],
        "fault_count": len(plan.faults),
        "new": [str(thing) for thing in plan.made[:MOST_SHOWN]],
        "changes": [[str(old), list(_differences(kind, old, new))] for old, new in plan.changed[:MOST_SHOWN]],
    }


def _differences(kind: str, old: Any, new: Any) -> Iterator[list[str]]:
    """Which facts change, from what to what, as text."""
    names = [*PLAIN, "closed_on"] if kind == LOCATIONS else ["outside_key", "name", "is_active"]
    for name in names:
        if hasattr(old, name) and getattr(old, name) != getattr(new, name):
            yield [name, _text(getattr(old, name)), _text(getattr(new, name))]
    for name in ("organisation", "region") if kind == LOCATIONS else ():
        if getattr(old, f"{name}_id") != getattr(new, f"{name}_id"):
            yield [name, str(getattr(old, name)), str(getattr(new, name))]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


@transaction.atomic
def confirm(*, check: Job, by: User) -> Job:
    """Asks for the import of a file that was checked. Raises ``AlreadyUsed``."""
    held = Job.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if held.file is None:
        raise AlreadyUsed(held.payload.get("job"))
    payload = {"what": held.payload["what"]}
    job = queue_job(kind=IMPORT, payload=payload, by=by, file=bytes(held.file), file_name=held.file_name)
    Job.objects.filter(pk=held.pk).update(file=None, payload=payload | {"job": str(job.pk)})
    return job


def do_import(job: Job, tell: Tell) -> Keep:
    """The import itself: the file is read once more, for much can have happened since it was checked."""
    kind = job.payload["what"]
    try:
        plan = plan_of(kind, bytes(job.file or b""), tell)
    except Unreadable as why:
        raise Refused(str(why)) from why
    if plan.faults:
        first = plan.faults[0]
        words = _("Nothing was imported. Row %(row)d: %(sentence)s Check the file once more.")
        raise Refused(words % {"row": first.row, "sentence": first.sentence})
    return lambda: _written(kind, plan, job)


def _written(kind: str, plan: Plan, job: Job) -> dict[str, Any]:
    try:
        return write(kind, plan, by=job.by)
    except ChangedMeanwhile as why:
        raise Refused(str(why)) from why


def sentence(job: Job) -> str:
    """What came of an import."""
    words = _("%(made)d new, %(changed)d changed, %(same)d stayed as they were.")
    return words % {name: job.result.get(name, 0) for name in ("made", "changed", "same")}
