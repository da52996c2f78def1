"""*Controle voor insturen*: what is missing, what deserves a word, and then the one step that sends the scan in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.queries import may
from questionnaires.services import SheetIsClosed
from scoring.assessment.services import NothingToSend, ReasonNeeded
from scoring.conversation.access import Seat
from scoring.conversation.check import Findings, check
from scoring.conversation.findings import findings_view
from scoring.conversation.forms import CheckForm
from scoring.conversation.gap import gap_of
from scoring.conversation.queries import TALKING, Table, table_of, warning_answers
from scoring.conversation.services import CannotSend, NotTalking, answer_warnings, send_in_after_check
from scoring.conversation.views.table import at_the_table, only_who_leads
from wolscan.permissions import Permission

SEND = "versturen"


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_table(for_council=False)
def check_scan(request: HttpRequest, seat: Seat) -> HttpResponse:
    """GET checks; POST keeps the answers to the warnings and, asked to, sends the scan in."""
    only_who_leads(seat)
    if seat.scan.state not in TALKING:
        return _sent_already(request, seat)
    table = table_of(seat.scan)
    findings = check(seat.scan, table)
    form = _form(request, seat, findings)
    if request.method != "POST":
        return _page(request, seat, table, findings, form)
    if not form.is_valid():
        return _page(request, seat, table, findings, form, status=422)
    try:
        answer_warnings(scan=seat.scan, answers=form.answers, by=request.user)
    except NotTalking:  # between the two looks at its state
        return _sent_already(request, seat)
    if request.POST.get("then") != SEND:
        messages.success(request, _("Your answers are saved. Nothing has been sent in yet."))
        return redirect("board", scan=seat.scan.pk)
    return _send(request, seat, table, findings, form)


def _send(request: HttpRequest, seat: Seat, table: Table, findings: Findings, form: CheckForm) -> HttpResponse:
    """Sends in, or says why not; what was typed stays."""
    if not may(request.user, Permission.SEND_IN, seat.scan):
        raise Http404
    try:
        send_in_after_check(scan=seat.scan, by=request.user, reason=form.cleaned_data["reason"])
    except CannotSend as found:
        return _page(request, seat, table, found.findings, form, status=422)
    except ReasonNeeded:
        form.add_error("reason", _("Say in a few words why these themes stay incomplete."))
        return _page(request, seat, table, findings, form, status=422)
    except NothingToSend:
        messages.error(request, _("There are no answers to send in yet. Answer the topics first."))
        return redirect("board", scan=seat.scan.pk)
    except SheetIsClosed:
        return _sent_already(request, seat)
    messages.success(request, _("Thank you. The scan has been sent in; below is your outcome."))
    return redirect("outcome", scan=seat.scan.pk)


def _form(request: HttpRequest, seat: Seat, findings: Findings) -> CheckForm:
    codes = tuple(finding.code for finding in findings.warnings)
    data = request.POST if request.method == "POST" else None
    return CheckForm(data, codes=codes, answers=warning_answers(seat.scan))


def _page(
    request: HttpRequest, seat: Seat, table: Table, findings: Findings, form: CheckForm, status: int = 200
) -> HttpResponse:
    answers = {code: form[f"antwoord-{code}"].value() or "" for code in form.codes}
    context = {
        "scan": seat.scan,
        "form": form,
        "found": findings_view(table, findings, answers),
        "gap": gap_of(table),
        "is_refused": status == 422,
    }
    return render(request, "conversation/check.html", context, status=status)


def _sent_already(request: HttpRequest, seat: Seat) -> HttpResponse:
    messages.info(request, _("This scan does not take answers now, so nothing was sent in."))
    return redirect("outcome", scan=seat.scan.pk)
