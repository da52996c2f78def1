"""The pages of a location and its sheet. Each view loads what the person may see, and makes at most one change."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from questionnaires.definitions import TEAM, load, versions
from questionnaires.forms import TableForm
from questionnaires.models import AnswerSheet
from questionnaires.presenters import overview_sections, theme_tasks
from questionnaires.queries import (
    answered_per_theme,
    given_on_sheet,
    location_to_read,
    may,
    may_do,
    scan_to_read,
    team_sheet_to_fill_in,
    unanswered,
)
from questionnaires.respond.gate import with_sheet
from questionnaires.respond.views.filling import own_sheet, own_sheet_overview
from questionnaires.services import (
    LocationIsClosed,
    PeopleAreInvited,
    ScanIsRunning,
    SheetIsClosed,
    choose_team_sheet,
    record_table,
)
from questionnaires.spreadsheet import template_csv
from questionnaires.states import Action
from scoring.followup.repeat.queries import first_start
from scoring.followup.repeat.services import TooEarly, begin_scan
from scoring.review.queries import unanswered_questions
from wolscan.dates import today
from wolscan.models import Location
from wolscan.permissions import Permission, can
from wolscan.places.people import coordinators_of


@require_safe
def location(request: HttpRequest, location: UUID) -> HttpResponse:
    """A location: its facts, the scan that runs, and earlier ones."""
    place = location_to_read(request.user, location)
    scans = list(place.scans.select_related("adviser").prefetch_related("sheets"))
    running = next((scan for scan in scans if scan.state != "vervallen" and not scan.is_final), None)
    final = [scan for scan in scans if scan.is_final]
    may_hand_on = can(request.user, Permission.HAND_ON, location=place)
    context = {
        "location": place,
        "running": running,
        "running_sheet": next((s for s in running.sheets.all() if s.group == TEAM), None) if running else None,
        "earlier": [scan for scan in scans if scan is not running],
        "latest": final[0] if final else None,
        "may_start": can(request.user, Permission.START_SCAN, location=place) and running is None,
        "first_start": first_start(place, today()) if running is None else None,
        "may_move_repeat": bool(final) and not running and may(request.user, Permission.MOVE_REPEAT, final[0]),
        "may_choose_together": running is not None and may_do(request.user, Action.CHOOSE_TOGETHER, running),
        "may_fill_in": can(request.user, Permission.FILL_IN, location=place),
        "may_invite": can(request.user, Permission.INVITE, location=place),
        "may_hand_on": may_hand_on,
        "coordinators": [] if may_hand_on else coordinators_of(place),
        "may_withdraw": running is not None and may(request.user, Permission.WITHDRAW, running),
    }
    return render(request, "questionnaires/location.html", context)


@require_POST
def start_scan(request: HttpRequest, location: UUID) -> HttpResponse:
    """Opens a scan of the location with an empty team sheet."""
    place = location_to_read(request.user, location)
    if not can(request.user, Permission.START_SCAN, location=place):
        return render(request, "404.html", status=404)
    try:
        scan = begin_scan(location=place, together=True, by=request.user, today=today())
    except (ScanIsRunning, TooEarly) as reason:
        return cannot_start(request, place, reason)
    return redirect("sheet", sheet=scan.sheets.get().pk)


def cannot_start(request: HttpRequest, place: Location, reason: ScanIsRunning | TooEarly) -> HttpResponse:
    """Back to the location, with why nothing was started."""
    words = _("A scan of this location is already running. You can continue with it here.")
    if isinstance(reason, LocationIsClosed):
        words = _("This location is closed. No scan can start here any more.")
    if isinstance(reason, TooEarly):
        day = date_format(reason.first, "j F Y")
        words = _("The repeat scan can start from %(day)s on. Nothing was started.") % {"day": day}
    messages.info(request, words)
    return redirect("location", location=place.pk)


@require_POST
def fill_in_together(request: HttpRequest, scan: UUID) -> HttpResponse:
    """A scan in preparation is filled in on one sheet after all."""
    found = scan_to_read(request.user, scan)
    if not may(request.user, Permission.START_SCAN, found):
        return render(request, "404.html", status=404)
    try:
        sheet = choose_team_sheet(scan=found, by=request.user, today=today())
    except PeopleAreInvited:
        messages.error(request, _("People have been invited already. Take their invitations back first."))
        return redirect("round_invitations", scan=found.pk)
    except SheetIsClosed:
        messages.info(request, _("This scan is past its preparation, so the way of filling in can no longer change."))
        return redirect("location", location=found.location_id)
    return redirect("sheet", sheet=sheet.pk)


@require_safe
@with_sheet
def sheet(request: HttpRequest, found: AnswerSheet) -> HttpResponse:
    """The task list of a sheet: its themes, in any order, and what is left."""
    if found.group != TEAM:
        return own_sheet(request, found)
    questionnaire = load(found.scan.questionnaire)
    answered = answered_per_theme(found)
    tasks = theme_tasks(found, questionnaire, answered)
    done, asked = sum(answered.values()), sum(len(theme.topics_for(found.group)) for theme in questionnaire.themes)
    context = {
        "sheet": found,
        "scan": found.scan,
        "questionnaire": questionnaire,
        "tasks": tasks,
        "first_open": next((task["url"] for task in tasks if task["status"] != "klaar"), None),
        "answered": done,
        "asked": asked,
        "progress_text": _("%(done)d of %(asked)d topics answered") % {"done": done, "asked": asked},
    }
    return render(request, "questionnaires/sheet.html", context)


@require_POST
def sheet_table(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Keeps which groups sit at the table of a team sheet."""
    found = team_sheet_to_fill_in(request.user, sheet)
    form = TableForm(request.POST, questionnaire=load(found.scan.questionnaire))
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["groups"]))
        return redirect("sheet", sheet=found.pk)
    try:
        record_table(sheet=found, groups=form.cleaned_data["groups"], by=request.user)
        messages.success(request, _("Saved who sits at the table."))
    except SheetIsClosed:
        messages.error(request, _("This scan has been sent in. Nothing can be changed any more."))
    return redirect("sheet", sheet=found.pk)


