"""Confirming a scan (*vaststellen*), by the adviser it is assigned to and by nobody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.definitions import load
from questionnaires.models import Scan
from questionnaires.queries import may_do
from questionnaires.states import Action
from scoring.domain import rules as rule_versions
from scoring.domain.schedule import repeat_on
from scoring.models import Tier
from scoring.outcomes.context import outcome_context
from scoring.outcomes.queries import InForce, in_force, versions
from scoring.outcomes.spread import spread
from scoring.outcomes.words import tier_meaning, tier_name
from scoring.review.access import scan_to_confirm
from scoring.review.deciding import chosen_practices, open_points, theme_titles
from scoring.review.forms import DecisionForm
from scoring.review.services import (
    SERIOUS_WITHOUT_SUPPORT,
    NotSentIn,
    ReasonNeeded,
    VerdictNeeded,
    confirm,
    themes_with_need,
    words_needed,
)
from wolscan.dates import today

#: What the buttons send: look once more, go back and change, or make it final.
CHECK, CHANGE, FINAL = "check", "change", "final"


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_scan(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Decide, look once more, confirm: the last step is a POST of its own, after a page that says what happens."""
    found = scan_to_confirm(request.user, scan)
    holds = in_force(found)
    if holds is None or not may_do(request.user, Action.CONFIRM, found):
        return _not_now(request, found)
    if request.method != "POST":
        return _decide(request, found, holds, _form(holds, initial={"themes": _by_rule(holds)}))
    step = request.POST.get("step", CHECK)
    form = _form(holds, initial=_typed(request)) if step == CHANGE else _form(holds, request.POST)
    if step == CHANGE or not form.is_valid():
        return _decide(request, found, holds, form)
    points = open_points(found, holds.assessment)
    if points.verdicts:
        return _decide(request, found, holds, form, is_refused=True)
    return _confirm(request, found, holds, form) if step == FINAL else _check(request, found, form)


def _form(holds: InForce, *args: Any, **kwargs: Any) -> DecisionForm:
    questionnaire = load(holds.assessment.questionnaire)
    return DecisionForm(*args, outcome=holds.assessment.outcome, questionnaire=questionnaire, today=today(), **kwargs)


def _by_rule(holds: InForce) -> list[str]:
    return themes_with_need(holds.assessment.outcome)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed before, to be changed."""
    return request.POST.dict() | {"themes": request.POST.getlist("themes")}


def _confirm(request: HttpRequest, scan: Scan, holds: InForce, form: DecisionForm) -> HttpResponse:
    try:
        confirm(scan=scan, choice=form.choice, by=request.user, today=today())
    except NotSentIn:
        return _not_now(request, scan)
    except (ReasonNeeded, VerdictNeeded):  # between the two looks at it
        return _decide(request, scan, holds, form, is_refused=True)
    messages.success(request, _("The scan is confirmed. The coordinator gets a mail, and the report is being made."))
    return redirect("outcome", scan=scan.pk)


def _decide(
    request: HttpRequest, scan: Scan, holds: InForce, form: DecisionForm, *, is_refused: bool = False
) -> HttpResponse:
    outcome = outcome_context(scan, holds.assessment, None, with_what_if=True)
    chosen = form["tier"].value()
    context: dict[str, Any] = {
        "scan": scan,
        "outcome": outcome,
        "form": form,
        "spread": spread(outcome.questionnaire, holds.assessment.outcome),
        "points": open_points(scan, holds.assessment),
        "practices": chosen_practices(scan),
        "is_refused": is_refused,
        "asks_appointment": SERIOUS_WITHOUT_SUPPORT in words_needed(holds.assessment.outcome, Tier.ZELF),
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
    return render(request, "scoring/confirm.html", context, status=422 if form.errors or is_refused else 200)


def _check(request: HttpRequest, scan: Scan, form: DecisionForm) -> HttpResponse:
    choice = form.choice
    context = {
        "scan": scan,
        "choice": choice,
        "tier_name": tier_name(choice.tier),
        "tier_meaning": tier_meaning(choice.tier),
        "themes": theme_titles(scan, choice.themes or []),
        "practices": chosen_practices(scan),
        "points": open_points(scan, scan.assessments.latest()),
        "version": len(versions(scan)) + 1,
        "repeat_on": repeat_on(rule_versions.load(scan.rules), today()),
    }
    return render(request, "scoring/confirm_check.html", context)


def _not_now(request: HttpRequest, scan: Scan) -> HttpResponse:
    """The scan is final already, back at the location, or its review has not begun: nothing to confirm."""
    scan.refresh_from_db(fields=["state"])
    if scan.is_final:
        messages.info(request, _("This scan has been confirmed already. Nothing was changed."))
    elif may_do(request.user, Action.BEGIN_REVIEW, scan):
        messages.info(request, _("First begin the review; then you can decide."))
        return redirect("review", scan=scan.pk)
    else:
        messages.info(request, _("This scan has not been sent in, so it cannot be confirmed yet."))
    return redirect("outcome", scan=scan.pk)
