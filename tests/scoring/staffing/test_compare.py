"""Two rosters side by side, one change at a time, and the differences with an example."""

from dataclasses import replace
from fractions import Fraction

import pytest

from scoring.domain.staffing.compare import (
    GROUP_VARIABLES,
    ROSTER_VARIABLES,
    SHIFT_VARIABLES,
    Change,
    Difference,
    apply,
    clients_per_person_at_night,
    compare,
    differences,
    what_if,
)
from scoring.domain.staffing.examples import example
from scoring.domain.staffing.parse import parse
from scoring.domain.staffing.week import Gap, Window
from tests.scoring.staffing import rosters
from tests.scoring.staffing.rosters import ALTERNATIVE_4, DAY, RULES, SCENARIO_1, rounded, shift

NZA = example("nza", RULES).roster
ACTIZ = example("actiz", RULES).roster
ZINGEVING = rosters.roster([shift(DAY, 3, share=0.25, purpose="zingeving")]).groups[0].shifts[0]


@pytest.mark.parametrize(
    ("change", "ratio"),
    [
        (Change("clients", 10), "0.7019"),
        (Change("clients", 12, group=0), "0.5849"),
        (Change("productivity", Fraction(77, 100)), "0.8774"),
        (Change("add_shift", ZINGEVING), "0.9261"),
        (Change("remove_shift", group=0, shift=6), "0.8287"),
        (Change("share", Fraction(1, 2), 0, 0), "0.7799"),
        (Change("level", 1, 0, 2), "0.8774"),
        (Change("break_minutes", 60, 0, 0), "0.8652"),
        (Change("days", (1, 2, 3, 4, 5), 0, 0), "0.8217"),
        (Change("paid", False, 0, 2), "0.6824"),
        (Change("window", Window(420, 660), 0, 0), "0.7677"),
        (Change("count", 8), "0.8774"),
    ],
    ids=lambda value: value.variable if isinstance(value, Change) else "",
)
def test_what_if_shows_the_ratio_before_and_after(change, ratio):
    found = what_if(NZA, change, RULES)

    assert rounded(found.before.figures.fte_per_client, 4) == "0.8774"
    assert rounded(found.after.figures.fte_per_client, 4) == ratio
    assert found.fte_per_client == found.after.figures.fte_per_client - found.before.figures.fte_per_client


def test_what_if_shows_the_gaps_that_open_and_close():
    unpaid = what_if(NZA, Change("paid", False, 0, 2), RULES)
    back = what_if(unpaid.after.roster, Change("paid", True, 0, 2), RULES)

    opened = tuple(gap for day in range(1, 8) for gap in (Gap(day, 420, 600), Gap(day, 720, 840)))
    assert (unpaid.gaps["1"].opened, unpaid.gaps["1"].closed) == (opened, ())
    assert (back.gaps["1"].opened, back.gaps["1"].closed) == ((), opened)
    assert unpaid.gaps["2"] == ((), ())


def test_what_if_of_a_setting_touches_no_hours():
    found = what_if(NZA, Change("mode", "strikt"), RULES)

    assert found.fte_per_client == 0
    assert (found.before.checks["1"].ok, found.after.checks["1"].ok) == (True, False)


def test_what_if_of_the_nurse_changes_eis_6_alone():
    found = what_if(NZA, Change("nurse_within_30", True), RULES)

    assert [eis for eis in found.after.checks if found.before.checks[eis] != found.after.checks[eis]] == ["6"]


def test_change_of_one_group_leaves_the_others():
    both = parse(rosters.document(*[{"clients": 8, "shifts": [shift(DAY, 3)]}] * 2))

    found = apply(both, Change("level", 4, 1, 0))

    assert [group.shifts[0].level for group in found.groups] == [3, 4]
    assert [len(group.shifts) for group in apply(both, Change("add_shift", ZINGEVING)).groups] == [2, 2]


@pytest.mark.parametrize("variable", sorted(SHIFT_VARIABLES))
def test_change_of_a_shift_needs_its_place(variable):
    with pytest.raises(ValueError, match="needs a group"):
        apply(NZA, Change(variable, 1))
    with pytest.raises(ValueError, match="needs a shift"):
        apply(NZA, Change(variable, 1, group=0))


def test_change_of_what_is_no_variable_is_refused():
    assert not ROSTER_VARIABLES & GROUP_VARIABLES
    with pytest.raises(ValueError, match="salary"):
        apply(NZA, Change("salary", 1))


def test_compare_lays_the_wished_roster_beside_the_current():
    found = compare(rosters.roster(ALTERNATIVE_4), rosters.roster(SCENARIO_1), RULES)

    assert rounded(found.fte_per_client, 4) == "0.1462"
    assert found.gaps["3"].closed == tuple(Gap(day, 420, 900) for day in range(1, 8))


def test_compare_without_clients_has_no_difference_in_ratio():
    assert compare(NZA, rosters.roster(SCENARIO_1, clients=0), RULES).fte_per_client is None


def test_differences_of_the_actiz_example_with_that_of_the_nza():
    assert differences(ACTIZ, NZA, RULES) == (
        Difference("uren_per_groep", Fraction(34), Fraction(36)),
        Difference("niveaus", (2, 3), (2, 3, 4)),
        Difference("aparte_zingeving", Fraction(8), Fraction(0)),
        Difference("informele_hulp", Fraction(8), Fraction(0)),
        Difference("productiviteit", Fraction(4, 5), Fraction(33, 50)),
    )


def test_differences_in_group_size_and_night():
    own = rosters.roster([*SCENARIO_1[:-1], {**SCENARIO_1[-1], "share": 0.5}], clients=6)

    assert differences(own, NZA, RULES) == (
        Difference("groepsgrootte", Fraction(6), Fraction(8)),
        Difference("uren_per_groep", Fraction(38), Fraction(36)),
        Difference("nacht", Fraction(12), Fraction(32)),
    )


def test_roster_does_not_differ_from_itself():
    assert differences(NZA, replace(NZA), RULES) == ()


def test_night_of_scenario_1_is_one_for_32():
    assert clients_per_person_at_night(NZA, RULES) == 32


def test_night_counts_nobody_who_is_unpaid_or_within_reach():
    away = [shift("23:00-07:30", 5, purpose="bereikbaarheid"), shift("23:00-07:30", 1, paid=False)]

    assert clients_per_person_at_night(rosters.roster(away), RULES) is None
