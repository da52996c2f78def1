"""Confirming a scan (*vaststellen*), by the adviser it is assigned to and by nobody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.models import Scan, State
from questionnaires.queries import may, scan_to_read
from scoring.domain import rules as rule_versions
from scoring.domain.schedule import repeat_on
from scoring.models import Tier
from scoring.outcomes.context import outcome_context
from scoring.outcomes.queries import InForce, in_force
from scoring.outcomes.spread import spread
from scoring.outcomes.words import tier_meaning, tier_name
from scoring.review.forms import DecisionForm
from scoring.review.services import NotSentIn, ReasonNeeded, confirm
from wolscan.dates import today
from wolscan.models import User
from wolscan.permissions import Permission

CONFIRMABLE = frozenset({State.INGEDIEND, State.IN_BEOORDELING})
#: What the buttons send: look once more, go back and change, or make it final.
CHECK, CHANGE, FINAL = "check", "change", "final"


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_scan(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Decide, look once more, confirm: the last step is a POST of its own, after a page that says what happens."""
    found = _scan_to_confirm(request.user, scan)
    holds = in_force(found)
    if found.state not in CONFIRMABLE or holds is None:
        return _not_now(request, found)
    if request.method != "POST":
        return _decide(request, found, holds, DecisionForm(outcome=holds.assessment.outcome))
    form = DecisionForm(request.POST, outcome=holds.assessment.outcome)
    step = request.POST.get("step", CHECK)
    if step == CHANGE:
        form = DecisionForm(initial=request.POST.dict(), outcome=holds.assessment.outcome)
    if step == CHANGE or not form.is_valid():
        return _decide(request, found, holds, form)
    if step != FINAL:
        return _check(request, found, form)
    return _confirm(request, found, holds, form)


def _scan_to_confirm(user: User, scan: UUID) -> Scan:
    found = scan_to_read(user, scan)
    if not may(user, Permission.CONFIRM, found):
        raise Http404
    return found


def _confirm(request: HttpRequest, scan: Scan, holds: InForce, form: DecisionForm) -> HttpResponse:
    chosen = form.cleaned_data
    try:
        confirm(scan=scan, tier=chosen["tier"], reason=chosen["reason"], by=request.user, today=today())
    except NotSentIn:
        return _not_now(request, scan)
    except ReasonNeeded:
        return _decide(request, scan, holds, form)
    messages.success(request, _("The scan is confirmed. The coordinator gets a mail, and the report is being made."))
    return redirect("outcome", scan=scan.pk)


def _decide(request: HttpRequest, scan: Scan, holds: InForce, form: DecisionForm) -> HttpResponse:
    outcome = outcome_context(scan, holds.assessment, None, with_what_if=True)
    chosen = form["tier"].value()
    context: dict[str, Any] = {
        "scan": scan,
        "outcome": outcome,
        "form": form,
        "spread": spread(outcome.questionnaire, holds.assessment.outcome),
        "tiers": [
            {
                "value": tier.value,
                "name": tier.label,
                "meaning": tier_meaning(tier.value),
                "is_proposed": tier.value == outcome.tier.proposed,
                "checked": tier.value == chosen,
            }
            for tier in Tier
        ],
    }
    return render(request, "scoring/confirm.html", context, status=422 if form.errors else 200)


def _check(request: HttpRequest, scan: Scan, form: DecisionForm) -> HttpResponse:
    chosen = form.cleaned_data
    context = {
        "scan": scan,
        "tier": chosen["tier"],
        "tier_name": tier_name(chosen["tier"]),
        "tier_meaning": tier_meaning(chosen["tier"]),
        "reason": chosen["reason"],
        "repeat_on": repeat_on(rule_versions.load(scan.rules), today()),
    }
    return render(request, "scoring/confirm_check.html", context)


def _not_now(request: HttpRequest, scan: Scan) -> HttpResponse:
    """The scan is final already, or back at the location: nothing to confirm."""
    scan.refresh_from_db(fields=["state"])
    if scan.is_final:
        messages.info(request, _("This scan has been confirmed already. Nothing was changed."))
    else:
        messages.info(request, _("This scan has not been sent in, so it cannot be confirmed yet."))
    return redirect("outcome", scan=scan.pk)
