"""What follows from a roster: the result, what if, and putting a requirement as a note at its topic."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from questionnaires.definitions import load
from questionnaires.models import Scan
from questionnaires.services import NoteIsTooLong, SheetIsClosed, append_note
from scoring.domain.staffing import rules as staffing_rules
from scoring.domain.staffing.compare import what_if as change_one
from scoring.domain.staffing.rules import StaffingRules
from scoring.staffing.access import may_change, scan_to_look_at, scan_to_work_on
from scoring.staffing.differences import example_views
from scoring.staffing.documents import settings_of
from scoring.staffing.models import StaffingRoster
from scoring.staffing.overview import group_lines, settings_view
from scoring.staffing.picture import week_view
from scoring.staffing.presenters import (
    Column,
    build_up_steps,
    eis_views,
    figure_rows,
    gap_moves,
    note_text,
    outcome_of,
    verdict_rows,
)
from scoring.staffing.queries import Rosters, rosters, team_sheet_for_notes
from scoring.staffing.what_if import QUESTIONS, what_if_form


@require_safe
def outcome(request: HttpRequest, scan: UUID, kind: str) -> HttpResponse:
    """The picture of the day, the thin spots in words, and the figures of all rosters side by side."""
    found = scan_to_look_at(request.user, scan)
    standing, rules = rosters(found), staffing_rules.load()
    row = standing.of(kind)
    if row is None:
        raise Http404
    made = outcome_of(row, rules)
    context = {
        "scan": found,
        "row": row,
        "may_change": may_change(request.user, found),
        "other": standing.wished if row is standing.current else standing.current,
        "eisen": eis_views(made, row.names, load(found.questionnaire)),
        "takes_notes": may_change(request.user, found) and team_sheet_for_notes(found) is not None,
        "week": week_view(made, row.names, _weekday(request)),
        "settings": settings_view(settings_of(row.roster), rules),
        "steps": build_up_steps(row.build_up),
        "groups": group_lines(row),
        "examples": example_views(made.roster, rules),
        **_side_by_side(standing, rules),
    }
    return render(request, "scoring/staffing/outcome.html", context)


def _side_by_side(standing: Rosters, rules: StaffingRules) -> dict[str, Any]:
    """Last year's, current and wished-for roster, and what the wish does to the thin spots of the current one."""
    named = [(standing.last_year, _("Last year")), (standing.current, _("Current")), (standing.wished, _("Wished"))]
    columns = [Column(title, outcome_of(row, rules)) for row, title in named if row]
    both = standing.current is not None and standing.wished is not None
    return {
        "columns": columns,
        "figures": figure_rows(columns),
        "verdicts": verdict_rows(columns),
        "has_wish": both,
        "moves": gap_moves(columns[-2].outcome, columns[-1].outcome, rules) if both else [],
    }


@require_safe
def what_if(request: HttpRequest, scan: UUID, kind: str) -> HttpResponse:
    """One variable gets another value; the effect on ratio and coverage. Nothing is saved."""
    found = scan_to_look_at(request.user, scan)
    row, rules = rosters(found).of(kind), staffing_rules.load()
    if row is None:
        raise Http404
    context: dict[str, Any] = {"scan": found, "row": row, "questions": QUESTIONS.items()}
    variable = request.GET.get("wat", "")
    if variable not in QUESTIONS:
        return render(request, "scoring/staffing/what_if.html", context)
    roster = outcome_of(row, rules).roster
    data = request.GET if "reken" in request.GET else None
    form = what_if_form(variable)(data, variable=variable, roster=roster, names=row.names)
    context |= {"variable": variable, "question": QUESTIONS[variable], "form": form}
    if data is not None and form.is_valid():
        effect = change_one(roster, form.change, rules)
        columns = [Column(_("As it is"), effect.before), Column(_("What if"), effect.after)]
        context |= {
            "columns": columns,
            "figures": figure_rows(columns),
            "moves": gap_moves(effect.before, effect.after, rules),
            "verdicts": [row for row in verdict_rows(columns) if row.values[0] != row.values[1]],
        }
    return render(request, "scoring/staffing/what_if.html", context)


@require_POST
def note(request: HttpRequest, scan: UUID, kind: str) -> HttpResponse:
    """Puts one eis as a note at its topic on the team sheet. Never changes a level."""
    found = scan_to_work_on(request.user, scan)
    row, questionnaire = rosters(found).of(kind), load(found.questionnaire)
    if row is None:
        raise Http404
    made = outcome_of(row, staffing_rules.load())
    eis = next((e for e in eis_views(made, row.names, questionnaire) if e.number == request.POST.get("eis")), None)
    if eis is None or not eis.topic:
        raise Http404
    _append(request, found, eis.topic, eis.topic_title, note_text(row, made, eis))
    return redirect("staffing_outcome", scan=found.pk, kind=StaffingRoster.Kind(row.kind))


def _append(request: HttpRequest, scan: Scan, topic: str, title: str, text: str) -> None:
    """Appends the text and says what became of it."""
    sheet = team_sheet_for_notes(scan)
    try:
        if sheet is None:
            raise SheetIsClosed
        append_note(sheet=sheet, topic=load(scan.questionnaire).topics[topic], text=text, by=request.user)
        done = _("Put as a note at “%(topic)s”. The level at that topic has not changed.")
        messages.success(request, done % {"topic": title})
    except SheetIsClosed:
        messages.error(request, _("This scan takes no more answers, so no note was added."))
    except NoteIsTooLong:
        messages.error(request, _("The note at this topic has no room left. Make it shorter first."))


def _weekday(request: HttpRequest) -> int | None:
    day = request.GET.get("dag", "")
    return int(day) if day in set("1234567") else None
