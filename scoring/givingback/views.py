"""The outcome for everyone who took part, and the poster that leads to it."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from questionnaires import throttle
from questionnaires.models import Scan
from scoring.followup.queries import priorities_of
from scoring.givingback.access import poster_to_print
from scoring.givingback.forms import OutcomeCodeForm
from scoring.givingback.poster import poster_pdf
from scoring.givingback.presenters import giving_back
from scoring.givingback.queries import SHARED_OUTCOME, scan_behind, scan_shared_with
from scoring.outcomes.queries import in_force
from wolscan.dates import today
from wolscan.pdf import as_download

#: How long a browser that gave the code may look at the outcome.
SECONDS = 12 * 3600


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcome_code(request: HttpRequest) -> HttpResponse:
    """Asks for the outcome code. A code that is unknown and one that opens nothing yet give the same answer."""
    form = OutcomeCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "givingback/code.html", {"form": form})
    if not throttle.allow(request):
        return render(request, "givingback/code.html", {"form": form, "is_waiting": True}, status=429)
    scan = scan_behind(form.cleaned_data["code"])
    if scan is None:
        throttle.note_wrong(request)
        form.add_error("code", _("This code opens nothing now. Look at it once more: two words and a number."))
        return render(request, "givingback/code.html", {"form": form, "is_wrong": True})
    _remember(request, scan)
    return redirect("shared_outcome")


def _remember(request: HttpRequest, scan: Scan) -> None:
    request.session[SHARED_OUTCOME] = str(scan.pk)
    if not request.user.is_authenticated:
        request.session.set_expiry(SECONDS)


@login_not_required
@require_safe
def shared_outcome(request: HttpRequest) -> HttpResponse:
    """The outcome, for a browser in which its code was typed; without one it leads to the code."""
    scan = scan_shared_with(request)
    if scan is None:
        return redirect("outcome_code")
    context = {"scan": scan, "found": giving_back(scan, in_force(scan), today(), priorities_of(scan))}
    return render(request, "givingback/outcome.html", context)


@require_safe
def poster(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The poster as a PDF, for the coordinator of the location."""
    found, share = poster_to_print(request.user, scan)
    pdf = poster_pdf(giving_back(found, in_force(found), today(), priorities_of(found)), share)
    return as_download(pdf, f"wolscan-poster-{slugify(found.location.name)[:60]}.pdf")
