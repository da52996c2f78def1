"""The page that follows a piece of long work."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolscan.jobs.queries import job_to_follow
from wolscan.jobs.services import RUNNING


@require_safe
def job_progress(request: HttpRequest, job: UUID) -> HttpResponse:
    """How far a job is. It goes on when this page is closed; the page looks again by itself while there is more."""
    found = job_to_follow(request.user, job)
    if found is None:
        raise Http404
    row, kind = found
    how_far = f"{row.state}-{row.done}"
    if request.htmx and row.state in RUNNING and request.GET.get("seen") == how_far:
        # A part that is put back as it was is read out again, every two seconds.
        return HttpResponse(status=204)
    context = {
        "job": row,
        "kind": kind,
        "is_running": row.state in RUNNING,
        "how_far": how_far,
        "way_on": kind.way_on(row) if row.state == row.State.DONE else "",
        "told": kind.told(row) if row.state == row.State.DONE else "",
    }
    return render(request, "jobs/_progress.html" if request.htmx else "jobs/job.html", context)
