"""The two rosters to start from."""

import pytest

from scoring.domain.staffing.examples import example, examples
from scoring.domain.staffing.outcome import assess
from tests.scoring.staffing.rosters import RULES, SCENARIO_1, roster, rounded


def test_both_examples_say_that_they_are_no_norm():
    found = examples(RULES)

    assert [(one.key, one.name) for one in found] == [("nza", "NZa-voorbeeld"), ("actiz", "ActiZ-voorbeeld")]
    assert all(one.source.text.endswith("Voorbeeld, geen norm.") and one.source.year == 2017 for one in found)


def test_nza_example_is_scenario_1():
    found = example("nza", RULES).roster

    assert sorted(found.groups[0].shifts, key=repr) == sorted(roster(SCENARIO_1).groups[0].shifts, key=repr)
    assert (found.groups[0].clients, found.groups[0].count, rounded(found.productivity, 2)) == (8, 4, "0.66")


def test_actiz_example_has_its_34_hours_and_thin_spots():
    found = assess(example("actiz", RULES).roster, RULES)

    assert found.figures.net_hours_per_group_day == 34
    assert rounded(found.figures.fte_per_client, 3) == "0.829"
    assert {eis: check.ok for eis, check in found.checks.items()} == {
        "1": False,
        "2": True,
        "3": True,
        "5": True,
        "6": None,
    }


def test_example_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError, match="vvt"):
        example("vvt", RULES)
