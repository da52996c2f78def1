"""The response of a round in numbers per group, and the end of the round."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from questionnaires.closing import RoundIsClosed
from questionnaires.definitions import load
from questionnaires.models import Scan, State
from questionnaires.queries import may
from questionnaires.round.queries import response_of, round_to_lead, round_to_see, to_remind
from questionnaires.round.views.setup import get_or_post
from scoring.conversation.services import close
from scoring.response.presenters import left_out_sentences, rows_of, silent_groups, warnings_of
from scoring.response.queries import left_out_now
from wolscan.dates import today
from wolscan.permissions import Permission


@require_safe
def response(request: HttpRequest, scan: UUID) -> HttpResponse:
    """How many people of each group were asked and have sent. Everybody of the location may see it."""
    found = round_to_see(request.user, scan)
    may_lead = may(request.user, Permission.INVITE, found)
    if found.state == State.VOORBEREIDING:
        return redirect("round_facts", scan=found.pk) if may_lead else redirect("location", location=found.location_id)
    context = _numbers(found) | {
        "may_lead": may_lead,
        "is_open": found.state == State.OPEN,
        "is_over": found.closes_on is not None and today() > found.closes_on,
        "to_remind": to_remind(found, today()).count() if found.state == State.OPEN else 0,
    }
    return render(request, "response/response.html", context)


@get_or_post
def close_round(request: HttpRequest, scan: UUID) -> HttpResponse:
    """GET says what closing means now, POST closes the round for good."""
    found = round_to_lead(request.user, scan)
    if found.state != State.OPEN:
        return redirect("round_response", scan=found.pk)
    if request.method != "POST":
        return render(request, "response/close.html", _numbers(found))
    try:
        deleted = close(scan=found, by=request.user, today=today())
    except RoundIsClosed:
        return redirect("round_response", scan=found.pk)
    messages.success(request, _closed(deleted))
    return redirect("round_response", scan=found.pk)


def _numbers(scan: Scan) -> dict[str, Any]:
    questionnaire = load(scan.questionnaire)
    found = response_of(scan, questionnaire)
    return {
        "scan": scan,
        "response": found,
        "rows": rows_of(found, questionnaire),
        "warnings": warnings_of(found, questionnaire),
        "left_out": left_out_sentences(left_out_now(scan), questionnaire),
        "silent": silent_groups(found, questionnaire),
    }


def _closed(deleted: int) -> str:
    text = _("The round is closed. You can now lead the conversation.")
    if not deleted:
        return text
    gone = ngettext(
        "%(count)d sheet that was not sent was deleted.", "%(count)d sheets that were not sent were deleted.", deleted
    )
    return f"{text} {gone % {'count': deleted}}"
