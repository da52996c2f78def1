"""Calendar files (RFC 5545 and 5546): every date that people are told can go into their own calendar.

A file is the same, byte for byte, as long as what it tells is the same. Its UID is that of its subject for ever; a
higher SEQUENCE replaces an earlier file, and METHOD ``CANCEL`` takes it out of the calendar.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
CONTENT_TYPE = "text/calendar; charset=utf-8"

#: Summer and winter time as the law has had them since 1996: a calendar needs no list of zones to get the hour right.
AMSTERDAM = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A word in advance, so long before the beginning."""

    before: timedelta
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in a calendar. ``starts`` is a moment (then ``lasts`` counts), or a day: then it fills that day.

    ``uid`` never changes for the same subject; ``sequence`` rises with every change that people are told;
    ``changed_at`` is when what it tells was last changed. ``url`` and ``contact`` may be empty.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts: date | datetime
    summary: str
    description: str
    place: str
    lasts: timedelta = timedelta(hours=1)
    url: str = ""
    contact: str | None = None
    alarm: Alarm | None = None


def uid_of(kind: str, key: object) -> str:
    """The name of a subject in everybody's calendar, the same for ever."""
    return f"{kind}-{key}@wolscan"


def calendar_file(entry: Entry, *, product: str, method: str = PUBLISH) -> bytes:
    """The file of one entry. ``product`` says what made it; method ``CANCEL`` takes the entry out of calendars."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", f"-//Wolscan//{product}//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if isinstance(entry.starts, datetime):
        calendar.add_component(Timezone.from_ical(AMSTERDAM))
    calendar.add_component(_event(entry, method))
    return bytes(calendar.to_ical())


def calendar_response(content: bytes, name: str) -> HttpResponse:
    """A calendar file to download; ``name`` comes without its ending."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _event(entry: Entry, method: str) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    _add_time(event, entry)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("location", entry.place)
    if entry.url:
        event.add("url", entry.url)
    if entry.contact is not None:
        event.add("organizer", _organizer(entry.contact))
    if entry.alarm and method != CANCEL:
        event.add_component(_alarm(entry.alarm))
    return event


def _add_time(event: Any, entry: Entry) -> None:
    """A moment with its zone, or a whole day: that has no clock, and is that day wherever the calendar is."""
    if isinstance(entry.starts, datetime):
        zone = timezone.get_default_timezone()
        event.add("dtstart", entry.starts.astimezone(zone))
        event.add("dtend", (entry.starts.astimezone(UTC) + entry.lasts).astimezone(zone))
    else:
        event.add("dtstart", entry.starts)
        event.add("dtend", entry.starts + timedelta(days=1))
        event.add("transp", "TRANSPARENT")


def _alarm(alarm: Alarm) -> Any:
    from icalendar import Alarm as AlarmPart

    part = AlarmPart()
    part.add("action", "DISPLAY")
    part.add("description", alarm.text)
    part.add("trigger", -alarm.before)
    return part


def _organizer(name: str) -> Any:
    from icalendar import vCalAddress, vText

    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    if name:
        organizer.params["cn"] = vText(name)
    return organizer