@require_safe
@with_sheet
def sheet_overview(request: HttpRequest, found: AnswerSheet) -> HttpResponse:
    """All answers with the way to change them, and what must be done before sending in."""
    if found.group != TEAM:
        return own_sheet_overview(request, found)
    return render(request, "questionnaires/overview.html", overview_context(found))


def overview_context(
    sheet: AnswerSheet, needs_reason: Sequence[str] = (), reason: str = "", reason_error: str = ""
) -> dict[str, Any]:
    """The overview of a sheet. ``needs_reason``: titles of themes that can only be sent in with a reason; ``reason``
    is what was typed, ``reason_error`` what is wrong with it."""
    questionnaire = load(sheet.scan.questionnaire)
    given = given_on_sheet(sheet)
    return {
        "sheet": sheet,
        "scan": sheet.scan,
        "is_closed": not sheet.takes_answers,
        "unanswered_questions": unanswered_questions(sheet.scan) if sheet.takes_answers else 0,
        "questionnaire": questionnaire,
        "sections": overview_sections(sheet, questionnaire, given),
        "open_topics": unanswered(questionnaire, sheet.group, given),
        "table": [group for group in questionnaire.groups if group.key in sheet.participation.groups_at_table],
        "needs_reason": list(needs_reason),
        "reason": reason,
        "reason_error": reason_error,
    }


@require_GET
def answers_template(request: HttpRequest) -> HttpResponse:
    """The spreadsheet to fill in away from the site, read back by ``load_answers``."""
    questionnaire = load(versions()[-1])
    response = HttpResponse(template_csv(questionnaire), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="wolscan-{questionnaire.version}.csv"'
    return response
