"""The pulse check: choosing three to five topics, scoring them again with the team, and what came of it so far."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from scoring.followup.access import Reader
from scoring.followup.forms import PulseForm, PulseTopicsForm
from scoring.followup.pulse import hold_pulse_check, proposed_topics, remove_pulse_check
from scoring.followup.pulse_presenters import pulse_questions, pulse_views, topic_choices
from scoring.followup.queries import PlanRows, plan_rows
from scoring.followup.views.door import writes
from scoring.models import Action, PulseCheck
from wolscan.dates import today


@require_safe
@writes
def pulse(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Which topics to score again: proposed from the action one comes from, or from the whole plan."""
    rows = plan_rows(reader.scan)
    proposed = proposed_topics(rows.frozen, _actions(request, rows))
    return _choose(request, reader, rows, PulseTopicsForm(questionnaire=rows.frozen.questionnaire), proposed)


def _actions(request: HttpRequest, rows: PlanRows) -> Sequence[Action]:
    """The action that one comes from; else the priorities, else every action that goes on."""
    chosen = [action for action in rows.actions if str(action.pk) == request.GET.get("actie")]
    return chosen or rows.priorities or [action for action in rows.actions if not action.stopped_reason]


def _choose(
    request: HttpRequest, reader: Reader, rows: PlanRows, form: PulseTopicsForm, chosen: Sequence[str]
) -> HttpResponse:
    context = {
        "scan": reader.scan,
        "form": form,
        "themes": topic_choices(rows.frozen, chosen),
    }
    return render(request, "followup/pulse_topics.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def pulse_fill(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The questions of the chosen topics, in the words and on the scale of the questionnaire."""
    rows = plan_rows(reader.scan)
    questionnaire = rows.frozen.questionnaire
    chosen = PulseTopicsForm(request.GET, questionnaire=questionnaire)
    if not chosen.is_valid():
        return _choose(request, reader, rows, chosen, request.GET.getlist("onderwerp"))
    topics = [questionnaire.topics[key] for key in chosen.cleaned_data["onderwerp"]]
    form = PulseForm(
        request.POST if request.method == "POST" else None,
        questionnaire=questionnaire,
        topics=topics,
        today=today(),
        first_on=reader.scan.confirmed_on,
    )
    if request.method != "POST" or not form.is_valid():
        return _questions(request, reader, form)
    held = {"held_on": form.cleaned_data["held_on"], "note": form.cleaned_data["note"]}
    hold_pulse_check(scan=reader.scan, levels=form.levels, by=request.user, **held)
    messages.success(request, _("The pulse check is saved. Below you see then and now side by side."))
    return redirect(_place(reader))


def _questions(request: HttpRequest, reader: Reader, form: PulseForm) -> HttpResponse:
    form.initial.setdefault("held_on", today())
    context = {"scan": reader.scan, "form": form, "questions": pulse_questions(form)}
    return render(request, "followup/pulse.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def pulse_remove(request: HttpRequest, reader: Reader, pulse: int) -> HttpResponse:
    """Asks once more before a pulse check is removed."""
    found = PulseCheck.objects.filter(scan=reader.scan, pk=pulse)
    if request.method == "POST" or not found:
        return _gone(request, reader, pulse)
    views = pulse_views(plan_rows(reader.scan).frozen, found)
    return render(request, "followup/remove_pulse.html", {"scan": reader.scan, "pulse": views[0]})


def _gone(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    if request.method == "POST":
        remove_pulse_check(scan=reader.scan, number=number, by=request.user)
        messages.success(request, _("The pulse check is removed."))
    return redirect(_place(reader))


def _place(reader: Reader) -> str:
    return reverse("plan", kwargs={"scan": reader.scan.pk}) + "#pulscheck"
