"""The operations page of the programme office, its file, and withdrawing a scan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from questionnaires.models import Scan, State
from questionnaires.operations.counted import counted
from questionnaires.operations.export import csv_lines
from questionnaires.operations.forms import FilterForm, WithdrawForm
from questionnaires.operations.paging import InOrder
from questionnaires.operations.presenters import rows, stages
from questionnaires.operations.queries import in_this_order, sorted_by, taking_part
from questionnaires.operations.withdrawing import CannotWithdraw, can_be_withdrawn, withdraw_scan
from wolscan.audit import record
from wolscan.dates import today
from wolscan.pages import headings, other_query
from wolscan.permissions import Permission, can, can_everywhere

PAGE = 50


def _only_overseers(user: Any) -> None:
    if not can_everywhere(user, Permission.OVERSEE):
        raise Http404


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """How far every location is, with the funnel on top."""
    _only_overseers(request.user)
    filters = FilterForm(request.GET)
    wanted = filters.wanted
    numbers = counted(wanted, timezone.now())
    pages = Paginator(InOrder(wanted), PAGE)
    pages.count = numbers.listed  # counted already
    page = pages.get_page(request.GET.get("bladzijde"))
    names = {
        "locatie": _("Location"),
        "regio": _("Region"),
        "status": _("State"),
        "gestart": _("Dates"),
        "adviseur": _("Adviser"),
        "ondersteuning": _("Support"),
    }
    context = {
        "filters": filters,
        "wanted": wanted,
        "stages": stages(numbers.funnel),
        "page": page,
        "rows": rows(in_this_order(page.object_list)),
        "headings": headings(names, wanted.sort, request.GET),
        "pages": other_query(request.GET, "bladzijde"),
        "query": request.GET.urlencode(),
    }
    return render(request, "operations/page.html", context)


@require_safe
def operations_file(request: HttpRequest) -> StreamingHttpResponse:
    """The same list, all of it, as CSV."""
    _only_overseers(request.user)
    wanted = FilterForm(request.GET).wanted
    found = sorted_by(taking_part(wanted), wanted.sort)
    record("operations_exported", actor=request.user, subject="operations")
    response = StreamingHttpResponse(csv_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="uitvoering-{today():%Y-%m-%d}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Asks why, says what goes and what stays, and withdraws the scan."""
    found = _scan_to_withdraw(request.user, scan)
    is_office = can_everywhere(request.user, Permission.WITHDRAW)
    back = redirect("operations") if is_office else redirect("location", location=found.location_id)
    if not can_be_withdrawn(found):
        messages.info(request, _("This scan cannot be withdrawn: it was confirmed, or it was withdrawn already."))
        return back
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _withdrawn(request, found, form.cleaned_data["reason"])
        return back
    context = {
        "scan": found,
        "form": form,
        "is_office": is_office,
        "is_round": found.state in {State.VOORBEREIDING, State.OPEN},
        "tells_invited": found.state in {State.OPEN, State.GESPREK},
    }
    return render(request, "operations/withdraw.html", context, status=422 if form.errors else 200)


def _withdrawn(request: HttpRequest, scan: Scan, reason: str) -> None:
    """Withdraws the scan, unless somebody was first; tells which it was."""
    try:
        withdraw_scan(scan=scan, reason=reason, by=request.user)
    except CannotWithdraw:
        messages.info(request, _("This scan cannot be withdrawn: it was confirmed, or it was withdrawn already."))
    else:
        messages.success(request, _("The scan of %(location)s was withdrawn.") % {"location": scan.location.name})


def _scan_to_withdraw(user: Any, scan: UUID) -> Scan:
    """A scan that this person may withdraw as long as it can be; else 404."""
    found = (
        Scan.objects.select_related("location__organisation", "location__successor", "adviser").filter(pk=scan).first()
    )
    if found is None:
        raise Http404
    may = can_everywhere(user, Permission.WITHDRAW) or can(user, Permission.WITHDRAW, location=found.location)
    if not may:
        raise Http404
    return found
