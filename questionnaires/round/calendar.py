"""The conversation as a calendar file (RFC 5545 and 5546), in the active language.

The UID is that of the scan for ever and SEQUENCE counts the changes, so that a later file replaces an earlier one.
"""

from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.models import Scan

DURATION = timedelta(minutes=60)
PUBLISH, CANCEL = "PUBLISH", "CANCEL"


def conversation_ics(scan: Scan, *, method: str = PUBLISH, at: datetime | None = None) -> bytes:
    """The conversation of this scan; ``method`` ``CANCEL`` takes it out of calendars (``at``: when it was to be)."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Wolscan//Conversation//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", f"gesprek-{scan.pk}@wolscan")
    event.add("sequence", scan.meeting_changes)
    event.add("dtstamp", timezone.now())
    starts_at = (at or scan.meets_at).astimezone(timezone.get_default_timezone())
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + DURATION)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _organizer(scan))
    event.add("summary", _("Conversation about the scan of %(location)s") % {"location": scan.location.name})
    event.add("description", _description(scan))
    event.add("location", f"{scan.location.name}, {scan.location.place}")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _organizer(scan: Scan) -> object:
    from icalendar import vCalAddress, vText

    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    if scan.contact_name:
        organizer.params["cn"] = vText(scan.contact_name)
    return organizer


def _description(scan: Scan) -> str:
    return _(
        "We look at the answers of all groups together and decide what goes well and what should get better. "
        "Questions? Call %(name)s, %(phone)s."
    ) % {"name": scan.contact_name, "phone": scan.contact_phone}
