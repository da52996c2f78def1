"""The report as a PDF: asked for by a button, made by the worker, shown when it is there."""

from urllib.parse import urlencode
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from questionnaires.models import Scan
from scoring.models import Report
from scoring.outcomes.access import outcome_to_read
from scoring.outcomes.queries import InForce, in_force, versions
from scoring.outcomes.versions import version_of
from scoring.reports.queries import report_of
from scoring.reports.services import queue_report


# The browser's own viewer shows the PDF as an embedded object of this address.
@csp_update({"object-src": ["'self'"]})
@require_http_methods(["GET", "HEAD", "POST"])
def report_pdf(request: HttpRequest, scan: UUID) -> HttpResponse:
    """GET shows the PDF, or how far it is; POST asks for it.

    The language is ``taal``, else that of the page. ``versie`` asks for an outcome that was confirmed before.
    """
    found = outcome_to_read(request.user, scan)
    holds = version_of(versions(found), request.GET["versie"]) if "versie" in request.GET else in_force(found)
    if holds is None:
        raise Http404
    language = _language(request)
    if request.method == "POST":
        queue_report(
            scan=found, assessment=holds.assessment, decision=holds.decision, language=language, by=request.user
        )
        return redirect(_address(request, language))
    return _shown(request, found, holds, language)


def _shown(request: HttpRequest, scan: Scan, holds: InForce, language: str) -> HttpResponse:
    report = report_of(holds, language)
    if report and report.state == Report.State.DONE and not request.htmx:
        return _pdf(scan, holds, report)
    state = report.state if report else "absent"
    context = {
        "scan": scan,
        "state": state,
        "is_waiting": state in {Report.State.QUEUED, Report.State.WORKING},
        "url": _address(request, language),
    }
    if request.htmx and context["is_waiting"] and request.GET.get("seen") == state:
        # A part that is put back as it was is read out again, every two seconds.
        return HttpResponse(status=204)
    if request.htmx:
        return render(request, "reports/_progress.html", context)
    return render(request, "reports/progress.html", context, status=202 if context["is_waiting"] else 200)


def _address(request: HttpRequest, language: str) -> str:
    """This page in one language, for the version that was asked for."""
    asked = {"versie": request.GET["versie"]} if "versie" in request.GET else {}
    return f"{request.path}?{urlencode(asked | {'taal': language})}"


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("taal", "")
    return asked if asked in dict(settings.LANGUAGES) else request.LANGUAGE_CODE


def _pdf(scan: Scan, holds: InForce, report: Report) -> HttpResponse:
    day = f"{holds.decision.at if holds.decision else holds.assessment.made_at:%Y-%m-%d}"
    name = f"wolscan-{slugify(scan.location.name)[:60]}-{day}-{report.language}.pdf"
    response = HttpResponse(report.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Language"] = report.language
    return response
