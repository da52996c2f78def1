"""The page of the programme office on which scans are given to advisers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from questionnaires.assigning.forms import AssignForm
from questionnaires.assigning.queries import advisers_to_choose, scans_to_assign
from questionnaires.assigning.services import assign
from wolscan.dates import today
from wolscan.permissions import Permission, can_everywhere

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def assign_scans(request: HttpRequest) -> HttpResponse:
    """The running scans, those without an adviser unless all are asked for; a POST assigns the ticked ones."""
    if not can_everywhere(request.user, Permission.ASSIGN):
        raise Http404
    form = AssignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _assigned(request, form)
    shows_all = request.GET.get("toon") == "alle"
    page = Paginator(scans_to_assign(without_adviser=not shows_all), PAGE).get_page(request.GET.get("bladzijde"))
    context = {
        "form": form,
        "page": page,
        "scans": [(scan, _days_waiting(scan)) for scan in page.object_list],
        "ticked": request.POST.getlist("scans"),
        "advisers": advisers_to_choose(),
        "shows_all": shows_all,
    }
    return render(request, "assigning/page.html", context)


def _assigned(request: HttpRequest, form: AssignForm) -> HttpResponse:
    chosen, adviser = form.cleaned_data["scans"], form.cleaned_data["adviser"]
    count = assign(scans=[scan.pk for scan in chosen], adviser=adviser, by=request.user, note=form.cleaned_data["note"])
    text = ngettext("%(count)d scan goes to %(name)s.", "%(count)d scans go to %(name)s.", count)
    messages.success(request, text % {"count": count, "name": adviser.name})
    return redirect(request.get_full_path())


def _days_waiting(scan: object) -> int | None:
    """How many days a scan that was sent in waits for its adviser."""
    sent_in = getattr(scan, "submitted_at", None)
    return (today() - sent_in.date()).days if sent_in else None
