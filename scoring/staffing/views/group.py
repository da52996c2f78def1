"""The page of one group: its shifts as rows, to add, copy and remove with buttons alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from scoring.staffing import rows as shift_rows
from scoring.staffing import services
from scoring.staffing.access import may_change
from scoring.staffing.documents import MOST_SHIFTS
from scoring.staffing.forms import GroupForm
from scoring.staffing.overview import standing_group
from scoring.staffing.views.shared import Work, closed, work_on
from scoring.staffing.words import group_name


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, scan: UUID, kind: str, number: int) -> HttpResponse:
    """One group with its shifts. Adding, copying and removing rows saves nothing yet and loses nothing."""
    work = work_on(request, scan, kind)
    if not may_change(request.user, work.scan):
        return closed(request, work.scan)
    if not 1 <= number <= len(work.row.names):
        raise Http404
    if request.method != "POST":
        return _open_group(request, work, number)
    raws = shift_rows.typed_rows(request.POST)
    action = request.POST.get("do", "save")
    if not action.startswith("save"):
        return _with_rows_changed(request, work, number, raws, action)
    form, forms = GroupForm(request.POST), shift_rows.shift_forms(raws)
    shifts_are_valid = all(row.is_blank or row.is_valid() for row in forms)
    if not form.is_valid() or not shifts_are_valid:
        return _group_page(request, work, number, form, shift_rows.rows(raws, forms), status=422)
    return _save_group(request, work, number, form, raws, forms)


def _open_group(request: HttpRequest, work: Work, number: int) -> HttpResponse:
    standing, name = work.row.roster["groups"][number - 1], work.row.names[number - 1]
    initial = {"name": name, "clients": standing["clients"], "count": standing.get("count", 1)}
    raws = shift_rows.stored_rows(standing) or [dict(shift_rows.NEW_SHIFT)]
    return _group_page(request, work, number, GroupForm(initial=initial), shift_rows.rows(raws))


def _with_rows_changed(request: HttpRequest, work: Work, number: int, raws: list[Any], action: str) -> HttpResponse:
    changed, new = shift_rows.after(raws, action)
    if len(raws) >= MOST_SHIFTS and not action.startswith("remove"):
        messages.info(request, _("A group can hold %(most)s shifts.") % {"most": MOST_SHIFTS})
    form = GroupForm(initial=request.POST.dict())
    return _group_page(request, work, number, form, shift_rows.rows(changed, new=new), is_unsaved=True)


def _save_group(
    request: HttpRequest, work: Work, number: int, form: GroupForm, raws: list[Any], forms: list[Any]
) -> HttpResponse:
    typed = {
        "clients": form.cleaned_data["clients"],
        "count": form.cleaned_data["count"],
        "shifts": [row.shift for row in forms if not row.is_blank],
    }
    try:
        services.save_group(
            scan=work.scan,
            kind=work.row.kind,
            number=number,
            group=typed,
            name=form.cleaned_data["name"],
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except services.ChangedMeanwhile as changed:
        work.row.refresh_from_db()
        other = standing_group(*changed.standing)
        return _group_page(request, work, number, form, shift_rows.rows(raws, forms), other=other, status=409)
    except services.NoRoster:
        messages.error(request, _("Somebody else removed this group meanwhile."))
        return redirect("staffing", scan=work.scan.pk)
    except services.ScanHasEnded:
        return closed(request, work.scan)
    return _after_group(request, work, number, form.cleaned_data["name"])


def _after_group(request: HttpRequest, work: Work, number: int, name: str) -> HttpResponse:
    messages.success(request, _("Saved: %(group)s.") % {"group": name or group_name([""] * number, number)})
    then = request.POST.get("do")
    if then == "save-next" and number < len(work.row.names):
        return redirect("staffing_group", scan=work.scan.pk, kind=work.row.kind, number=number + 1)
    if then == "save-later":
        return redirect("staffing", scan=work.scan.pk)
    return redirect("staffing_outcome", scan=work.scan.pk, kind=work.row.kind)


def _group_page(
    request: HttpRequest,
    work: Work,
    number: int,
    form: GroupForm,
    found: list[shift_rows.Row],
    *,
    other: Any = None,
    is_unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    # A page that came back with errors has seen nothing new; one that shows the other's roster has.
    fresh = request.method != "POST" or other is not None
    context = {
        "scan": work.scan,
        "row": work.row,
        "number": number,
        "name": group_name(work.row.names, number),
        "groups": len(work.row.names),
        "form": form,
        "rows": found,
        "row_errors": [
            {"id": bound.auto_id, "text": error} for bound in form if form.is_bound for error in bound.errors
        ]
        + [error for row in found for error in row.errors],
        "other": other,
        "is_unsaved": is_unsaved,
        "seen": services.group_mark(work.row, number) if fresh else request.POST.get("seen", ""),
        "most_shifts": MOST_SHIFTS,
    }
    return render(request, "scoring/staffing/group.html", context, status=status)
