"""Taking a final scan back under review."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.models import Scan
from questionnaires.queries import may_do
from questionnaires.states import Action
from scoring.review.access import scan_to_confirm
from scoring.review.forms import ReopenForm
from scoring.review.services import NotFinal, RepeatHasBegun, has_later_scan, reopen


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_scan(request: HttpRequest, scan: UUID) -> HttpResponse:
    """GET says what happens and asks why; POST reopens."""
    found = scan_to_confirm(request.user, scan)
    if not may_do(request.user, Action.REOPEN, found):
        return _not_now(request, found, _("This scan is not final, so there is nothing to reopen."))
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"scan": found, "form": form, "has_later_scan": has_later_scan(found)}
        return render(request, "review/reopen.html", context, status=422 if form.is_bound else 200)
    return _reopen(request, found, form.cleaned_data["reason"])


def _reopen(request: HttpRequest, scan: Scan, reason: str) -> HttpResponse:
    try:
        reopen(scan=scan, reason=reason, by=request.user)
    except NotFinal:
        return _not_now(request, scan, _("This scan is not final, so there is nothing to reopen."))
    except RepeatHasBegun:
        return _not_now(request, scan, _("The location has begun its next scan, so this one stays as it is."))
    messages.success(request, _("The scan is under review again. The coordinator gets a mail."))
    return redirect("review", scan=scan.pk)


def _not_now(request: HttpRequest, scan: Scan, words: str) -> HttpResponse:
    messages.info(request, words)
    return redirect("outcome", scan=scan.pk)
