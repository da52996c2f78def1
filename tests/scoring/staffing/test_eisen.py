"""Each eis by itself: who counts, when, and the edges."""

import pytest

from scoring.domain.staffing.coverage import coverage
from scoring.domain.staffing.parse import parse
from tests.scoring.staffing import rosters
from tests.scoring.staffing.rosters import (
    CARE,
    DAY,
    EVENING,
    NIGHT,
    NZA_WINDOWS,
    RULES,
    SCENARIO_1,
    WATCH,
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


# Eis 3: zingeving


def test_eis_3_quiet_hours_of_scenario_1_leave_one_free():
    assert check("3", SCENARIO_1).reason == "zingeving_in_rustige_uren"


def test_eis_3_handover_is_too_short_for_zingeving():
    """Alternative 4 has one carer in the quiet hours; two only while the shifts overlap."""
    found = check("3", [shift("07:00-15:00", 3), shift("14:30-23:00", 3)])

    assert (found.ok, found.reason) == (False, "niet_elke_dag_zingeving")
    assert [gaps(found, day) for day in SEVEN_DAYS] == [[("07:00", "15:00")]] * 7


def test_eis_3_half_of_the_quiet_time_is_enough():
    """Quiet with the windows of the NZa: 10 to 12 and 14 to 15."""
    assert check("3", [shift(DAY, 3), shift("10:00-11:30", 2)]).ok is True
    assert check("3", [shift(DAY, 3), shift("10:00-11:15", 2)]).ok is False


def test_eis_3_quiet_time_needs_somebody_paid():
    volunteer = shift(DAY, 1, paid=False)

    assert check("3", [volunteer, volunteer]).ok is False
    assert check("3", [volunteer, shift(DAY, 2)]).ok is True


def test_eis_3_without_quiet_time_needs_its_own_person():
    two = [shift(ALL_DAY, 3), shift(ALL_DAY, 3)]

    assert check("3", two, windows=[["07:00", "15:00"]]).ok is False
    assert check("3", [*two, shift("10:00-18:00", 3, purpose="zingeving")], windows=[["07:00", "15:00"]]).ok is True


@pytest.mark.parametrize(
    ("line", "ok"),
    [
        (shift("10:00-18:30", 3, purpose="zingeving"), True),
        (shift(DAY, 1, share=0.5, purpose="zingeving"), True),
        (shift(DAY, 3, share=0.25, purpose="zingeving"), False),
        (shift(DAY, 1, paid=False, purpose="zingeving"), False),
        (shift(EVENING, 3, purpose="zingeving"), False),
    ],
    ids=["day", "half", "quarter", "unpaid", "evening"],
)
@pytest.mark.parametrize("mode", ["gecombineerd", "strikt"])
def test_eis_3_who_is_there_for_zingeving(line, ok, mode):
    assert check("3", [line], mode=mode).ok is ok


def test_eis_3_weekday_zingeving_is_thin_at_the_weekend():
    found = check("3", [shift(DAY, 3, purpose="zingeving", days="weekdays")])

    assert sorted(gap.weekday for gap in found.gaps) == [6, 7]


def test_eis_3_strict_does_not_take_quiet_hours():
    assert check("3", SCENARIO_1, mode="strikt").ok is False


# Eis 5: enough knowledge at hand


def test_eis_5_shared_people_count_as_cover():
    assert check("5", [shift(ALL_DAY, 3, share=0.125)]).ok is True


@pytest.mark.parametrize(
    "line",
    [
        shift(ALL_DAY, 2),
        shift(ALL_DAY, 3, paid=False),
        shift(ALL_DAY, 3, purpose="toezicht"),
        shift(ALL_DAY, 3, purpose="zingeving"),
        shift(ALL_DAY, 3, purpose="bereikbaarheid"),
    ],
    ids=["niveau 2", "unpaid", "toezicht", "zingeving", "bereikbaarheid"],
)
def test_eis_5_who_does_not_count(line):
    found = check("5", [line])

    assert (found.reason, gaps(found)) == ("niet_altijd_voldoende_niveau", [("00:00", "24:00")])


def test_eis_5_without_a_night_shift_is_thin_at_both_ends_of_the_day():
    assert gaps(check("5", CARE)) == [("00:00", "07:00"), ("23:30", "24:00")]


def test_eis_5_night_shift_of_sunday_covers_monday_morning():
    found = check("5", [*CARE, shift(NIGHT, 3, purpose="nacht", days=[7])])

    assert gaps(found, 1) == [("23:30", "24:00")]
    assert gaps(found, 7) == [("00:00", "07:00")]


# Eis 6: a nurse within thirty minutes


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({}, "antwoord_ontbreekt"),
        ({"nurse_within_30": True}, "verpleegkundige_binnen_30_minuten"),
        ({"nurse_within_30": False}, "geen_verpleegkundige_binnen_30_minuten"),
    ],
)
@pytest.mark.parametrize("shifts", [SCENARIO_1, CARE], ids=["nurses", "no nurses"])
def test_eis_6_rests_on_the_answer_and_never_on_the_roster(shifts, answer, reason):
    found = check("6", shifts, **answer)

    assert (found.ok, found.reason) == (answer.get("nurse_within_30"), reason)


def test_eis_6_gaps_show_when_no_nurse_is_in_the_roster():
    assert gaps(check("6", [shift(NIGHT, 4, share=0.25, purpose="nacht"), *WATCH])) == [("07:30", "23:00")]


def test_eis_6_counts_nurses_of_the_whole_location_and_within_reach():
    one = {"clients": 8, "shifts": [shift("00:00-12:00", 5, purpose="bereikbaarheid")]}
    other = {"clients": 8, "shifts": [shift("12:00-24:00", 4, share=0.125)]}

    assert coverage(parse(rosters.document(one, other)), RULES)["6"].gaps == ()
