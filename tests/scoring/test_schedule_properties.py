"""Dates as laws: over leap days, month ends and the nights in which the clock moves. Every rule takes its day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.round.dates import last_mark
from scoring.domain.schedule import (
    add_months,
    check_on,
    invitation_on,
    last_invited,
    may_move,
    may_start,
    repeat_on,
    shift_window,
)
from tests.scoring.synthetic import RULES

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LEAP_DAYS = [date(2024, 2, 29), date(2028, 2, 29), date(2032, 2, 29), date(2036, 2, 29), date(2040, 2, 29)]
CLOCK_MOVES = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26)]
MONTH_ENDS = [add_months(date(2024, 1, 31), number) for number in range(204)]
days = st.one_of(
    st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.sampled_from([*LEAP_DAYS, *CLOCK_MOVES, *MONTH_ENDS])
)
BOUNDS = datetime(2024, 1, 1), datetime(2040, 12, 31)  # noqa: DTZ001 - hypothesis takes them without a zone
moments = st.datetimes(*BOUNDS, timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("anchor", "times", "expected"),
    [
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2032, 2, 29), 1, date(2033, 2, 28)),
        (date(2032, 2, 29), 3, date(2035, 2, 28)),
        (date(2032, 2, 29), 4, date(2036, 2, 29)),
        (date(2031, 2, 28), 1, date(2032, 2, 28)),
        (date(2031, 3, 1), 1, date(2032, 3, 1)),
    ],
)
def test_repeats_around_leap_days(anchor, times, expected):
    assert repeat_on(RULES, anchor, times) == expected


@given(days)
def test_everything_follows_in_its_order(day):
    planned = repeat_on(RULES, day)
    first, last = shift_window(RULES, planned)
    assert day < check_on(RULES, day) < invitation_on(RULES, first) < first < invitation_on(RULES, planned)
    assert invitation_on(RULES, planned) < planned < last


@given(days, days)
def test_the_invitation_has_come_from_its_day_on(planned, today):
    assert (planned <= last_invited(RULES, today)) == (invitation_on(RULES, planned) <= today)


@given(days, days)
def test_a_later_anchor_is_never_repeated_earlier(one, other):
    early, late = sorted([one, other])
    assert repeat_on(RULES, early) <= repeat_on(RULES, late)
    assert check_on(RULES, early) <= check_on(RULES, late)


@given(days, st.lists(st.integers(-92, 92), max_size=6))
def test_moves_never_add_up(anchor, steps):
    """However often it moves, step after step: it stays within the window of the day that the rules gave."""
    planned = repeat_on(RULES, anchor)
    first, last = shift_window(RULES, planned)
    held = planned
    for step in steps:
        wanted = held + timedelta(days=step)
        if may_move(RULES, planned, wanted):
            held = wanted
    assert first <= held <= last
    assert abs((held - planned).days) <= 92


@given(days, days)
def test_a_location_may_start_from_the_first_day_of_the_window(anchor, today):
    planned = repeat_on(RULES, anchor)
    assert may_start(RULES, planned, today) == (today >= shift_window(RULES, planned)[0])


@given(days, st.integers(-30, 30))
def test_months_count_as_on_the_wall_calendar(day, months):
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@given(moments)
def test_a_day_is_a_day_in_amsterdam(moment):
    """What happened at half past eleven in the evening belongs to that day, in summer and in winter."""
    assert timezone.localdate(moment) == moment.astimezone(AMSTERDAM).date()


@given(st.sampled_from(CLOCK_MOVES), st.times())
def test_the_night_the_clock_moves_has_one_day(day, clock):
    """Whatever the hour at which a timer fires, the rules see the same day, and so the same dates."""
    moment = datetime.combine(day, clock, AMSTERDAM)
    found = timezone.localdate(moment.astimezone(UTC))
    assert found == day
    assert repeat_on(RULES, found) == repeat_on(RULES, day)
    assert check_on(RULES, found) == day + timedelta(days=90)


@given(days, st.integers(0, 30), st.sets(st.integers(0, 21), min_size=1))
def test_the_last_mark_is_the_latest_that_has_come(closes_on, before, marks):
    today = closes_on - timedelta(days=before)
    come = [closes_on - timedelta(days=mark) for mark in marks if mark >= before]
    assert last_mark(closes_on, today, marks) == max(come, default=None)


def test_midnight_is_the_beginning_of_the_day():
    assert timezone.localdate(datetime.combine(date(2027, 3, 28), time(), AMSTERDAM)) == date(2027, 3, 28)
    assert timezone.localdate(datetime(2027, 3, 27, 23, 30, tzinfo=UTC)) == date(2027, 3, 28)
    assert timezone.localdate(datetime(2026, 10, 24, 22, 30, tzinfo=UTC)) == date(2026, 10, 25)
