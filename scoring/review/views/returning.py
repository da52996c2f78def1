"""Giving a scan back to its location, with questions, a few words and a day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.definitions import load
from questionnaires.models import Scan
from questionnaires.presenters import tr
from questionnaires.queries import may_do
from questionnaires.states import Action
from scoring.review.access import scan_to_review
from scoring.review.forms import ReturnForm
from scoring.review.judging import GENERAL, NotReviewing
from scoring.review.queries import asked, returns
from scoring.review.returning import NothingAsked, WrongDay, default_day, return_scan, save_general_question
from wolscan.dates import today

RETURN = "teruggeven"


@require_http_methods(["GET", "HEAD", "POST"])
def return_to_location(request: HttpRequest, scan: UUID) -> HttpResponse:
    """GET shows what goes along; POST keeps the general question and, asked to, gives the scan back."""
    found = scan_to_review(request.user, scan)
    if not may_do(request.user, Action.RETURN, found):
        return _not_now(request, found)
    if request.method != "POST":
        return _page(request, found, _blank(found))
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        save_general_question(scan=found, text=form.cleaned_data["question"], by=request.user)
        if request.POST.get("then") == RETURN:
            return _return(request, found, form)
    except NotReviewing:
        return _not_now(request, found)
    messages.success(request, _("The question is saved. The scan has not been returned yet."))
    return redirect("review", scan=found.pk)


def _return(request: HttpRequest, scan: Scan, form: ReturnForm) -> HttpResponse:
    note, day = form.cleaned_data["note"], form.cleaned_data["answer_by"]
    try:
        return_scan(scan=scan, note=note, answer_by=day, by=request.user, today=today())
    except NothingAsked:
        form.refuse_nothing()
        return _page(request, scan, form, status=422)
    except WrongDay:
        form.refuse_day()
        return _page(request, scan, form, status=422)
    messages.success(request, _("The scan is with the location again. The coordinator gets a mail."))
    return redirect("review", scan=scan.pk)


def _blank(scan: Scan) -> ReturnForm:
    drafts = asked(scan).drafts
    return ReturnForm(
        initial={"question": drafts[GENERAL].text if GENERAL in drafts else "", "answer_by": default_day(today())}
    )


def _page(request: HttpRequest, scan: Scan, form: ReturnForm, status: int = 200) -> HttpResponse:
    questionnaire, drafts = load(scan.questionnaire), asked(scan).drafts
    context = {
        "scan": scan,
        "form": form,
        "drafts": [
            {"title": tr(topic.title), "number": questionnaire.theme(topic.theme).number, "text": drafts[key].text}
            for key, topic in questionnaire.topics.items()
            if key in drafts
        ],
        "round": len(returns(scan)) + 1,
    }
    return render(request, "review/return.html", context, status=status)


def _not_now(request: HttpRequest, scan: Scan) -> HttpResponse:
    messages.info(request, _("This scan is not under review now, so it cannot be returned."))
    return redirect("review", scan=scan.pk)
