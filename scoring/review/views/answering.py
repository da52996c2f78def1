"""What the adviser asked, and the answers of the location."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.merging import Given, Merged
from questionnaires.models import Scan
from questionnaires.queries import may, may_do
from questionnaires.states import Action
from scoring.review.access import scan_to_answer
from scoring.review.conversation import exchange_of, marks_of, question_views, returned_before
from scoring.review.forms import AnswersForm
from scoring.review.presenters import packed
from scoring.review.returning import NotWithLocation, save_answers
from wolscan.permissions import Permission

SEND = "insturen"


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, scan: UUID) -> HttpResponse:
    """GET shows what was asked; POST keeps the answers, by button or by itself (htmx)."""
    found = scan_to_answer(request.user, scan)
    if request.method != "POST":
        return _page(request, found)
    if not may(request.user, Permission.LEAD_CONVERSATION, found):
        raise Http404
    form = AnswersForm(request.POST, questions=exchange_of(found).open_questions)
    if not form.is_valid():
        return _refused(request, found, form)
    try:
        merged = save_answers(scan=found, seen=form.cleaned_data["seen"], typed=form.typed, by=request.user)
    except NotWithLocation:
        return _closed(request, found)
    if request.htmx:
        return _saved_quietly(request, form, merged)
    if merged.conflicts:
        return _page(request, found, form, merged.conflicts, status=409)
    messages.success(request, _("Your answers are saved."))
    if request.POST.get("then") == SEND:
        return redirect(exchange_of(found).way_back)
    return redirect("review_questions", scan=found.pk)


def _refused(request: HttpRequest, scan: Scan, form: AnswersForm) -> HttpResponse:
    if request.htmx:
        return render(request, "questionnaires/_not_saved.html", {"form": form})
    return _page(request, scan, form, status=422)


def _closed(request: HttpRequest, scan: Scan) -> HttpResponse:
    """The scan was sent in again while somebody typed: what was typed comes back to be copied."""
    texts = [text for name, text in request.POST.items() if name.startswith("antwoord-") and text.strip()]
    return render(request, "review/closed.html", {"scan": scan, "texts": texts, "is_location": True}, status=409)


def _saved_quietly(request: HttpRequest, form: AnswersForm, merged: Merged) -> HttpResponse:
    """The page stays open and has seen what it sent, except where a colleague was first."""
    marks = {key: given.fingerprint for key, given in form.typed.items()}
    marks |= {key: form.cleaned_data["seen"].get(key, "") for key in merged.conflicts}
    context = {
        "at": timezone.localtime(),
        "seen": packed(marks),
        "conflicts": len(merged.conflicts),
        "elsewhere": merged.changed_elsewhere,
    }
    return render(request, "review/_saved.html", context)


def _page(
    request: HttpRequest,
    scan: Scan,
    form: AnswersForm | None = None,
    conflicts: Mapping[str, Given] | None = None,
    status: int = 200,
) -> HttpResponse:
    exchange = exchange_of(scan)
    back, standing = exchange.open, exchange.open_questions
    context = {
        "scan": scan,
        "form": form,
        "returned": back,
        "questions": question_views(exchange, back, form, conflicts) if back else [],
        "before": returned_before(exchange),
        "may_answer": may_do(request.user, Action.ANSWER, scan),
        "seen": form.data.get("seen", "") if form and status == 422 else packed(marks_of(standing)),
        "conflicts": conflicts,
    }
    return render(request, "review/questions.html", context, status=status)
