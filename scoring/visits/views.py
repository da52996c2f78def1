"""The page of a visit: the adviser plans, moves and cancels, the people of the location read it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questionnaires.models import Scan, State
from questionnaires.queries import may, scan_to_read
from scoring.models import Visit
from scoring.visits.forms import VisitForm, as_shown
from scoring.visits.services import ChangedMeanwhile, NotNow, cancel_visit, plan_visit
from wolscan.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, scan: UUID) -> HttpResponse:
    """GET shows the visit; a POST of the adviser plans or moves it."""
    found = _scan(request, scan)
    planned = Visit.objects.filter(scan=found).first()
    if request.method != "POST":
        return _page(request, found, planned, _fresh(planned))
    if not may(request.user, Permission.GUIDE, found):
        raise Http404
    form = VisitForm(request.POST, now=timezone.now())
    if not form.is_valid():
        return _page(request, found, planned, form, status=422)
    chosen = form.cleaned_data
    words = {"minutes": chosen["minutes"], "what": chosen["what"], "seen": chosen["seen"]}
    try:
        plan_visit(scan=found, starts_at=form.starts_at, by=request.user, **words)
    except ChangedMeanwhile as changed:
        return _page(request, found, changed.standing, form, status=409)
    except NotNow as gone:
        raise Http404 from gone
    messages.success(request, _("The visit is planned. The coordinators get a mail with the date for their calendar."))
    return redirect("visit", scan=found.pk)


@require_POST
def visit_cancel(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The adviser does not come after all."""
    found = _scan(request, scan)
    if not may(request.user, Permission.GUIDE, found):
        raise Http404
    seen = request.POST.get("seen", "")
    try:
        cancel_visit(scan=found, seen=int(seen) if seen.isdecimal() else None, by=request.user)
    except ChangedMeanwhile:
        messages.error(request, _("The visit was changed meanwhile, so nothing was cancelled. Look at it once more."))
        return redirect("visit", scan=found.pk)
    messages.success(request, _("The visit is cancelled. The coordinators get a mail."))
    return redirect("visit", scan=found.pk)


@require_safe
def visit_calendar(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The visit for one's own calendar, also when it was cancelled: the file takes it out again."""
    from scoring.followup.calendar import visit_ics

    found = _scan(request, scan)
    planned = Visit.objects.filter(scan=found).select_related("scan__location__organisation").first()
    if planned is None:
        raise Http404
    response = HttpResponse(visit_ics(planned), content_type="text/calendar; charset=utf-8")
    name = slugify(found.location.name)[:60]
    response["Content-Disposition"] = f'attachment; filename="bezoek-{name}.ics"'
    return response


def _scan(request: HttpRequest, scan: UUID) -> Scan:
    """A scan whose visit this person may see: sent in, and not withdrawn; else 404."""
    found = scan_to_read(request.user, scan)
    if not found.was_sent_in or found.state == State.VERVALLEN:
        raise Http404
    return found


def _fresh(planned: Visit | None) -> VisitForm:
    shown = as_shown(planned, timezone.localtime(planned.starts_at)) if planned else {}
    return VisitForm(initial=shown, now=timezone.now())


def _page(request: HttpRequest, scan: Scan, planned: Visit | None, form: VisitForm, status: int = 200) -> HttpResponse:
    """At a conflict (409) the form keeps what was typed, and its next save has seen what stands."""
    context = {
        "scan": scan,
        "visit": planned,
        "is_planned": planned is not None and planned.cancelled_at is None,
        "is_past": planned is not None and planned.starts_at < timezone.now(),
        "form": form,
        "may_plan": may(request.user, Permission.GUIDE, scan),
        "seen": form.data.get("seen", "") if status == 422 else (planned.changes if planned else ""),
        "is_conflict": status == 409,
    }
    return render(request, "visits/visit.html", context, status=status)
