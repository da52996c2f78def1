"""Who is on a group, quarter by quarter of a day."""

from scoring.domain.staffing.presence import Quarter, picture
from tests.scoring.staffing.rosters import SCENARIO_1, roster, shift


def day(shifts, weekday=1):
    return picture(roster(shifts).groups[0], weekday)


def test_picture_of_scenario_1_has_two_carers_and_four_at_the_handover():
    found = {quarter.start: (quarter.carers, quarter.present) for quarter in day(SCENARIO_1)}

    assert len(found) == 96
    assert [found[start] for start in (405, 420, 900, 915, 930, 1395, 1410)] == [
        *[(0, 0), (2, 2), (4, 4), (4, 4)],
        *[(2, 2), (2, 2), (0, 0)],
    ]


def test_picture_counts_unpaid_and_zingeving_as_present_only():
    found = day([shift("07:00-08:00", 1, paid=False), shift("07:00-08:00", 3, purpose="zingeving")])

    assert found[28] == Quarter(420, 0, 2)


def test_picture_counts_who_is_there_for_the_whole_quarter():
    assert [quarter.present for quarter in day([shift("07:05-07:30", 3)])[28:31]] == [0, 1, 0]


def test_picture_of_a_weekend_day_leaves_weekday_shifts_out():
    assert day([shift("07:00-08:00", 3, days="weekdays")], weekday=6)[28] == Quarter(420, 0, 0)
