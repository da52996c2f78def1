"""Where a roster is thin: the examples of the NZa, several groups, and what holds for every roster."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.domain.staffing.coverage import EISEN, coverage
from scoring.domain.staffing.parse import parse
from tests.scoring.staffing import rosters
from tests.scoring.staffing.rosters import (
    ALTERNATIVE_4,
    ALTERNATIVE_6,
    NURSES,
    NZA_WINDOWS,
    RULES,
    SCENARIO_1,
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
