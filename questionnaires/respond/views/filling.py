"""Filling in a sheet of one's own: the list of themes, one question a page, the overview and sending."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questionnaires.access import ONE_BY_ONE, SHARED
from questionnaires.asking import questions
from questionnaires.definitions import Questionnaire, Topic, load
from questionnaires.forms import TopicsForm
from questionnaires.invitations import NotOpen
from questionnaires.merging import Given
from questionnaires.models import AnswerSheet
from questionnaires.presenters import place_of_theme, saved_context, seen_value
from questionnaires.queries import given_at_theme
from questionnaires.respond.gate import instead_of_sheet, with_own_sheet
from questionnaires.respond.presenters import (
    ONE,
    PAPER,
    contact,
    copy_of_answers,
    layout,
    own_overview,
    own_tasks,
    topic_url,
)
from questionnaires.responding import NothingToSend, send_sheet
from questionnaires.services import SheetIsClosed, save_theme
from wolscan.dates import today


def how_shown(request: HttpRequest, sheet: AnswerSheet) -> str:
    """How this device shows the questions of a sheet."""
    return layout(sheet.participation, request.session.get(ONE_BY_ONE))


def own_sheet(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """The list of the themes one is asked about."""
    how = how_shown(request, sheet)
    if how == PAPER:
        return redirect("paper")
    context = own_tasks(sheet, how) | {
        "sheet": sheet,
        "scan": sheet.scan,
        "contact": contact(sheet.scan),
        "is_one_by_one": how == ONE,
        "is_shared": SHARED in request.session,
        "has_own_code": sheet.participation.invitation.kind == "personal",
    }
    return render(request, "respond/sheet.html", context)


@require_POST
@with_own_sheet
def choose_layout(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """One question a page, or a theme a page, on this device."""
    request.session[ONE_BY_ONE] = request.POST.get("layout") == ONE
    return redirect("sheet", sheet=sheet.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@with_own_sheet
def question(request: HttpRequest, sheet: AnswerSheet, topic: str) -> HttpResponse:
    """One question a page. It saves on every post, by button or by itself."""
    questionnaire = load(sheet.scan.questionnaire)
    asked = questionnaire.topics.get(topic)
    if asked is None or not asked.asked_of(sheet.group):
        raise Http404
    form = TopicsForm(
        request.POST if request.method == "POST" else None,
        questionnaire=questionnaire,
        topics=[asked],
        group=sheet.group,
    )
    if request.method == "POST" and form.is_valid():
        return _save_question(request, sheet, form, asked)
    if request.htmx:
        return render(request, "questionnaires/_not_saved.html", {"form": form}, status=422)
    return _question_page(request, sheet, form, asked, {})


def _save_question(request: HttpRequest, sheet: AnswerSheet, form: TopicsForm, asked: Topic) -> HttpResponse:
    theme = form.questionnaire.theme(asked.theme)
    try:
        merged = save_theme(sheet=sheet, theme=theme, seen=form.cleaned_data["seen"], typed=form.typed)
    except SheetIsClosed:
        return instead_of_sheet(request, sheet.pk)
    if request.htmx:
        return render(request, "questionnaires/_saved.html", saved_context(sheet, form, merged))
    if merged.conflicts:
        return _question_page(request, sheet, form, asked, merged.conflicts)
    previous, following = _beside(form.questionnaire, sheet.group, asked)
    then = {"later": None, "previous": previous}.get(request.POST.get("then"), following)
    if then:
        return redirect(topic_url(sheet, then, ONE))
    return redirect("sheet" if request.POST.get("then") in ("later", "previous") else "sheet_overview", sheet=sheet.pk)


def _beside(questionnaire: Questionnaire, group: str, topic: Topic) -> tuple[Topic | None, Topic | None]:
    """The question before and the one after."""
    order = questionnaire.topics_for(group)
    place = order.index(topic)
    return order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None


def _question_page(
    request: HttpRequest, sheet: AnswerSheet, form: TopicsForm, asked: Topic, conflicts: dict[str, Given]
) -> HttpResponse:
    questionnaire, theme = form.questionnaire, form.questionnaire.theme(asked.theme)
    given = given_at_theme(sheet, theme.key)
    standing = {asked.key: given.get(asked.key, Given())}
    order = questionnaire.topics_for(sheet.group)
    previous, following = _beside(questionnaire, sheet.group, asked)
    context = {
        "sheet": sheet,
        "is_own": True,
        "form": form,
        "question": replace(questions(form, standing, conflicts)[0], number=""),
        "seen": seen_value(form, standing, conflicts),
        "conflicts": conflicts,
        "questionnaire": questionnaire,
        "theme": theme,
        "theme_number": place_of_theme(questionnaire, theme, sheet.group),
        "themes": len(questionnaire.themes_for(sheet.group)),
        "number": order.index(asked) + 1,
        "total": len(order),
        "previous": previous,
        "next_url": topic_url(sheet, following, ONE) if following else "",
    }
    return render(request, "respond/question.html", context)


def own_sheet_overview(request: HttpRequest, sheet: AnswerSheet, error: str = "") -> HttpResponse:
    """All one's answers with *change*, a copy to keep, and *Send*."""
    how = how_shown(request, sheet)
    context = own_overview(sheet, how) | {
        "sheet": sheet,
        "scan": sheet.scan,
        "error": error,
        "list_url": reverse("type_over" if how == PAPER else "sheet", kwargs={"sheet": sheet.pk}),
        "is_paper": how == PAPER,
        "is_shared": SHARED in request.session,
    }
    return render(request, "respond/overview.html", context, status=422 if error else 200)


@require_safe
@with_own_sheet
def own_copy(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """One's own answers as a text file. There is no other copy: after sending nobody can find them any more."""
    response = HttpResponse(copy_of_answers(sheet), content_type="text/plain; charset=utf-8")
    name = _("my-answers-wolscan")
    response["Content-Disposition"] = f'attachment; filename="{name}.txt"'
    return response


@require_POST
@with_own_sheet
def send(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """Sends a sheet, once. Pressing twice, or going back and pressing again, ends at the same page of thanks."""
    try:
        send_sheet(sheet=sheet, today=today())
    except NothingToSend:
        return own_sheet_overview(
            request, sheet, _("There is nothing to send yet. Answer at least one question first.")
        )
    except NotOpen:
        return instead_of_sheet(request, sheet.pk)
    return redirect("thanks")
