"""Moving the repeat scan, and the check on the actions for the calendar."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from questionnaires.models import Scan
from questionnaires.queries import may, scan_to_read
from scoring.domain import rules as rule_versions
from scoring.followup.calendar import check_ics
from scoring.followup.repeat.forms import MoveForm
from scoring.followup.repeat.queries import is_repeated, moves_of, window_of
from scoring.followup.repeat.services import AlreadyOpened, ChangedMeanwhile, NotThen, move
from scoring.models import Check
from scoring.outcomes.access import outcome_to_read
from wolscan.dates import today
from wolscan.ics import calendar_response
from wolscan.models import User
from wolscan.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def move_repeat(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Shows between which days the repeat scan may lie and how it moved before, and moves it."""
    found = _scan_to_move(request.user, scan)
    if is_repeated(found) or window_of(found).last < today():
        return _too_late(request, found)
    sent = request.POST if request.method == "POST" else None
    initial = {"seen": found.repeat_on, "new_on": found.repeat_on}
    form = MoveForm(sent, initial=initial, window=window_of(found), planned=found.repeat_on, today=today())
    if sent is None or not form.is_valid():
        return _page(request, found, form, status=422 if form.is_bound else 200)
    return _move(request, found, form)


@require_safe
def check_calendar(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The check on the actions as a calendar file; a scan that is not final has none."""
    found = outcome_to_read(request.user, scan)
    check = Check.objects.select_related("scan__location").filter(scan=found).first()
    if not found.is_final or check is None:
        raise Http404
    return calendar_response(check_ics(check), f"check-{slugify(found.location.name)[:60]}-{check.due_on:%Y}")


def _scan_to_move(user: User, scan: UUID) -> Scan:
    found = scan_to_read(user, scan)
    if not found.is_final or not may(user, Permission.MOVE_REPEAT, found):
        raise Http404
    return found


def _move(request: HttpRequest, scan: Scan, form: MoveForm) -> HttpResponse:
    sent = form.cleaned_data
    try:
        move(scan=scan, new_on=sent["new_on"], seen=sent["seen"], reason=sent["reason"], by=request.user, today=today())
    except ChangedMeanwhile as changed:
        return _moved_by_another(request, scan, form, changed)
    except NotThen:
        form.add_error("new_on", _("Choose a day within these months."))
        return _page(request, scan, form, status=422)
    except AlreadyOpened:
        return _too_late(request, scan)
    day = date_format(sent["new_on"], "j F Y")
    messages.success(request, _("The repeat scan is now on %(day)s. Put it in your calendar again.") % {"day": day})
    return redirect("outcome", scan=scan.pk)


def _moved_by_another(request: HttpRequest, scan: Scan, form: MoveForm, changed: ChangedMeanwhile) -> HttpResponse:
    """The page comes back with what was typed, and has now seen what the other did."""
    scan.repeat_on = changed.repeat_on
    form.data = form.data.copy()
    form.data["seen"] = changed.repeat_on.isoformat()
    return _page(request, scan, form, status=409, is_changed=True)


def _page(
    request: HttpRequest, scan: Scan, form: MoveForm, *, status: int = 200, is_changed: bool = False
) -> HttpResponse:
    context = {
        "scan": scan,
        "form": form,
        "window": window_of(scan),
        "rules": rule_versions.load(scan.rules),
        "moves": moves_of(scan),
        "is_changed": is_changed,
    }
    return render(request, "followup/repeat_move.html", context, status=status)


def _too_late(request: HttpRequest, scan: Scan) -> HttpResponse:
    context = {"scan": scan, "moves": moves_of(scan), "window": window_of(scan), "is_opened": is_repeated(scan)}
    context["is_past"] = not context["is_opened"]
    return render(request, "followup/repeat_move.html", context, status=409 if request.method == "POST" else 200)
