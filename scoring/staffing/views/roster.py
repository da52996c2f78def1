"""Making a roster: where it starts, more groups, and removing them again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scoring.domain.staffing import rules as staffing_rules
from scoring.staffing import services
from scoring.staffing.access import may_change, scan_to_look_at, scan_to_work_on
from scoring.staffing.overview import roster_cards
from scoring.staffing.queries import rosters
from scoring.staffing.views.shared import Work, closed, work_on
from scoring.staffing.words import group_name
from wolscan.permissions import roles_at


@require_safe
def staffing(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The rosters of a scan with their groups, or where to start one."""
    found = scan_to_look_at(request.user, scan)
    standing = rosters(found)
    context = {
        "scan": found,
        "may_change": may_change(request.user, found),
        "belongs": bool(roles_at(request.user, found.location)),
        "cards": roster_cards(standing, staffing_rules.load()),
        "last_year": standing.last_year,
    }
    return render(request, "scoring/staffing/start.html", context)


@require_POST
def start(request: HttpRequest, scan: UUID, kind: str) -> HttpResponse:
    """Begins a roster from what was chosen, and opens its first group."""
    found = scan_to_work_on(request.user, scan)
    source = request.POST.get("source", "")
    if not source:
        messages.error(request, _("Choose how you want to start."))
        return redirect("staffing", scan=found.pk)
    try:
        services.start_roster(scan=found, kind=kind, source=source, by=request.user)
    except services.NoRoster:
        raise Http404 from None
    except services.ScanHasEnded:
        return closed(request, found)
    return redirect("staffing_group", scan=found.pk, kind=kind, number=1)


@require_POST
def add(request: HttpRequest, scan: UUID, kind: str) -> HttpResponse:
    """Adds a group, empty or with the shifts of another one (``like``), and opens it."""
    work = work_on(request, scan, kind)
    like = request.POST.get("like", "")
    try:
        number = services.add_group(
            scan=work.scan, kind=kind, like=int(like) if like.isdecimal() and len(like) < 4 else None, by=request.user
        )
    except services.TooManyGroups:
        messages.error(request, _("This roster is full: it cannot hold more groups."))
        return redirect("staffing", scan=work.scan.pk)
    except services.NoRoster:
        raise Http404 from None
    except services.ScanHasEnded:
        return closed(request, work.scan)
    return redirect("staffing_group", scan=work.scan.pk, kind=kind, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, scan: UUID, kind: str, number: int | None = None) -> HttpResponse:
    """Removes a group or the whole roster: a page that asks, then a POST."""
    work = work_on(request, scan, kind)
    if not may_change(request.user, work.scan):
        return closed(request, work.scan)
    if number is not None and not 1 <= number <= len(work.row.names):
        raise Http404
    if request.method != "POST":
        seen = services.group_mark(work.row, number) if number else ""
        name = group_name(work.row.names, number) if number else ""
        context = {"scan": work.scan, "row": work.row, "number": number, "name": name, "seen": seen}
        return render(request, "scoring/staffing/remove.html", context)
    return _remove(request, work, number)


def _remove(request: HttpRequest, work: Work, number: int | None) -> HttpResponse:
    what: dict[str, Any] = {"scan": work.scan, "kind": work.row.kind, "by": request.user}
    try:
        if number is None:
            services.remove_roster(**what)
        else:
            services.remove_group(**what, number=number, seen=request.POST.get("seen", ""))
        messages.success(request, _("Removed."))
    except services.ChangedMeanwhile:
        messages.error(request, _("Somebody else changed this group meanwhile. Look at it before you remove it."))
    except services.NoRoster:
        messages.info(request, _("It was removed already."))
    except services.ScanHasEnded:
        return closed(request, work.scan)
    return redirect("staffing", scan=work.scan.pk)
