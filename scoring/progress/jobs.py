"""The making of the files of a snapshot as long work."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wolscan.jobs.models import Job
from wolscan.jobs.registry import Keep, Kind, Tell
from wolscan.jobs.registry import register as add_kind
from wolscan.permissions import Permission

MAKE_FILES = "make_publication_files"


def _make(job: Job, tell: Tell) -> Keep:
    """What lays out pages and writes workbooks is loaded by the worker, when there is something to make."""
    from scoring.progress.services import make_files

    return make_files(job, tell)


def _made(job: Job) -> str:
    return reverse("progress_report", args=[job.payload["on"]])


def _told(job: Job) -> str:
    return _("The progress report, the workbook and the open data are ready.")


def register() -> None:
    add_kind(
        Kind(
            MAKE_FILES,
            gettext_lazy("Making the files"),
            _make,
            may=Permission.PUBLISH,
            before="figures",
            after=_made,
            done=_told,
        )
    )
