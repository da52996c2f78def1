"""Sending in: the one step that ends the answering. Always a POST."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from questionnaires.definitions import load
from questionnaires.models import AnswerSheet, Scan
from questionnaires.presenters import tr
from questionnaires.queries import may, team_sheet_to_fill_in
from questionnaires.services import SheetIsClosed
from questionnaires.views import overview_context
from scoring.assessment.forms import SendForm
from scoring.assessment.services import NothingToSend, ReasonNeeded, send_in
from wolscan.permissions import Permission


@require_POST
def send_sheet(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Sends a team sheet, and its scan with it."""
    found = team_sheet_to_fill_in(request.user, sheet)
    if not may(request.user, Permission.SEND_IN, found.scan):
        raise Http404
    form = SendForm(request.POST)
    if not form.is_valid():
        return _overview_again(request, found, [], form)
    try:
        send_in(sheet=found, by=request.user, reason=form.cleaned_data["reason"])
    except ReasonNeeded as needed:
        return _overview_again(request, found, needed.themes, form)
    except NothingToSend:
        messages.error(request, _("There are no answers to send in yet. Answer the topics first."))
        return redirect("sheet_overview", sheet=found.pk)
    except SheetIsClosed:
        return _closed(request, found.scan)
    return _thanks(request, found.scan)


def _overview_again(request: HttpRequest, sheet: AnswerSheet, themes: Sequence[str], form: SendForm) -> HttpResponse:
    """The overview once more, with what is needed and what was typed."""
    context = overview_context(
        sheet,
        needs_reason=_titles(sheet.scan, themes) or [_("Themes with too few answers")],
        reason=form.data.get("reason", ""),
        reason_error=" ".join(form.errors.get("reason", [])),
    )
    return render(request, "questionnaires/overview.html", context, status=422)


def _titles(scan: Scan, themes: Sequence[str]) -> list[str]:
    questionnaire = load(scan.questionnaire)
    return [tr(questionnaire.theme(key).title) for key in themes]


def _closed(request: HttpRequest, scan: Scan) -> HttpResponse:
    messages.info(request, _("This scan does not take answers now, so nothing was sent in."))
    return redirect("outcome", scan=scan.pk)


def _thanks(request: HttpRequest, scan: Scan) -> HttpResponse:
    messages.success(request, _("Thank you. The scan has been sent in; below is your outcome."))
    return redirect("outcome", scan=scan.pk)
