"""The review of one scan on one screen: begin, look, and write beside it. By button or by itself (htmx)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from questionnaires.definitions import Theme, load
from questionnaires.merging import Merged
from questionnaires.models import Scan
from questionnaires.queries import may_do, possible
from questionnaires.states import Action
from scoring.models import NotApplicable
from scoring.outcomes.queries import in_force
from scoring.review.access import scan_to_review
from scoring.review.forms import JudgementForm
from scoring.review.judging import GENERAL, NotReviewing, begin_review, save_judgements
from scoring.review.presenters import ALL, choices, packed, theme_reviews
from scoring.review.queries import Judged, returns, verdicts_needed
from scoring.review.room import Room, room_of


@require_POST
def begin(request: HttpRequest, scan: UUID) -> HttpResponse:
    """*Begin de beoordeling*."""
    found = scan_to_review(request.user, scan)
    try:
        begin_review(scan=found, by=request.user)
    except NotReviewing:
        messages.info(request, _("This scan is not waiting for a review, so nothing was changed."))
        return redirect("outcome", scan=found.pk)
    return redirect("review", scan=found.pk)


@require_safe
def review(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Everything about one scan, with the adviser's own fields beside it."""
    return _page(request, scan_to_review(request.user, scan))


@require_POST
def review_theme(request: HttpRequest, scan: UUID, step: str) -> HttpResponse:
    """Saves what the adviser wrote at the topics of one theme."""
    found = scan_to_review(request.user, scan)
    form = _form(request, found, _theme(found, step))
    if not form.is_valid():
        return _refused(request, found, step, form)
    try:
        merged = save_judgements(scan=found, seen=form.cleaned_data["seen"], typed=form.typed, by=request.user)
    except NotReviewing:
        return _closed(request, found, form)
    if request.htmx:
        return _saved_quietly(request, step, form, merged)
    form.ask_for_motivations()
    if merged.conflicts or form.errors:
        return _page(request, found, step, form, merged.conflicts, status=422 if form.errors else 409)
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"})
    return redirect(f"{_address(request, found)}#thema-{_theme(found, step).number}")


def _theme(scan: Scan, step: str) -> Theme:
    try:
        return load(scan.questionnaire).theme(step)
    except KeyError as unknown:
        raise Http404 from unknown


def _form(request: HttpRequest, scan: Scan, theme: Theme) -> JudgementForm:
    """Only the topics that the page showed: a filter may have left out others."""
    holds = in_force(scan)
    if holds is None:
        raise Http404
    questionnaire = load(scan.questionnaire)
    return JudgementForm(
        request.POST,
        questionnaire=questionnaire,
        topics=[topic for topic in theme.topics if f"{topic.key}-motivation" in request.POST],
        undecided=verdicts_needed(questionnaire, holds.assessment),
    )


def _refused(request: HttpRequest, scan: Scan, step: str, form: JudgementForm) -> HttpResponse:
    if request.htmx:
        return render(request, "questionnaires/_not_saved.html", {"form": form})
    return _page(request, scan, step, form, status=422)


def _saved_quietly(request: HttpRequest, step: str, form: JudgementForm, merged: Merged) -> HttpResponse:
    """The page stays open. It has seen what it sent, except where another page was first or a motivation is missing."""
    marks = {topic: view.fingerprint for topic, view in form.typed.items()}
    old = form.cleaned_data["seen"]
    waiting = [*merged.conflicts, *(topic.key for topic in form.unexplained)]
    marks |= {topic: old.get(topic, "") for topic in waiting}
    context = {
        "at": timezone.localtime(),
        "step": step,
        "seen": packed(marks),
        "conflicts": len(merged.conflicts),
        "elsewhere": merged.changed_elsewhere,
        "unexplained": form.unexplained,
    }
    return render(request, "review/_saved.html", context)


def _closed(request: HttpRequest, scan: Scan, form: JudgementForm) -> HttpResponse:
    """The scan went back or became final while somebody typed: what was typed comes back to be copied."""
    texts = [text for view in form.written.values() for text in (view.motivation, view.facts, view.question) if text]
    return render(request, "review/closed.html", {"scan": scan, "texts": texts}, status=409)


def _page(
    request: HttpRequest,
    scan: Scan,
    step: str = "",
    form: JudgementForm | None = None,
    conflicts: Mapping[str, Judged] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The desk. ``form`` holds what was typed at the theme ``step`` and not all saved."""
    holds = in_force(scan)
    if holds is None:
        return redirect("outcome", scan=scan.pk)
    room, which = room_of(scan, holds.assessment), request.GET.get("toon", ALL)
    context = _around(request, scan, room) | {
        "which": which,
        "choices": choices(room),
        "themes": theme_reviews(room, which, only=step, form=form, conflicts=conflicts),
        "form": form,
        "conflicts": conflicts,
        "query": f"?{urlencode({'toon': which})}" if which != ALL else "",
    }
    return render(request, "review/review.html", context, status=status)


def _around(request: HttpRequest, scan: Scan, room: Room) -> dict[str, Any]:
    """What stands around the topics: what may be done now, and what was said about the whole scan."""
    earlier = returns(scan)
    return {
        "scan": scan,
        "room": room,
        "can": possible(request.user, scan),
        "may_write": may_do(request.user, Action.JUDGE, scan),
        "verdicts": NotApplicable.choices,
        "returned": next((back for back in earlier if back.ended_at is None), None),
        "returns": earlier,
        "general": room.asked.at(GENERAL),
        "notes_of_returns": [back for back in earlier if back.note and back.ended_at],
    }


def _address(request: HttpRequest, scan: Scan) -> str:
    which = request.GET.get("toon", "")
    return reverse("review", kwargs={"scan": scan.pk}) + (f"?{urlencode({'toon': which})}" if which else "")
