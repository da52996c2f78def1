"""The pages on which scans are given to advisers, and handed over by them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from questionnaires.assigning.forms import AdviserForm, AssignForm, FilterForm, HandOverForm, RouteForm
from questionnaires.assigning.presenters import assign_row
from questionnaires.assigning.queries import WITHOUT, Wanted, history, scan_to_assign, scans_to_assign
from questionnaires.assigning.services import (
    NoAdviserToInvite,
    NotYours,
    assign,
    hand_over,
    keep_route,
    let_adviser_look_on,
)
from questionnaires.models import Scan
from questionnaires.queries import may, may_do, scan_assigned, scan_to_read
from questionnaires.states import Action
from wolscan.dates import today
from wolscan.models import User
from wolscan.pages import other_query
from wolscan.permissions import Permission, can_everywhere

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def assign_scans(request: HttpRequest) -> HttpResponse:
    """The running scans, those without an adviser unless others are asked for; a POST assigns the ticked ones."""
    _only_the_office(request.user)
    form = AssignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _assigned(request, form, form.cleaned_data["scans"])
    return render(request, "assigning/page.html", _list(request, form), status=422 if form.errors else 200)


def _list(request: HttpRequest, form: AssignForm) -> dict[str, Any]:
    filters = FilterForm(request.GET)
    wanted = filters.wanted
    scans = scans_to_assign(wanted).prefetch_related("decisions")
    page = Paginator(scans, PAGE).get_page(request.GET.get("bladzijde"))
    return {
        "form": form,
        "filters": filters,
        "wanted": wanted,
        "is_filtered": wanted != Wanted(shown=wanted.shown),
        "page": page,
        "rows": [assign_row(scan, today()) for scan in page.object_list],
        "ticked": request.POST.getlist("scans"),
        "pages": other_query(request.GET, "bladzijde"),
        "without": WITHOUT,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def assigned_scan(request: HttpRequest, scan: UUID) -> HttpResponse:
    """One scan: where it stands, who guided it, and the way to give it to somebody else."""
    _only_the_office(request.user)
    found = scan_to_assign(scan)
    form = AdviserForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _assigned(request, form, [found])
    context = {
        "row": assign_row(found, today()),
        "form": form,
        "route_form": RouteForm(initial={"route": found.route}, auto_id="id_%s"),
        "history": history(found),
        "may_withdraw": may_do(request.user, Action.WITHDRAW, found),
    }
    return render(request, "assigning/scan.html", context, status=422 if form.errors else 200)


@require_POST
def scan_route(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Keeps by which way the location came."""
    _only_the_office(request.user)
    found = scan_to_assign(scan)
    form = RouteForm(request.POST)
    if form.is_valid():
        keep_route(scan=found, route=form.cleaned_data["route"], by=request.user)
        messages.success(request, _("Saved by which way this location came."))
    else:
        messages.error(request, " ".join(form.errors["route"]))
    return redirect("assigned_scan", scan=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_scan(request: HttpRequest, scan: UUID) -> HttpResponse:
    """An adviser gives a scan to a colleague. After that it is gone from the own list."""
    found = scan_assigned(request.user, scan)
    form = HandOverForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            hand_over(scan=found, adviser=chosen["adviser"], by=request.user, note=chosen["note"])
        except NotYours as moved:
            raise Http404 from moved
        words = _("The scan of %(location)s is now with %(name)s. You both get a mail.")
        messages.success(request, words % {"location": found.location.name, "name": chosen["adviser"].name})
        return redirect("worklist")
    context = {"scan": found, "form": form, "history": history(found)}
    return render(request, "assigning/hand_over.html", context, status=422 if form.errors else 200)


@require_POST
def invite_adviser(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The location lets its adviser look on, or takes that back."""
    found = scan_to_read(request.user, scan)
    if not may(request.user, Permission.INVITE, found):
        raise Http404
    invited = request.POST.get("invited") == "ja"
    try:
        let_adviser_look_on(scan=found, invited=invited, by=request.user)
    except NoAdviserToInvite:
        messages.info(request, _("There is no adviser to invite now: none is assigned yet, or the scan was sent in."))
        return redirect("location", location=found.location_id)
    messages.success(request, _invited(found, invited=invited))
    return redirect("location", location=found.location_id)


def _invited(scan: Scan, *, invited: bool) -> str:
    name = scan.adviser.name if scan.adviser else ""
    if invited:
        return _("%(name)s may look on from now on, and gets a mail.") % {"name": name}
    return _("%(name)s no longer looks on, and gets a mail.") % {"name": name}


def _only_the_office(user: User) -> None:
    if not can_everywhere(user, Permission.ASSIGN):
        raise Http404


def _assigned(request: HttpRequest, form: AdviserForm, scans: Any) -> HttpResponse:
    adviser = form.cleaned_data["adviser"]
    count = assign(scans=[scan.pk for scan in scans], adviser=adviser, by=request.user, note=form.cleaned_data["note"])
    text = ngettext("%(count)d scan goes to %(name)s.", "%(count)d scans go to %(name)s.", count)
    messages.success(request, text % {"count": count, "name": adviser.name})
    return redirect(request.get_full_path())
