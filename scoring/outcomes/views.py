"""The outcome of a scan: the page, the version to print, and the repeat scan for the calendar."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from questionnaires.definitions import TEAM
from questionnaires.models import Scan
from questionnaires.queries import may, possible
from scoring.followup.repeat.queries import is_repeated
from scoring.givingback.queries import share_of
from scoring.outcomes.access import outcome_to_read, sees_what_if
from scoring.outcomes.calendar import repeat_scan_ics
from scoring.outcomes.context import outcome_context
from scoring.outcomes.queries import InForce, in_force, versions
from scoring.outcomes.versions import version_views
from scoring.reports.context import print_context
from scoring.reports.queries import report_of
from wolscan.ics import calendar_response
from wolscan.permissions import Permission, roles_at


@require_safe
def outcome(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The outcome that holds now, or the word that there is none yet."""
    found = outcome_to_read(request.user, scan)
    holds = in_force(found)
    context = {"scan": found, "location_url": _location_url(request, found)}
    if holds is None:
        return render(request, "scoring/outcome_none.html", context | {"sheet": _own_sheet(request, found)})
    context |= {
        "outcome": _context(request, found, holds),
        "report": report_of(holds, request.LANGUAGE_CODE),
        "share": share_of(request.user, found),
        "has_board": set(next(iter(holds.assessment.outcome["topics"].values()))["groups"]) - {TEAM},
        "has_serious": found.serious_issues.exists(),
        "may_move_repeat": _may_move_repeat(request, found),
        "reviews": may(request.user, Permission.REVIEW, found),
        "can": possible(request.user, found),
        "versions": version_views(versions(found), found),
    }
    return render(request, "scoring/outcome.html", context)


@require_safe
def report_print(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The report as a page to print: the same as the PDF, and it needs no worker."""
    found = outcome_to_read(request.user, scan)
    holds = in_force(found)
    if holds is None:
        raise Http404
    return render(request, "reports/report.html", print_context(found, holds, with_what_if=found.is_final))


@require_safe
def repeat_ics(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The day of the repeat scan as a calendar file; a scan that is not final has none."""
    found = outcome_to_read(request.user, scan)
    holds = in_force(found)
    if not found.is_final or holds is None or holds.decision is None:
        raise Http404
    name = f"herhaalscan-{slugify(found.location.name)[:60]}-{found.repeat_on:%Y}"
    return calendar_response(repeat_scan_ics(found, holds.decision), name)


def _context(request: HttpRequest, scan: Scan, holds: InForce) -> object:
    return outcome_context(scan, holds.assessment, holds.decision, with_what_if=sees_what_if(request.user, scan))


def _may_move_repeat(request: HttpRequest, scan: Scan) -> bool:
    return scan.is_final and may(request.user, Permission.MOVE_REPEAT, scan) and not is_repeated(scan)


def _location_url(request: HttpRequest, scan: Scan) -> str:
    """The page of the location, for the people of the location; for the adviser that of the scan in the work list."""
    if roles_at(request.user, scan.location):
        return reverse("location", kwargs={"location": scan.location_id})
    return reverse("guided_scan", kwargs={"scan": scan.pk})


def _own_sheet(request: HttpRequest, scan: Scan) -> object:
    """The team sheet, for the one who may fill it in."""
    if not may(request.user, Permission.FILL_IN, scan):
        return None
    return scan.sheets.filter(group="team").first()
