"""Who saw what, how long things stay, what is known of a person, and the two statements that everybody may read."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wolscan.dates import today
from wolscan.models import User
from wolscan.pages import other_query
from wolscan.permissions import Permission, can_everywhere
from wolscan.privacy.erasing import StillNeeded, erase_person, objections
from wolscan.privacy.exporting import export_person, parts_about
from wolscan.privacy.forms import EraseForm, LogForm
from wolscan.privacy.logbook import lines, log_file
from wolscan.privacy.presenters import receipts, terms
from wolscan.privacy.queries import events, last_receipts
from wolscan.privacy.retention import due_on

PER_PAGE = 50


def _gate(request: HttpRequest, permission: Permission = Permission.MANAGE_PEOPLE) -> None:
    if not can_everywhere(request.user, permission):
        raise Http404


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy statement, with the same terms that the site keeps to."""
    return render(request, "privacy/statement.html", _contact() | {"terms": terms()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "privacy/accessibility.html", _contact())


def _contact() -> dict[str, str]:
    return {"CONTROLLER": settings.CONTROLLER, "PRIVACY_CONTACT": settings.PRIVACY_CONTACT}


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """How long each class of data stays, what goes next, and the receipts of what went."""
    _gate(request, Permission.SEE_RETENTION)
    next_run = today().fromordinal(today().toordinal() + 1)
    context = {"terms": terms(due_on(next_run)), "receipts": receipts(last_receipts()), "next_run": next_run}
    return render(request, "privacy/retention.html", context)


@require_safe
def event_log(request: HttpRequest) -> HttpResponse:
    """Who saw, took along, changed and cleared away what."""
    _gate(request)
    filters = LogForm(request.GET)
    page = Paginator(events(filters.wanted), PER_PAGE).get_page(request.GET.get("bladzijde"))
    context = {
        "filters": filters,
        "is_filtered": any(request.GET.get(name) for name in filters.fields),
        "page": page,
        "lines": lines(page.object_list),
        "pages": other_query(request.GET, "bladzijde"),
    }
    return render(request, "privacy/log.html", context)


@require_safe
def event_log_file(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The same, all of it, as CSV."""
    _gate(request)
    headers = {"Content-Disposition": f'attachment; filename="logboek-{today():%Y-%m-%d}.csv"'}
    kind = "text/csv; charset=utf-8"
    if request.method == "HEAD":
        return HttpResponse(content_type=kind, headers=headers)
    written = log_file(wanted=LogForm(request.GET).wanted, by=request.user)
    return StreamingHttpResponse(written, content_type=kind, headers=headers)


@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything about the person who asks."""
    return _shown(request, request.user)


@require_safe
def person_data(request: HttpRequest, person: int) -> HttpResponse:
    """The same about somebody who asked the administrator for it."""
    _gate(request)
    return _shown(request, get_object_or_404(User, pk=person))


def _shown(request: HttpRequest, person: User) -> HttpResponse:
    is_self = person.pk == request.user.pk
    context = {"person": person, "is_self": is_self, "parts": parts_about(person, is_self=is_self)}
    return render(request, "privacy/person.html", context)


@require_safe
def own_data_file(request: HttpRequest) -> HttpResponse:
    """One's own data as a file."""
    return _file(request, request.user)


@require_safe
def person_data_file(request: HttpRequest, person: int) -> HttpResponse:
    """Somebody's data as a file, to hand over."""
    _gate(request)
    return _file(request, get_object_or_404(User, pk=person))


def _file(request: HttpRequest, person: User) -> HttpResponse:
    content = "" if request.method == "HEAD" else export_person(person=person, by=request.user)
    name = _("my-data")
    headers = {"Content-Disposition": f'attachment; filename="wolscan-{name}-{today():%Y-%m-%d}.json"'}
    return HttpResponse(content, content_type="application/json; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def erase_own(request: HttpRequest) -> HttpResponse:
    """Somebody leaves, for good."""
    return _erase(request, request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def erase_somebody(request: HttpRequest, person: int) -> HttpResponse:
    """Somebody asked the administrator to be erased."""
    _gate(request)
    return _erase(request, get_object_or_404(User, pk=person))


def _erase(request: HttpRequest, person: User) -> HttpResponse:
    form, reasons = EraseForm(person, request.POST or None), []
    is_self = person.pk == request.user.pk
    if request.method == "POST" and form.is_valid():
        try:
            receipt = erase_person(person=person, by=request.user, on=today())
        except StillNeeded as needed:
            reasons = needed.reasons
        else:
            return _gone(request, receipt.pk, is_self)
    status = 422 if request.method == "POST" else 200
    reasons = reasons or objections(person)
    context = {"person": person, "is_self": is_self, "form": form, "reasons": reasons}
    return render(request, "privacy/erase.html", context, status=status)


def _gone(request: HttpRequest, number: int, is_self: bool) -> HttpResponse:
    if is_self:
        logout(request)
        said = _("Your account and your data are gone. Number of the receipt: %(number)d.")
        messages.success(request, said % {"number": number})
        return redirect("privacy")
    said = _("The account and the data of this person are gone. Number of the receipt: %(number)d.")
    messages.success(request, said % {"number": number})
    return redirect("people")
