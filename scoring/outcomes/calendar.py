"""The repeat scan as a calendar file, in the active language."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.models import Scan
from scoring.domain import rules as rule_versions
from scoring.models import Decision
from wolscan.ics import Alarm, Entry, calendar_file, uid_of


def repeat_scan_ics(scan: Scan, decision: Decision) -> bytes:
    """One all-day event on the day of the repeat scan, with an alarm when the invitation goes out.

    SEQUENCE counts the decisions and the moves, so that a later file replaces an earlier one.
    """
    moves = list(scan.repeat_moves.values_list("at", flat=True))
    weeks = rule_versions.load(scan.rules).invitation_weeks
    near = _("The repeat scan of %(location)s is near.") % {"location": scan.location.name}
    entry = Entry(
        uid=uid_of("herhaalscan", scan.pk),
        sequence=scan.decisions.count() - 1 + len(moves),
        changed_at=max([decision.at, *moves]),
        starts=scan.repeat_on,
        summary=_("Repeat scan %(location)s") % {"location": scan.location.name},
        description=_description(scan),
        place=f"{scan.location.name}, {scan.location.place}",
        url=_address(scan),
        alarm=Alarm(timedelta(weeks=weeks), near),
    )
    return calendar_file(entry, product="Repeat scan")


def _description(scan: Scan) -> str:
    return _(
        "A year after the scan, the location fills it in again. The repeat scan starts blank; what changed is shown "
        "afterwards. You find the last outcome at %(address)s"
    ) % {"address": _address(scan)}


def _address(scan: Scan) -> str:
    return settings.SITE_URL + reverse("outcome", kwargs={"scan": scan.pk})
