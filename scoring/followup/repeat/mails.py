"""What goes into the mails about a repeat scan, made when they are sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.models import Scan
from scoring.followup.repeat.queries import is_repeated, untouched
from scoring.followup.repeat.services import MOVED
from scoring.models import RepeatMove
from scoring.outcomes.calendar import repeat_scan_ics
from wolscan.dates import today
from wolscan.ics import PUBLISH
from wolscan.mail import Attachment, Letter, NotNeeded, built_by

OPENED, REMINDER = "repeat_opened", "repeat_reminder"


def told_of_repeat(context: Mapping[str, Any]) -> Letter:
    """The repeat scan is ready to be prepared; not needed once somebody began with it."""
    scan = untouched().filter(pk=context["scan"]).first()
    if scan is None or scan.previous is None:
        raise NotNeeded
    repeat_on = scan.previous.repeat_on
    words = {
        "location": scan.location.name,
        "location_key": scan.location_id,
        "previous": scan.previous_id,
        "repeat_on": repeat_on,
        "when": _when(repeat_on, today()) if repeat_on else "",
    }
    return Letter(words)


def told_of_move(context: Mapping[str, Any]) -> Letter:
    """The repeat scan has another day, with the calendar file. Not needed when it moved once more or was opened."""
    moves = RepeatMove.objects.select_related("scan__location", "by")
    moved = moves.filter(pk=context["move"]).first()
    if moved is None or moved.scan.repeat_on != moved.new_on or is_repeated(moved.scan):
        raise NotNeeded
    words = {
        "location": moved.scan.location.name,
        "scan": moved.scan_id,
        "old_on": moved.old_on,
        "new_on": moved.new_on,
        "reason": moved.reason,
        "by": moved.by.name if moved.by else "",
    }
    return Letter(words, (_file(moved.scan),))


def _file(scan: Scan) -> Attachment:
    content = repeat_scan_ics(scan, scan.decisions.latest())
    return Attachment("herhaalscan.ics", content, "text/calendar", {"method": PUBLISH, "charset": "utf-8"})


def _when(repeat_on: date, day: date) -> str:
    """How far away it is, at the beginning of a sentence; empty when it is near or past."""
    weeks = (repeat_on - day).days // 7
    if weeks == 6:
        return _("In six weeks")
    return ngettext("In %(count)d week", "In %(count)d weeks", weeks) % {"count": weeks} if weeks > 0 else ""


def register() -> None:
    """Names these builders to the outbox."""
    built_by(told_of_repeat, OPENED, REMINDER)
    built_by(told_of_move, MOVED)
