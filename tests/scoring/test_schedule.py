"""Dates, for every day of 2024-2040."""

from datetime import date, timedelta

import pytest

from scoring.domain.schedule import add_months, check_on, invitation_on, may_move, repeat_on, shift_window
from tests.scoring.synthetic import RULES

EVERY_DAY = [date(2024, 1, 1) + timedelta(days=number) for number in range(6210)]


def test_every_day_is_there():
    assert (EVERY_DAY[0], EVERY_DAY[-1], len(set(EVERY_DAY))) == (date(2024, 1, 1), date(2040, 12, 31), 6210)


def test_the_repeat_is_the_same_day_a_year_later():
    for day in EVERY_DAY:
        found = repeat_on(RULES, day)
        if (day.month, day.day) == (2, 29):
            assert found == date(day.year + 1, 2, 28)
        else:
            assert (found.year, found.month, found.day) == (day.year + 1, day.month, day.day)


def test_repeats_are_counted_from_the_anchor():
    anchor = date(2028, 2, 29)
    found = [repeat_on(RULES, anchor, times) for times in range(1, 5)]
    assert found == [date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29)]
    for day in EVERY_DAY:
        for times in range(1, 9):
            assert repeat_on(RULES, day, times) == same_day(day, day.year + times)


def same_day(day, year):
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def test_invitation_six_weeks_before_and_check_after_ninety_days():
    for day in EVERY_DAY:
        planned = repeat_on(RULES, day)
        assert (planned - invitation_on(RULES, planned)).days == 42
        assert invitation_on(RULES, planned).weekday() == planned.weekday()
        assert (check_on(RULES, day) - day).days == 90
        assert day < check_on(RULES, day) < invitation_on(RULES, planned) < planned


def test_a_repeat_moves_three_months_at_most():
    for day in EVERY_DAY:
        first, last = shift_window(RULES, day)
        assert 88 <= (day - first).days <= 92
        assert 88 <= (last - day).days <= 92
        one = timedelta(days=1)
        assert [may_move(RULES, day, new) for new in (first - one, first, day, last, last + one)] == [
            False,
            True,
            True,
            True,
            False,
        ]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2026, 1, 15), -3, date(2025, 10, 15)),
        (date(2026, 12, 31), 3, date(2027, 3, 31)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 8, 31), 0, date(2026, 8, 31)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
    ],
)
def test_a_shorter_month_ends_earlier(day, months, expected):
    assert add_months(day, months) == expected
