"""Where a roster is thin: the acceptance cases of the NZa examples, and the edges."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.domain.staffing.coverage import EISEN, coverage
from scoring.domain.staffing.parse import parse
from tests.scoring.staffing import rosters
from tests.scoring.staffing.rosters import (
    ALTERNATIVE_4,
    ALTERNATIVE_6,
    CARE,
    DAY,
    EVENING,
    NIGHT,
    NURSES,
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


def test_scenario_1_is_covered_as_the_nza_reads_it():
    found = coverage(rosters.roster(SCENARIO_1), RULES)

    assert {eis: found[eis].ok for eis in EISEN} == {"1": True, "2": True, "3": True, "5": True, "6": None}
    assert all(not found[eis].gaps for eis in EISEN)


def test_alternative_4_covers_exactly_the_windows_of_the_nza():
    assert check("1", ALTERNATIVE_4).ok is True


def test_alternative_4_is_thin_in_an_extra_window():
    found = check("1", ALTERNATIVE_4, windows=[*NZA_WINDOWS, ["10:00", "11:00"]])

    assert (found.ok, found.reason) == (False, "minder_dan_twee_zorgverleners")
    assert [gaps(found, day) for day in SEVEN_DAYS] == [[("10:00", "11:00")]] * 7


def test_alternative_4_is_thin_in_the_windows_of_organisatie_4():
    found = check("1", ALTERNATIVE_4, windows=[["07:30", "10:30"], ["17:00", "21:00"]])

    assert gaps(found) == [("10:00", "10:30")]


def test_alternative_6_is_thin_in_all_forty_quarters_of_a_day():
    found = check("1", ALTERNATIVE_6)

    assert [gaps(found, day) for day in SEVEN_DAYS] == [WINDOW_TIMES] * 7
    assert sum(gap.end - gap.start for gap in found.gaps if gap.weekday == 1) == 40 * 15


def test_strict_scenario_1_is_thin_in_every_window():
    found = check("1", SCENARIO_1, mode="strikt")

    assert (found.ok, found.reason) == (False, "minder_dan_drie_mensen")
    assert [gaps(found, day) for day in SEVEN_DAYS] == [WINDOW_TIMES] * 7


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
    assert check("3", [shift(ALL_DAY, 3), line], mode=mode).ok is ok


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


# Several groups


def test_gaps_of_groups_are_put_together_and_kept_apart():
    whole = {"clients": 6, "count": 3, "shifts": [shift("07:00-23:00", 3)]}
    mornings = {"clients": 7, "shifts": [shift("07:00-12:00", 3)]}
    evenings = {"clients": 7, "shifts": [shift("15:00-23:00", 3)]}

    found = coverage(parse(rosters.document(whole, mornings, evenings)), RULES)["2"]

    assert gaps(found) == [("07:00", "23:00")]
    assert [len(group) for group in found.groups] == [0, 7, 7]


def test_zero_clients_are_checked_like_any_group():
    assert coverage(rosters.roster(SCENARIO_1, clients=0), RULES) == coverage(rosters.roster(SCENARIO_1), RULES)


# For every roster

times = st.integers(0, 95).map(lambda quarter: str(timedelta(minutes=15 * quarter)).zfill(8)[:5])
lines = st.builds(
    lambda start, end, level, **other: {"start": start, "end": end, "level": level, **other},
    times,
    times,
    st.integers(1, 5),
    share=st.sampled_from([1, 1, 1, 0.5]),
    days=st.sampled_from(["all", "weekdays", [6, 7], [3]]),
    paid=st.sampled_from([True, True, False]),
    purpose=st.sampled_from(["zorg", "zorg", "toezicht", "zingeving", "bereikbaarheid", "nacht"]),
).filter(lambda line: line["start"] != line["end"])
modes = st.sampled_from(["gecombineerd", "strikt"])


def minutes(found):
    return {(gap.weekday, minute) for gap in found.gaps for minute in range(gap.start, gap.end)}


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.lists(lines, max_size=5), lines, modes)
def test_one_more_shift_never_makes_a_roster_thinner(shifts, extra, mode):
    before = coverage(rosters.roster(shifts, mode=mode), RULES)
    after = coverage(rosters.roster([extra, *shifts], mode=mode), RULES)

    assert all(minutes(after[eis]) <= minutes(before[eis]) for eis in EISEN)


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.lists(lines, max_size=5), modes)
def test_gaps_are_in_order_merged_and_agree_with_the_verdict(shifts, mode):
    found = coverage(rosters.roster(shifts, mode=mode), RULES)

    for eis in ("1", "2", "3", "5"):
        assert found[eis].ok is (not found[eis].gaps)
        assert all((one.weekday, one.end) < (other.weekday, other.start) for one, other in pairwise(found[eis].gaps))


def people(shifts, weekday, quarter, counts):
    """How many of the shifts that count are there in a quarter, the plain way."""
    found = 0
    for line in filter(counts, shifts):
        start, end = (int(line[key][:2]) * 4 + int(line[key][3:]) // 15 for key in ("start", "end"))
        length = (end - start) % 96
        days = {"all": SEVEN_DAYS, "weekdays": range(1, 6)}.get(str(line["days"]), line["days"])
        found += sum((weekday * 96 + quarter - day * 96 - start) % (7 * 96) < length for day in days)
    return found


@settings(derandomize=True, max_examples=25, deadline=None)
@given(st.lists(lines, max_size=5))
def test_combined_reading_equals_counting_heads_quarter_by_quarter(shifts):
    found = coverage(rosters.roster(shifts), RULES)
    care = {"zorg", "nacht"}
    wanted = {
        "1": (2, lambda s: s["share"] == 1 and s["paid"] and s["purpose"] in care | {"toezicht"}),
        "2": (1, lambda s: s["share"] == 1 and s["purpose"] != "bereikbaarheid"),
        "5": (1, lambda s: s["paid"] and s["level"] >= 3 and s["purpose"] in care),
    }
    quarters = {"1": [*range(28, 40), *range(48, 56), *range(64, 84)], "2": range(28, 92), "5": range(96)}

    for eis, (number, counts) in wanted.items():
        thin = {
            (day, quarter * 15 + minute)
            for day in SEVEN_DAYS
            for quarter in quarters[eis]
            if people(shifts, day, quarter, counts) < number
            for minute in range(15)
        }
        assert minutes(found[eis]) == thin


def test_nurses_of_scenario_1_are_there_all_day_and_night():
    assert check("6", NURSES).gaps == ()
