"""The page of the facts of a location."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.definitions import load
from questionnaires.models import Scan
from questionnaires.queries import may
from scoring.staffing import services
from scoring.staffing.access import may_change, scan_to_look_at
from scoring.staffing.facts import fact_rows, nationals, place_rows, sources_of
from scoring.staffing.facts_form import FactsForm, facts_initial
from scoring.staffing.models import LocationFacts
from scoring.staffing.queries import facts_of, outcome_for_facts
from scoring.staffing.views.shared import closed
from wolscan.permissions import Permission, roles_at


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The facts with national values and own levels beside them; a form for who keeps them."""
    found = scan_to_look_at(request.user, scan)
    standing = facts_of(found)
    if request.method != "POST":
        form = FactsForm(initial=facts_initial(found, standing)) if may_change(request.user, found) else None
        return _page(request, found, standing, form)
    if not may(request.user, Permission.FILL_IN, found):
        raise Http404
    form = FactsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, standing, form, status=422)
    seen = request.POST.get("seen", "0")
    try:
        services.save_facts(
            scan=found, values=form.values, seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0, by=request.user
        )
    except services.ChangedMeanwhile as changed:
        return _page(request, found, changed.standing, form, is_conflict=True, status=409)
    except services.ScanHasEnded:
        return closed(request, found, "facts")
    messages.success(request, _("The facts are saved."))
    return redirect("facts", scan=found.pk)


def _seen(request: HttpRequest) -> int:
    """The revision that the page showed when it was made."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else 0


def _page(
    request: HttpRequest,
    scan: Scan,
    standing: LocationFacts | None,
    form: FactsForm | None,
    *,
    is_conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    fresh = request.method != "POST" or is_conflict
    questionnaire = load(scan.questionnaire)
    rows = fact_rows(standing, questionnaire, outcome_for_facts(scan), only_filled=False)
    context: dict[str, Any] = {
        "scan": scan,
        "facts": standing,
        "belongs": bool(roles_at(request.user, scan.location)),
        "form": form,
        "is_conflict": is_conflict,
        "place": place_rows(standing),
        "rows": rows,
        "sources": sources_of(rows),
        "nationals": nationals(),
        "seen": (standing.revision if standing else 0) if fresh else request.POST.get("seen", "0"),
    }
    return render(request, "scoring/staffing/facts.html", context, status=status)
