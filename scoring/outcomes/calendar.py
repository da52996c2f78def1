"""The repeat scan as a calendar file (RFC 5545), in the active language."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.models import Scan
from scoring.domain import rules as rule_versions
from scoring.models import Decision


def repeat_scan_ics(scan: Scan, decision: Decision) -> bytes:
    """One all-day event on the day of the repeat scan, with an alarm when the invitation goes out.

    An all-day event has no clock, so no time zone either: it is that day wherever the calendar is. The UID is that of
    the scan for ever; SEQUENCE counts the decisions, so that a later file replaces an earlier one.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Wolscan//Repeat scan//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"herhaalscan-{scan.pk}@wolscan")
    event.add("sequence", scan.decisions.count() - 1)
    event.add("dtstamp", decision.at)
    event.add("dtstart", scan.repeat_on)
    event.add("dtend", scan.repeat_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", _("Repeat scan %(location)s") % {"location": scan.location.name})
    event.add("description", _description(scan))
    event.add("location", f"{scan.location.name}, {scan.location.place}")
    event.add("url", _address(scan))
    event.add_component(_alarm(scan))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(scan: Scan) -> object:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("The repeat scan of %(location)s is near.") % {"location": scan.location.name})
    alarm.add("trigger", -timedelta(weeks=rule_versions.load(scan.rules).invitation_weeks))
    return alarm


def _description(scan: Scan) -> str:
    return _(
        "A year after the scan, the location fills it in again. The repeat scan starts blank; what changed is shown "
        "afterwards. You find the last outcome at %(address)s"
    ) % {"address": _address(scan)}


def _address(scan: Scan) -> str:
    return settings.SITE_URL + reverse("outcome", kwargs={"scan": scan.pk})
