"""The making of figures as long work: what it is called, who may see it, and what came of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wolscan.jobs.models import Job
from wolscan.jobs.registry import Keep, Kind, Tell
from wolscan.jobs.registry import register as add_kind
from wolscan.permissions import Permission

MAKE_SNAPSHOT = "make_snapshot"


def _make(job: Job, tell: Tell) -> Keep:
    """Counting is loaded by the worker, when there is something to count."""
    from scoring.publication.services import make_snapshot

    return make_snapshot(job, tell)


def _made(job: Job) -> str:
    return reverse("figures_on", args=[job.result["on"]])


def _told(job: Job) -> str:
    return _("The figures are made and checked. Nobody sees them before you publish them.")


def register() -> None:
    add_kind(
        Kind(
            MAKE_SNAPSHOT,
            gettext_lazy("Making the figures"),
            _make,
            may=Permission.PUBLISH,
            before="figures",
            after=_made,
            done=_told,
        )
    )
