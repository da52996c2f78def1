"""Eis 3, 5 and 6, each by itself: who counts, when, and the edges."""

import pytest

from scoring.domain.staffing.coverage import coverage
from scoring.domain.staffing.parse import parse
from tests.scoring.staffing import rosters
from tests.scoring.staffing.rosters import (
    CARE,
    DAY,
    EVENING,
    NIGHT,
    RULES,
    SCENARIO_1,
    WATCH,
    check,
    gaps,
    shift,
)

ALL_DAY = "00:00-24:00"
SEVEN_DAYS = range(1, 8)


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


def test_eis_6_unpaid_nurse_is_not_in_the_roster():
    assert gaps(check("6", [shift(ALL_DAY, 5, paid=False)])) == [("00:00", "24:00")]


def test_eis_6_counts_nurses_of_the_whole_location_and_within_reach():
    one = {"clients": 8, "shifts": [shift("00:00-12:00", 5, purpose="bereikbaarheid")]}
    other = {"clients": 8, "shifts": [shift("12:00-24:00", 4, share=0.125)]}

    assert coverage(parse(rosters.document(one, other)), RULES)["6"].gaps == ()
