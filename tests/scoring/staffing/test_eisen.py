"""Eis 1 and 2, each by itself: who counts, when, and the edges."""

import pytest

from tests.scoring.staffing.rosters import (
    NZA_WINDOWS,
    SCENARIO_1,
    check,
    gaps,
    shift,
)

ALL_DAY = "00:00-24:00"
WINDOW_TIMES = [tuple(window) for window in NZA_WINDOWS]
SEVEN_DAYS = range(1, 8)


# Eis 1: two carers at intensive moments


@pytest.mark.parametrize(
    "second",
    [
        shift(ALL_DAY, 1, share=0.99),
        shift(ALL_DAY, 3, paid=False),
        shift(ALL_DAY, 3, purpose="zingeving"),
        shift(ALL_DAY, 3, purpose="bereikbaarheid"),
    ],
    ids=["shared", "unpaid", "zingeving", "bereikbaarheid"],
)
def test_eis_1_second_person_that_does_not_count(second):
    assert gaps(check("1", [shift(ALL_DAY, 3), second])) == WINDOW_TIMES


@pytest.mark.parametrize("purpose", ["zorg", "toezicht", "nacht"])
def test_eis_1_second_person_that_counts(purpose):
    assert check("1", [shift(ALL_DAY, 3), shift(ALL_DAY, 1, purpose=purpose)]).reason == "twee_zorgverleners"


def test_eis_1_of_weekday_shifts_is_thin_at_the_weekend_only():
    found = check("1", [shift(ALL_DAY, 3), shift(ALL_DAY, 2, days="weekdays")])

    assert sorted({gap.weekday for gap in found.gaps}) == [6, 7]


def test_eis_1_window_over_midnight_runs_on_into_the_next_day():
    found = check("1", [shift(ALL_DAY, 3), shift("00:00-12:00", 3)], windows=[["22:00", "02:00"]])

    assert [gaps(found, day) for day in SEVEN_DAYS] == [[("22:00", "24:00")]] * 7


def test_eis_1_without_windows_cannot_be_said():
    found = check("1", SCENARIO_1, windows=[])

    assert (found.ok, found.gaps, found.reason) == (None, (), "geen_intensieve_momenten")


def test_eis_1_gap_is_no_longer_than_the_window():
    assert gaps(check("1", [], windows=[["07:10", "09:50"]])) == [("07:10", "09:50")]


def test_eis_1_overlapping_windows_are_one():
    assert gaps(check("1", [], windows=[["07:00", "09:00"], ["08:00", "10:00"]])) == [("07:00", "10:00")]


@pytest.mark.parametrize(
    ("shifts", "ok"),
    [
        ([shift(ALL_DAY, 3), shift(ALL_DAY, 3)], False),
        ([shift(ALL_DAY, 3), shift(ALL_DAY, 2, purpose="toezicht"), shift(ALL_DAY, 2, purpose="toezicht")], False),
        ([shift(ALL_DAY, 3), shift(ALL_DAY, 3), shift(ALL_DAY, 3)], True),
        ([shift(ALL_DAY, 3), shift(ALL_DAY, 3), shift(ALL_DAY, 2, purpose="toezicht")], True),
        ([shift(ALL_DAY, 3), shift(ALL_DAY, 3), shift(ALL_DAY, 1, paid=False)], True),
        ([shift(ALL_DAY, 3), shift(ALL_DAY, 3), shift(ALL_DAY, 3, share=0.5)], False),
    ],
    ids=["two", "one and two who watch", "three", "two and one who watches", "two and a volunteer", "two and a half"],
)
def test_eis_1_strict_needs_two_for_care_and_a_third(shifts, ok):
    assert check("1", shifts, mode="strikt").ok is ok


# Eis 2: somebody in the living room


def test_eis_2_runs_from_seven_to_eleven():
    found = check("2", [])

    assert (found.reason, gaps(found)) == ("niet_altijd_iemand", [("07:00", "23:00")])


@pytest.mark.parametrize(
    ("line", "ok"),
    [
        (shift(ALL_DAY, 1, paid=False), True),
        (shift(ALL_DAY, 1, purpose="zingeving"), True),
        (shift(ALL_DAY, 2, purpose="toezicht"), True),
        (shift(ALL_DAY, 3, purpose="nacht"), True),
        (shift(ALL_DAY, 3, purpose="bereikbaarheid"), False),
        (shift(ALL_DAY, 4, share=0.5), False),
    ],
    ids=["unpaid", "zingeving", "toezicht", "nacht", "bereikbaarheid", "shared"],
)
def test_eis_2_who_counts_as_being_there(line, ok):
    assert check("2", [line]).ok is ok


def test_eis_2_handover_leaves_no_gap_and_fills_no_other():
    assert gaps(check("2", [shift("07:00-12:00", 2), shift("11:30-15:00", 2)])) == [("15:00", "23:00")]


def test_eis_2_shifts_that_follow_within_a_quarter_leave_no_gap():
    assert check("2", [shift("07:00-12:05", 2), shift("12:05-23:00", 2)]).ok is True


def test_eis_2_a_quarter_is_thin_when_a_minute_of_it_is():
    assert gaps(check("2", [shift("07:00-12:05", 2), shift("12:20-23:00", 2)])) == [("12:00", "12:30")]


def test_eis_2_strict_two_carers_leave_nobody_at_intensive_moments():
    found = check("2", [shift(ALL_DAY, 3), shift(ALL_DAY, 3)], mode="strikt")

    assert (found.reason, gaps(found)) == ("niet_altijd_iemand_naast_de_zorg", WINDOW_TIMES)


@pytest.mark.parametrize(
    "third",
    [shift(ALL_DAY, 3), shift(ALL_DAY, 2, purpose="toezicht"), shift(ALL_DAY, 1, paid=False)],
    ids=["a third carer", "toezicht", "unpaid"],
)
def test_eis_2_strict_holds_with_somebody_besides_the_two(third):
    found = check("2", [shift(ALL_DAY, 3), shift(ALL_DAY, 3), third], mode="strikt")

    assert (found.ok, found.reason) == (True, "altijd_iemand_naast_de_zorg")


def test_eis_2_strict_who_watches_is_enough_beside_one_carer():
    """Scenario 1: eis 1 is short of somebody then, eis 2 is not."""
    assert check("2", SCENARIO_1, mode="strikt").ok is True
