"""What follows a scan as calendar files, in the active language: the adviser's visit and the check on the actions.

The repeat scan is in ``scoring.outcomes.calendar``, the dates of the round in ``questionnaires.round.calendar``.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.models import Scan
from scoring.models import Check, Visit
from wolscan.ics import CANCEL, PUBLISH, Entry, calendar_file, uid_of


def visit_ics(visit: Visit) -> bytes:
    """The visit of the adviser; a visit that was called off takes itself out of calendars."""
    scan = visit.scan
    entry = Entry(
        uid=uid_of("bezoek", scan.pk),
        sequence=visit.changes,
        changed_at=visit.cancelled_at or visit.at,
        starts=visit.starts_at,
        lasts=timedelta(minutes=visit.minutes),
        summary=_("Visit of the adviser to %(location)s") % {"location": scan.location.name},
        description=visit.what or _("The adviser visits the location to talk about the outcome of the scan."),
        place=_place(scan),
        url=_address("outcome", scan),
        contact=visit.by.name if visit.by else "",
    )
    return calendar_file(entry, product="Visit", method=CANCEL if visit.cancelled_at else PUBLISH)


def check_ics(check: Check) -> bytes:
    """The check on the actions as a whole day. It comes with the outcome, so it is as old as the last decision."""
    scan = check.scan
    entry = Entry(
        uid=uid_of("check", scan.pk),
        sequence=check.generation,
        changed_at=scan.decisions.latest().at,
        starts=check.due_on,
        summary=_("Check on the actions of %(location)s") % {"location": scan.location.name},
        description=_(
            "What became of the actions in the improvement plan? On this day a mail asks you, with one tap for each "
            "action."
        ),
        place=_place(scan),
        url=_address("outcome", scan),
    )
    return calendar_file(entry, product="Check")


def _place(scan: Scan) -> str:
    return f"{scan.location.name}, {scan.location.place}"


def _address(page: str, scan: Scan) -> str:
    return settings.SITE_URL + reverse(page, kwargs={"scan": scan.pk})
