"""The doing of jobs, by the worker: each is claimed first, and ends in the transaction that keeps what it made."""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wolscan.jobs.models import Job
from wolscan.jobs.registry import Keep, Refused, TakenOver, kind_of

#: Work that said nothing for so long was cut off: the machine stopped, or the worker did.
SILENT = timedelta(minutes=10)
TRIES = 3
#: Progress is written at most so often, in seconds.
BETWEEN = 1.0
State = Job.State
logger = logging.getLogger("wolscan.jobs")


def do_waiting_jobs(limit: int = 20) -> int:
    """Does the jobs that wait and gives back how many ended well. Safe to run twice at once."""
    _give_up_cut_off()
    late = Q(state=State.WORKING, claimed_at__lt=timezone.now() - SILENT)
    waiting = Job.objects.filter(Q(state=State.QUEUED) | late).select_related("by").order_by("queued_at", "pk")
    return sum(_do(job) for job in waiting[:limit])


def _give_up_cut_off() -> int:
    """Jobs that were cut off as often as may be tried: they would take the worker down again and again."""
    late = Job.objects.filter(state=State.WORKING, claimed_at__lt=timezone.now() - SILENT, tries__gte=TRIES)
    return late.update(state=State.FAILED, ended_at=timezone.now(), file=None)


def _do(job: Job) -> bool:
    claimed_at = timezone.now()
    claimed = Job.objects.filter(pk=job.pk, state=job.state, claimed_at=job.claimed_at).update(
        state=State.WORKING, claimed_at=claimed_at, tries=F("tries") + 1, done=0, total=0
    )
    if not claimed:
        return False
    claim = Claim(job, claimed_at)
    with translation.override(job.by.language if job.by and job.by.language else "nl"):
        return _done(job, claim)


def _done(job: Job, claim: "Claim") -> bool:
    kind = kind_of(job)
    try:
        if kind is None:
            raise Refused(_("This release does not know this kind of work."))
        _end(claim, kind.work(job, claim.tell))
    except TakenOver:
        return False
    except Refused as why:
        claim.update(state=State.FAILED, ended_at=timezone.now(), file=None, result={"problem": str(why)})
        return False
    except Exception:
        logger.exception("job %s (%s) could not be done", job.pk, job.kind)
        is_last = job.tries + 1 >= TRIES
        ended = {"state": State.FAILED, "ended_at": timezone.now(), "file": None}
        claim.update(**ended if is_last else {"state": State.QUEUED, "claimed_at": None})
        return False
    return True


def _end(claim: "Claim", keep: Keep) -> None:
    """Keeps what was made and ends the job: both, or neither."""
    with transaction.atomic():
        claim.hold(state=State.DONE, ended_at=timezone.now(), done=F("total"), file=None)
        result = keep()
        Job.objects.filter(pk=claim.job.pk).update(result=result)


class Claim:
    """The right to do a job, as long as nobody took it over."""

    def __init__(self, job: Job, claimed_at: datetime) -> None:
        self.job = job
        self.claimed_at = claimed_at
        self.told_at = 0.0

    def update(self, **values: object) -> bool:
        """Changes the row as long as the claim holds."""
        mine = Job.objects.filter(pk=self.job.pk, state=State.WORKING, claimed_at=self.claimed_at)
        return bool(mine.update(**values))

    def hold(self, **values: object) -> None:
        """Changes the row, or ends this attempt because somebody else does the job now."""
        if not self.update(**values):
            raise TakenOver

    def tell(self, done: int, total: int) -> None:
        """Says how far it is. Telling renews the claim; not telling for ten minutes loses it."""
        if time.monotonic() - self.told_at < BETWEEN and done < total:
            return
        now = timezone.now()
        self.hold(done=min(done, total), total=total, claimed_at=now)
        self.claimed_at, self.told_at = now, time.monotonic()


def tell_nobody(done: int, total: int) -> None:
    """For commands, where nobody follows a page."""
