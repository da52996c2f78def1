"""Minutes of the week as bits."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.domain.staffing.week import (
    ALWAYS,
    DAY,
    Gap,
    Window,
    at_least,
    clock,
    during,
    gaps,
    layers,
    minute,
    quarters,
    window,
)

windows = st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)).map(lambda pair: Window(pair[0], sum(pair)))
days = st.sets(st.integers(1, 7), min_size=1)
stretches = st.builds(during, windows, days)


def minutes_of(bits):
    return {place for place in range(7 * DAY) if bits >> place & 1}


@pytest.mark.parametrize(("text", "expected"), [("00:00", 0), ("07:30", 450), ("23:59", 1439), ("24:00", 1440)])
def test_minute_reads_a_time_of_day(text, expected):
    assert minute(text) == expected


@pytest.mark.parametrize(
    "text", [*["24:30", "24:01", "7:30", "07:60", "25:00", "07.30", "0730"], " 07:30", "07:30\n", "", "٠٧:٣٠"]
)
def test_minute_refuses_what_is_no_time(text):
    with pytest.raises(ValueError, match=re.escape(text) + "$"):
        minute(text)


def test_clock_writes_the_end_of_a_day_as_24_and_later_as_the_next_day():
    assert [clock(value) for value in (0, 450, 1440, 1890)] == ["00:00", "07:30", "24:00", "07:30"]


def test_window_that_ends_before_it_starts_runs_on_into_the_next_day():
    assert window(1380, 450) == Window(1380, 1890)
    assert window(420, 420) == Window(420, 1860)


def test_night_of_sunday_goes_on_on_monday():
    assert gaps(during(Window(1380, 1890), (7,))) == (Gap(1, 0, 450), Gap(7, 1380, 1440))


def test_whole_day_every_day_is_always():
    assert during(Window(0, DAY)) == ALWAYS


def test_gaps_join_where_they_touch():
    assert gaps(during(Window(60, 90), (2,)) | during(Window(90, 120), (2,))) == (Gap(2, 60, 120),)


def test_quarters_take_in_every_quarter_that_is_touched():
    assert gaps(quarters(during(Window(61, 76), (3,)))) == (Gap(3, 60, 90),)


def test_layers_count_no_further_than_asked():
    assert layers([1, 1, 1], 2) == [1, 1]


@settings(derandomize=True, max_examples=30, deadline=None)
@given(windows, days)
def test_during_has_exactly_the_minutes_of_its_days(found, on):
    expected = {((day - 1) * DAY + place) % (7 * DAY) for day in on for place in range(found.start, found.end)}

    assert minutes_of(during(found, on)) == expected


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(stretches, max_size=4))
def test_gaps_hold_the_same_minutes_and_never_touch(parts):
    bits = layers(parts)[0] if parts else 0
    found = gaps(bits)

    assert sum(during(Window(start, end), (day,)) for day, start, end in found) == bits
    assert all(one.weekday < other.weekday or one.end < other.start for one, other in pairwise(found))


@settings(derandomize=True, max_examples=30, deadline=None)
@given(st.lists(stretches, max_size=6), st.integers(1, 4))
def test_at_least_counts_as_one_would_by_hand(parts, number):
    held = [minutes_of(part) for part in parts]
    expected = {place for place in range(7 * DAY) if sum(place in minutes for minutes in held) >= number}

    assert minutes_of(at_least(number, parts)) == expected
