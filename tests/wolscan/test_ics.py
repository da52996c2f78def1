"""The base of all calendar files: identity, time, text, and the same bytes for the same state."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calendars import read
from wolscan.ics import CANCEL, Alarm, Entry, calendar_file, calendar_response, uid_of

CHANGED = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MOMENT = Entry(
    uid=uid_of("bezoek", 7),
    sequence=2,
    changed_at=CHANGED,
    starts=datetime(2026, 7, 1, 12, tzinfo=UTC),
    lasts=timedelta(minutes=90),
    summary="Bezoek",
    description="Wij praten over de uitkomst.",
    place="De Linde, Utrecht",
    contact="Anna Adviseur",
)
DAY = replace(MOMENT, starts=date(2027, 11, 22), contact=None)


def event_of(entry, **options):
    return read(calendar_file(entry, product="Test", **options))[1]


def test_an_entry_is_told_in_full():
    calendar, event = read(calendar_file(MOMENT, product="Test"))

    assert calendar.method.value == "PUBLISH"
    assert calendar.version.value == "2.0"
    assert event.uid.value == "bezoek-7@wolscan"
    assert (event.sequence.value, event.status.value) == ("2", "CONFIRMED")
    assert (event.summary.value, event.location.value) == ("Bezoek", "De Linde, Utrecht")
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=90)
    assert event.organizer.value.startswith("mailto:")
    assert event.organizer.params["CN"] == ["Anna Adviseur"]


def test_stamps_say_when_it_changed():
    event = event_of(MOMENT)

    assert event.dtstamp.value == event.last_modified.value == CHANGED


def test_the_same_state_is_the_same_file():
    assert calendar_file(MOMENT, product="Test") == calendar_file(replace(MOMENT), product="Test")


def test_a_day_has_no_clock_and_takes_no_time():
    calendar, event = read(calendar_file(DAY, product="Test"))

    assert (event.dtstart.value, event.dtend.value) == (date(2027, 11, 22), date(2027, 11, 23))
    assert event.transp.value == "TRANSPARENT"
    assert not hasattr(calendar, "vtimezone")


def test_what_is_called_off_keeps_its_name_and_leaves_the_calendar():
    calendar, event = read(calendar_file(MOMENT, product="Test", method=CANCEL))

    assert (calendar.method.value, event.status.value) == ("CANCEL", "CANCELLED")
    assert event.uid.value == MOMENT.uid


def test_an_alarm_goes_in_advance_and_not_for_what_is_called_off():
    entry = replace(DAY, alarm=Alarm(timedelta(weeks=6), "Bijna"))

    assert event_of(entry).valarm.trigger.value == -timedelta(weeks=6)
    assert not hasattr(event_of(entry, method=CANCEL), "valarm")


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        (datetime(2027, 3, 27, 13, tzinfo=UTC), "2027-03-27 14:00 +0100"),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "2027-03-28 01:30 +0100"),
        (datetime(2027, 3, 28, 1, tzinfo=UTC), "2027-03-28 03:00 +0200"),
        (datetime(2027, 3, 28, 12, tzinfo=UTC), "2027-03-28 14:00 +0200"),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), "2026-10-24 14:00 +0200"),
        (datetime(2026, 10, 25, 13, tzinfo=UTC), "2026-10-25 14:00 +0100"),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), "2026-10-25 23:59 +0100"),
    ],
)
def test_the_clock_on_the_wall_is_right_when_the_clock_moves(moment, clock):
    """The reader makes its zone from the rules in the file itself."""
    content = calendar_file(replace(MOMENT, starts=moment), product="Test")
    event = read(content)[1]

    assert event.dtstart.value == moment
    assert f"{event.dtstart.value:%Y-%m-%d %H:%M %z}" == clock
    assert b"\r\nDTSTART;TZID=Europe/Amsterdam:" in content


def test_an_hour_over_the_night_is_an_hour():
    event = event_of(replace(MOMENT, starts=datetime(2027, 3, 28, 0, 30, tzinfo=UTC), lasts=timedelta(hours=1)))

    assert f"{event.dtend.value:%H:%M %z}" == "03:30 +0200"


@settings(deadline=None)  # reading a calendar takes long on a busy machine
@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2024, 1, 1), max_value=datetime(2040, 12, 31)))  # noqa: DTZ001
def test_every_moment_is_read_back_as_it_was(moment):
    moment = moment.replace(second=0, microsecond=0)
    if not _is_heard_twice(moment):
        assert event_of(replace(MOMENT, starts=moment)).dtstart.value == moment


def _is_heard_twice(moment):
    """The hour that comes twice when winter time begins: a file with wall clocks cannot tell which of the two."""
    return moment.month == 10 and moment.day > 24 and moment.hour < 2


@pytest.mark.parametrize(
    "text", ["a; b, c\\d", 'De "Linde"', "regel één\nregel twee", "é" * 200, "BEGIN:VEVENT", "1\n\n2", "👵🏽 thee"]
)
def test_odd_words_survive(text):
    event = event_of(replace(MOMENT, summary=text, description=text, place=text))

    assert (event.summary.value, event.description.value, event.location.value) == (text, text, text)


@pytest.mark.parametrize("name", ['Anna "de" Vries', "Vries; Anna, de: x", "Zoë"])
def test_odd_names_do_not_break_the_line(name):
    event = event_of(replace(MOMENT, contact=name))

    assert event.organizer.value.startswith("mailto:")
    assert event.summary.value == "Bezoek"


def test_the_answer_is_a_file_with_a_name():
    answer = calendar_response(b"x", "gesprek")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="gesprek.ics"'
