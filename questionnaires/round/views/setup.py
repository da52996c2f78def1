"""Setting a round up: the facts, the dates, the people; and opening it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questionnaires.definitions import load
from questionnaires.models import Scan, State
from questionnaires.queries import location_to_read
from questionnaires.round.dates import usual_end
from questionnaires.round.forms import DatesForm, FactsForm
from questionnaires.round.presenters import group_tasks, missing_steps
from questionnaires.round.queries import council_seats, response_of, round_to_lead
from questionnaires.round.services import (
    PREPARING,
    NotReady,
    RoundIsOver,
    missing_before_opening,
    open_round,
    save_dates,
    save_facts,
)
from questionnaires.services import ScanIsRunning
from questionnaires.views import cannot_start
from scoring.followup.repeat.services import TooEarly, begin_scan
from wolscan.dates import today
from wolscan.permissions import Permission, can

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def prepare(request: HttpRequest, location: UUID) -> HttpResponse:
    """Starts the preparation of a round at this location."""
    place = location_to_read(request.user, location)
    if not can(request.user, Permission.START_SCAN, location=place):
        raise Http404
    try:
        scan = begin_scan(location=place, together=False, by=request.user, today=today())
    except (ScanIsRunning, TooEarly) as reason:
        return cannot_start(request, place, reason)
    return redirect("round_facts", scan=scan.pk)


@get_or_post
def facts(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Step 1: the facts of the location and the contact person."""
    found = round_to_lead(request.user, scan)
    if found.state not in PREPARING:
        return redirect("round_response", scan=found.pk)
    form = FactsForm(request.POST or None, initial=_facts(request, found))
    if not form.is_valid():
        return _step(request, found, "facts", form)
    save_facts(
        scan=found,
        facts=form.facts,
        contact_name=form.cleaned_data["contact_name"],
        contact_phone=form.cleaned_data["contact_phone"],
        by=request.user,
    )
    return _onward(request, found, "round_dates")


@get_or_post
def dates(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Step 2: the last day and the conversation. Once the round is open, dates change with a reason."""
    found = round_to_lead(request.user, scan)
    if found.state != State.VOORBEREIDING:
        return redirect("round_change", scan=found.pk)
    form = DatesForm(request.POST or None, initial=dates_of(found), today=today())
    if not form.is_valid():
        return _step(request, found, "dates", form)
    closes_on = form.cleaned_data["closes_on"]
    save_dates(scan=found, closes_on=closes_on, meets_at=form.meets_at, by=request.user, today=today())
    return _onward(request, found, "round_invitations")


@require_safe
def invitations(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Step 3: the groups, each with its ways in; and what lacks before the round can open."""
    found = round_to_lead(request.user, scan)
    if found.state not in PREPARING:
        return redirect("round_response", scan=found.pk)
    return _invitations(request, found)


@require_POST
def start(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Opens the round; the invitations go out."""
    found = round_to_lead(request.user, scan)
    try:
        invited = open_round(scan=found, by=request.user, today=today())
    except NotReady:
        return _invitations(request, found, status=422)
    except RoundIsOver:
        messages.info(request, _("This round is over; nobody can be invited any more."))
        return redirect("round_response", scan=found.pk)
    text = ngettext(
        "The round is open. %(count)d invitation goes out by mail.",
        "The round is open. %(count)d invitations go out by mail.",
        invited,
    )
    messages.success(request, text % {"count": invited})
    return redirect("round_response", scan=found.pk)


def _invitations(request: HttpRequest, scan: Scan, status: int = 200) -> HttpResponse:
    questionnaire = load(scan.questionnaire)
    response = response_of(scan, questionnaire)
    missing = missing_before_opening(scan, today()) if scan.state == State.VOORBEREIDING else []
    tasks = group_tasks(scan, questionnaire, response)
    context = {
        "scan": scan,
        "tasks": tasks,
        "uninvited": [task["title"] for task in tasks if task["status"] == "leeg"],
        "missing": missing_steps(scan, missing),
        "was_refused": status != 200,
        "council": council_seats(scan).exists(),
    }
    return render(request, "round/invitations.html", context, status=status)


def _step(request: HttpRequest, scan: Scan, step: str, form: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, f"round/{step}.html", {"scan": scan, "form": form}, status=status)


def _onward(request: HttpRequest, scan: Scan, following: str) -> HttpResponse:
    if request.POST.get("then") == "later":
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("location", location=scan.location_id)
    return redirect(following, scan=scan.pk)


def _facts(request: HttpRequest, scan: Scan) -> dict[str, object]:
    place = scan.location
    return {
        "residents": place.residents,
        "living_groups": place.living_groups,
        "target_groups": place.target_groups,
        "is_small_scale": place.is_small_scale,
        "contact_name": scan.contact_name or request.user.name,
        "contact_phone": scan.contact_phone,
    }


def dates_of(scan: Scan) -> dict[str, object]:
    """The dates of a round as a form shows them; three weeks and two in the afternoon to begin with."""
    meets_at = timezone.localtime(scan.meets_at) if scan.meets_at else None
    return {
        "closes_on": scan.closes_on or usual_end(today()),
        "meets_on": meets_at.date() if meets_at else None,
        "meets_time": meets_at.time() if meets_at else "14:00",
    }
