from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from questionnaires.round.calendar import CANCEL, conversation_ics


def event_of(ics):
    calendar = Calendar.from_ical(ics)
    return calendar, calendar.events[0]


def test_the_conversation_takes_an_hour(open_round_):
    calendar, event = event_of(conversation_ics(open_round_.scan))

    assert str(calendar["method"]) == "PUBLISH"
    assert event.start == open_round_.scan.meets_at
    assert event.end - event.start == timedelta(hours=1)
    assert str(event["location"]) == "De Linde, Utrecht"
    assert "030 123 45 67" in str(event["description"])
    assert str(event["organizer"]).startswith("mailto:")


@pytest.mark.parametrize(("month", "hour"), [(10, 13), (7, 12)])
def test_two_in_the_afternoon_is_two_in_summer_and_winter(open_round_, month, hour):
    open_round_.scan.meets_at = datetime(2026, month, 30, hour, tzinfo=UTC)

    calendar, event = event_of(conversation_ics(open_round_.scan))

    assert event.start.hour == 14
    assert str(event.start.tzinfo) == "Europe/Amsterdam"
    assert len(calendar.walk("VTIMEZONE")) == 1


def test_a_later_file_replaces_an_earlier_one(open_round_):
    first = event_of(conversation_ics(open_round_.scan))[1]
    open_round_.scan.meeting_changes += 1
    second = event_of(conversation_ics(open_round_.scan))[1]

    assert first["uid"] == second["uid"] == f"gesprek-{open_round_.scan.pk}@wolscan"
    assert (first["sequence"], second["sequence"]) == (0, 1)


def test_a_withdrawn_conversation_is_cancelled(open_round_):
    was, open_round_.scan.meets_at = open_round_.scan.meets_at, None

    calendar, event = event_of(conversation_ics(open_round_.scan, method=CANCEL, at=was))

    assert str(calendar["method"]) == "CANCEL"
    assert str(event["status"]) == "CANCELLED"
    assert event.start == was
