"""On paper: printing the questions, and typing the answers over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from questionnaires.asking import questions, tr
from questionnaires.definitions import load
from questionnaires.forms import TopicsForm
from questionnaires.invitations import NotOpen
from questionnaires.merging import Given
from questionnaires.models import AnswerSheet, Invitation, Participation
from questionnaires.presenters import saved_context, seen_value
from questionnaires.queries import given_on_sheet
from questionnaires.respond.forms import ON_SCREEN, TYPE_OVER, PlaceForm
from questionnaires.respond.gate import instead_of_sheet, with_invitation, with_own_sheet
from questionnaires.respond.paper import paper_context, paper_pdf
from questionnaires.respond.presenters import PAPER, contact, group_of
from questionnaires.respond.queries import is_on_paper, place_of
from questionnaires.respond.services import save_all
from questionnaires.respond.views.filling import how_shown
from questionnaires.responding import AlreadySent, change_mode, take_place
from questionnaires.services import SheetIsClosed
from wolscan.dates import today
from wolscan.pdf import as_download


@require_http_methods(["GET", "HEAD", "POST"])
@with_invitation
def paper(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """What to do with a paper questionnaire: type it over, print it, or fill it in on the screen after all."""
    place = place_of(invitation)
    if invitation.progress == Invitation.Progress.DONE or not is_on_paper(invitation, place):
        return redirect("begin")
    form = PlaceForm(request.POST if request.method == "POST" else None, group=invitation.group)
    if place is not None:
        form.fields.pop("named", None)
    if form.is_valid():
        return _go_on(request, invitation, form)
    context = {
        "form": form,
        "scan": invitation.scan,
        "is_printed": invitation.kind == Invitation.Kind.PAPER,
        "contact": contact(invitation.scan),
        "group": group_of(invitation.scan, invitation.group),
        "type_over": TYPE_OVER,
        "on_screen": ON_SCREEN,
    }
    return render(request, "respond/paper_page.html", context)


def _go_on(request: HttpRequest, invitation: Invitation, form: PlaceForm) -> HttpResponse:
    on_screen = request.POST.get("how") == ON_SCREEN
    mode = Participation.Mode.SELF if on_screen else Participation.Mode.PAPER
    try:
        sheet = take_place(invitation=invitation, mode=mode, named=form.is_named, today=today())
    except (NotOpen, AlreadySent):
        return redirect("begin")
    change_mode(sheet=sheet, mode=mode)
    return redirect("sheet" if on_screen else "type_over", sheet=sheet.pk)


@require_safe
@with_invitation
def paper_file(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The paper questionnaire of this invitation as a PDF, with its number."""
    if not is_on_paper(invitation, place_of(invitation)):
        return redirect("begin")
    name = _("questionnaire-on-paper")
    return as_download(paper_pdf([invitation], request.LANGUAGE_CODE), f"{name}.pdf")


@require_safe
@with_invitation
def paper_print(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The same questionnaire as a page to print from the browser."""
    if not is_on_paper(invitation, place_of(invitation)):
        return redirect("begin")
    return render(request, "respond/paper.html", paper_context([invitation]))


@require_http_methods(["GET", "HEAD", "POST"])
@with_own_sheet
def type_over(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    """All questions of a group on one page, to type over what stands on paper: a digit answers a question."""
    if how_shown(request, sheet) != PAPER:
        return redirect("sheet", sheet=sheet.pk)
    questionnaire = load(sheet.scan.questionnaire)
    form = TopicsForm(
        request.POST if request.method == "POST" else None,
        questionnaire=questionnaire,
        topics=questionnaire.topics_for(sheet.group),
        group=sheet.group,
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, sheet, form)
    if request.htmx:
        return render(request, "questionnaires/_not_saved.html", {"form": form}, status=422)
    return _entry_page(request, sheet, form, {})


def _save(request: HttpRequest, sheet: AnswerSheet, form: TopicsForm) -> HttpResponse:
    try:
        merged = save_all(
            sheet=sheet, questionnaire=form.questionnaire, seen=form.cleaned_data["seen"], typed=form.typed
        )
    except SheetIsClosed:
        return instead_of_sheet(request, sheet.pk)
    if request.htmx:
        return render(request, "questionnaires/_saved.html", saved_context(sheet, form, merged))
    if merged.conflicts:
        return _entry_page(request, sheet, form, merged.conflicts)
    if request.POST.get("then") == "later":
        return redirect("paper")
    return redirect("sheet_overview", sheet=sheet.pk)


def _entry_page(
    request: HttpRequest, sheet: AnswerSheet, form: TopicsForm, conflicts: dict[str, Given]
) -> HttpResponse:
    standing = given_on_sheet(sheet)
    by_key = {question.key: question for question in questions(form, standing, conflicts)}
    sections = [
        {
            "title": f"{number}. {tr(theme.title)}",
            "questions": [by_key[topic.key] for topic in theme.topics_for(sheet.group)],
        }
        for number, theme in enumerate(form.questionnaire.themes_for(sheet.group), start=1)
    ]
    context = {
        "sheet": sheet,
        "scan": sheet.scan,
        "group": group_of(sheet.scan, sheet.group),
        "form": form,
        "sections": sections,
        "seen": seen_value(form, standing, conflicts),
        "conflicts": conflicts,
    }
    return render(request, "respond/type_over.html", context)
