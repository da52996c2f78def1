"""The picture of the day says what the checks say."""

from scoring.domain.staffing.outcome import assess
from scoring.domain.staffing.parse import parse
from scoring.staffing.picture import week_view
from tests.scoring.staffing.rosters import ALTERNATIVE_4, RULES, SCENARIO_1, WATCH, document, outcome, shift


def view(shifts, weekday=1, names=("",), **settings):
    return week_view(outcome(shifts, count=1, **settings), list(names), weekday)


def runs(group):
    return [(run.start, run.end, run.carers, run.present) for run in group.runs]


def test_scenario_1_is_two_all_day_and_four_at_the_handover():
    week = view(SCENARIO_1)
    [group] = week.groups

    assert (week.title, week.tabs) == ("Elke dag", [])
    assert runs(group) == [
        ("00:00", "07:00", 0, 0),
        ("07:00", "15:00", 2, 2),
        ("15:00", "15:30", 4, 4),
        ("15:30", "23:30", 2, 2),
        ("23:30", "24:00", 0, 0),
    ]
    assert group.lanes == []
    assert [number.text for number in group.numbers] == ["0", "2", "2"]


def test_thin_spot_is_drawn_and_said():
    windows = [["07:30", "10:30"], ["17:00", "21:00"]]

    [group] = view(ALTERNATIVE_4, windows=windows).groups

    [lane] = [lane for lane in group.lanes if lane.eis == "1"]
    assert lane.words == "10:00 tot 10:30"
    assert [(box.x, box.width) for box in lane.boxes] == [("41.667%", "2.083%")]
    assert [run.thin for run in group.runs if run.start == "10:00"] == [["Twee zorgverleners op drukke zorgmomenten"]]


def test_days_that_look_different_are_tabs():
    shifts = [*SCENARIO_1[:2], *SCENARIO_1[4:], *[{**one, "days": "weekdays"} for one in WATCH]]

    week = view(shifts, weekday=7)

    assert [(tab.weekday, tab.title, tab.is_shown, tab.is_thin) for tab in week.tabs] == [
        (1, "Op werkdagen", False, False),
        (6, "In het weekend", True, True),
    ]
    assert view(shifts, weekday=None).title == "In het weekend"
    assert view(SCENARIO_1, weekday=None).title == "Elke dag"
    assert next(lane.eis for lane in week.groups[0].lanes) == "1"


def test_groups_are_drawn_apart():
    groups = [{"clients": 8, "shifts": SCENARIO_1}, {"clients": 6, "shifts": [shift("07:00-23:00", 3)]}]
    both = assess(parse(document(*groups)), RULES)

    first, second = week_view(both, ["Beneden", ""], 1).groups

    assert [lane.eis for lane in first.lanes] == []
    assert "1" in [lane.eis for lane in second.lanes]
    assert (first.name, second.name) == ("Beneden", "Groep 2")


def test_window_over_midnight_lies_on_both_sides_of_the_day():
    [group] = view(SCENARIO_1, windows=[["22:00", "02:00"]]).groups

    assert [(box.x, box.width) for box in group.windows] == [("91.667%", "8.333%"), ("0.000%", "8.333%")]


def test_very_many_people_fit_in_the_drawing():
    [group] = view([shift("07:00-15:00", 3)] * 12).groups

    assert group.height == 8 * 30 + 24
    assert "12" in [number.text for number in group.numbers]
