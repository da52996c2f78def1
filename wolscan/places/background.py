"""What is done about places outside of requests: imports, and what a day brings."""

from django.utils.translation import gettext_lazy as _

from wolscan.daily import every_day
from wolscan.jobs.models import Job
from wolscan.jobs.registry import Keep, Kind, Tell
from wolscan.jobs.registry import register as add_kind
from wolscan.permissions import Permission
from wolscan.places.clearing import IMPORT, clear_checks
from wolscan.places.region_change import follow_regions


def _import(job: Job, tell: Tell) -> Keep:
    """The libraries that read files are loaded by the worker, when there is one."""
    from wolscan.places.handing_in import do_import

    return do_import(job, tell)


def _told(job: Job) -> str:
    from wolscan.places.handing_in import sentence

    return sentence(job)


def register() -> None:
    """Adds the kind of work and the daily jobs."""
    add_kind(Kind(IMPORT, _("Importing"), _import, may=Permission.KEEP_PLACES, after="imports", done=_told))
    every_day("checked files cleared away", clear_checks, order=90)
    every_day("locations follow their regions", follow_regions, order=45)
