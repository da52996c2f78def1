"""Applying without an account, and deciding about applications."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from questionnaires.applying import limits
from questionnaires.applying.forms import AdmitForm, ApplyForm, RefuseForm
from questionnaires.applying.queries import application_to_decide, applications, days_waiting, near
from questionnaires.applying.services import AlreadyDecided, NameIsTaken, admit, apply, refuse
from questionnaires.models import Application, running_at
from wolscan.dates import today
from wolscan.pages import other_query
from wolscan.permissions import Permission, can_everywhere
from wolscan.places.people import coordinators_of
from wolscan.places.views.coordinators import FAULTS, why_not

PAGE = 50
SHOWN = {
    "nieuw": Application.State.NEW,
    "toegelaten": Application.State.ADMITTED,
    "afgewezen": Application.State.REFUSED,
}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply_for_scan(request: HttpRequest) -> HttpResponse:
    """A location applies. After too many from one place it asks for patience; nothing typed is lost."""
    form = ApplyForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "applying/apply.html", {"form": form}, status=422 if form.errors else 200)
    if not limits.allow(request):
        return render(request, "applying/apply.html", {"form": form, "is_waiting": True}, status=429)
    limits.note(request)
    apply(fields=form.cleaned_data, language=get_language() or "nl")
    return redirect("applied")


@login_not_required
@require_safe
def applied(request: HttpRequest) -> HttpResponse:
    """Thank you, and what happens next. The same for everybody: it tells nothing about who applied."""
    return render(request, "applying/applied.html")


def _only_who_admits(user: Any) -> None:
    if not can_everywhere(user, Permission.ADMIT):
        raise Http404


@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """Applications: those that wait, those that were admitted, those that were refused."""
    _only_who_admits(request.user)
    shown = request.GET.get("toon", "")
    shown = shown if shown in SHOWN else "nieuw"
    page = Paginator(applications(SHOWN[shown]), PAGE).get_page(request.GET.get("bladzijde"))
    context = {
        "shown": shown,
        "page": page,
        "rows": [(found, days_waiting(found, today())) for found in page.object_list],
        "pages": other_query(request.GET, "bladzijde"),
    }
    return render(request, "applying/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, application: UUID) -> HttpResponse:
    """One application, with what it may belong to; a POST admits or refuses it."""
    _only_who_admits(request.user)
    found = application_to_decide(application)
    if found.state != Application.State.NEW:
        return render(request, "applying/decided.html", {"application": found})
    text = request.GET.get("q", "")[:100]
    alike = near(found, text)
    is_refusal = request.POST.get("besluit") == "afwijzen"
    sent = request.POST if request.method == "POST" else None
    admission = AdmitForm(None if is_refusal else sent, application=found, found=alike)
    refusal = RefuseForm(sent if is_refusal else None, auto_id="id_refuse_%s")
    form = refusal if is_refusal else admission
    if form.is_bound and form.is_valid() and _decided(request, found, form):
        return redirect("application_list")
    context = {
        "application": found,
        "days": days_waiting(found, today()),
        "admission": admission,
        "refusal": refusal,
        "form": form,
        "text": text,
        "known": _known(alike.locations),
    }
    return render(request, "applying/application.html", context, status=422 if form.errors else 200)


def _known(locations: list[Any]) -> list[tuple[Any, str, bool]]:
    """The locations that are offered, with who coordinates each and whether a scan runs there."""
    running = running_at([place.pk for place in locations])
    return [
        (place, ", ".join(role.user.name for role in coordinators_of(place)), place.pk in running)
        for place in locations
    ]


def _decided(request: HttpRequest, found: Application, form: Any) -> bool:
    """Whether the decision was kept; what stands in the way is told at the form."""
    answer = form.cleaned_data["answer"]
    try:
        if isinstance(form, RefuseForm):
            refuse(application=found, answer=answer, by=request.user)
            words = _("%(name)s was refused, and gets a mail with your reason.")
        else:
            admit(application=found, place=form.place, answer=answer, by=request.user, today=today())
            words = _("%(name)s was admitted. The coordinator gets a mail and starts the scan.")
    except AlreadyDecided:
        messages.info(request, _("Somebody decided about this application meanwhile."))
        return True
    except NameIsTaken:
        form.add_error(
            "match", _("This organisation has a location with this name. Choose that one, or search for it.")
        )
        return False
    except FAULTS as fault:
        form.add_error(None, why_not(fault))
        return False
    messages.success(request, words % {"name": found.location_name})
    return True
