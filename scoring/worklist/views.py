"""The work list of an adviser, and what an adviser may know of one scan."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from questionnaires.assigning.queries import history
from questionnaires.queries import scan_assigned
from questionnaires.round.forms import TARGET_GROUPS
from scoring.conversation.queries import BEFORE, serious_issues
from scoring.review.models import Visit
from scoring.worklist.forms import WorklistForm
from scoring.worklist.presenters import columns, nothing_here, rows, tabs
from scoring.worklist.queries import Wanted, counted, listed, scans_of
from wolscan.dates import today
from wolscan.pages import other_query
from wolscan.permissions import scope

PAGE = 25


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """All scans of an adviser, to filter and to sort."""
    if not scope(request.user).adviser:
        raise Http404
    return render(request, "worklist/page.html", {"work": worklist_context(request)})


def worklist_context(request: HttpRequest) -> dict[str, Any]:
    """The work list of the adviser who is signed in. Three queries, whatever the number of scans; a filter adds one."""
    form = WorklistForm(request.GET, adviser=request.user)
    wanted = form.wanted
    scans = scans_of(request.user, today())
    counts = counted(scans)
    pages = Paginator(listed(scans, wanted), PAGE)
    if not wanted.filters:
        pages.count = counts[wanted.group]
    page = pages.get_page(request.GET.get("bladzijde"))
    return {
        "form": form,
        "wanted": wanted,
        "tabs": tabs(counts, wanted, request.GET),
        "columns": columns(wanted, request.GET),
        "page": page,
        "rows": rows(page.object_list, wanted, today()),
        "pages": other_query(request.GET, "bladzijde"),
        "total": counts[""],
        "empty": nothing_here(wanted, counts[""]),
    }


@require_safe
def guided_scan(request: HttpRequest, scan: UUID) -> HttpResponse:
    """One scan of an adviser: its dates always, the rest as far as it was sent in or the location invited."""
    found = scan_assigned(request.user, scan)
    looks_on = found.adviser_invited or found.was_sent_in
    context = {
        "scan": found,
        "looks_on": looks_on,
        "has_board": looks_on and found.state not in BEFORE,
        "has_serious": bool(serious_issues(found)),
        "target_groups": [word for key, word in TARGET_GROUPS if key in found.location.target_groups],
        "visit": Visit.objects.filter(scan=found).first() if found.was_sent_in else None,
        "history": history(found),
        "row": next(iter(rows(scans_of(request.user, today()).filter(pk=found.pk), Wanted(), today())), None),
    }
    return render(request, "worklist/scan.html", context)
