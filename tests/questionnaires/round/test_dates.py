from datetime import date, timedelta

import pytest

from questionnaires.round.dates import WrongDate, check_end, check_later_end, check_meeting, last_mark, usual_end

TODAY = date(2026, 10, 20)


def day(number):
    return TODAY + timedelta(days=number)


def test_three_weeks_is_usual():
    assert usual_end(TODAY) == date(2026, 11, 10)


@pytest.mark.parametrize(("days", "code"), [(6, "too_soon"), (7, None), (60, None), (61, "too_late"), (-1, "too_soon")])
def test_a_round_lasts_a_week_to_sixty_days(days, code):
    assert code_of(check_end, day(days), TODAY) == code


@pytest.mark.parametrize(("days", "code"), [(3, "not_later"), (4, None), (60, None), (61, "too_late")])
def test_a_round_is_extended_beyond_its_old_end(days, code):
    assert code_of(check_later_end, day(days), day(3), TODAY) == code


def test_a_round_that_ended_may_be_extended_but_not_into_the_past():
    assert code_of(check_later_end, day(0), day(-3), TODAY) is None
    assert code_of(check_later_end, day(-1), day(-3), TODAY) == "not_later"


@pytest.mark.parametrize(("days", "code"), [(3, "before_end"), (4, None)])
def test_the_conversation_is_after_the_end(days, code):
    assert code_of(check_meeting, day(days), day(3), TODAY) == code


def test_a_conversation_of_a_closed_round_is_not_in_the_past():
    assert code_of(check_meeting, day(-1), None, TODAY) == "before_end"
    assert code_of(check_meeting, day(0), None, TODAY) is None


@pytest.mark.parametrize(("days", "mark"), [(8, None), (7, 7), (6, 7), (3, 7), (2, 2), (0, 2)])
def test_the_last_mark_before_the_end(days, mark):
    """Over the night of 25 October, in which the clock moves."""
    closes_on = day(days)

    assert last_mark(closes_on, TODAY, (7, 2)) == (closes_on - timedelta(days=mark) if mark else None)


def code_of(check, *given):
    try:
        check(*given)
    except WrongDate as wrong:
        return wrong.code
    return None
