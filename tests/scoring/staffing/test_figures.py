"""Hours and ratios: every ratio row of the NZa from its printed inputs alone, and the edges."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.domain.staffing.figures import day_hours, figures, fte, per_client, productivity
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
    RULES,
    SCENARIO_1,
    WATCH,
    rounded,
    shift,
)


def nza(shifts, **settings):
    return figures(rosters.roster(shifts, **settings), RULES)


def zingeving(level, share):
    return [*SCENARIO_1, shift(DAY, level, share=share, purpose="zingeving")]


def informal(part):
    """Niveau 2 with a part of its net hours unpaid."""
    paid = [{**line, "share": 1 - part} for line in WATCH]
    unpaid = [{**line, "share": part, "paid": False} for line in WATCH]
    return [*CARE, *paid, *unpaid, *NURSES]


def instead(shifts, old, new):
    return [{**line, "level": new} if line["level"] == old else line for line in shifts]


NURSE_AT_PEAKS = [
    *CARE,
    *WATCH,
    *[shift(times, 4, share=0.125) for times in ("07:00-10:00", "12:00-14:00", "16:00-21:00")],
    shift(NIGHT, 4, share=0.25, purpose="nacht"),
]

#: Alternative, shifts, clients per group, net hours per group per day, exact ratio, ratio as the NZa prints it.
ROWS = [
    ("1 scenario 1", SCENARIO_1, 8, "36", "0.8774", "0.9"),
    ("2 niveau 1 for 2", instead(SCENARIO_1, 2, 1), 8, "36", "0.8774", None),
    ("4 niveau 2 at intensive moments", ALTERNATIVE_4, 8, "30", "0.7312", "0.7"),
    ("6 niveau 3 for two groups", ALTERNATIVE_6, 8, "28", "0.6824", "0.7"),
    ("8 zingeving niveau 3, 1 op 32", zingeving(3, 0.25), 8, "38", "0.9261", None),
    ("9 zingeving niveau 2", zingeving(2, 0.25), 8, "38", "0.9261", None),
    ("10 zingeving niveau 1", zingeving(1, 0.25), 8, "38", "0.9261", None),
    ("11 zingeving 1 op 32", zingeving(3, 0.25), 8, "38", "0.9261", "0.9"),
    ("12 zingeving 1 op 16", zingeving(3, 0.5), 8, "40", "0.9749", "1.0"),
    ("13 zingeving 1 op 8", zingeving(3, 1), 8, "44", "1.0724", "1.1"),
    ("17 niveau 3 for the nurse", instead(SCENARIO_1, 4, 3), 8, "36", "0.8774", None),
    ("19 nurse at intensive moments", NURSE_AT_PEAKS, 8, "35.25", "0.8591", "0.9"),
    ("22 groups of 10", SCENARIO_1, 10, "36", "0.7019", "0.7"),
    ("23 groups of 12", SCENARIO_1, 12, "36", "0.5849", "0.6"),
    ("25 a tenth of niveau 2 informal", informal(0.1), 8, "34.4", "0.8384", "0.8"),
    ("26 half of niveau 2 informal", informal(0.5), 8, "28", "0.6824", "0.7"),
]


@pytest.mark.parametrize(("name", "shifts", "clients", "hours", "ratio", "printed"), ROWS, ids=[row[0] for row in ROWS])
def test_ratio_row_follows_from_printed_inputs(name, shifts, clients, hours, ratio, printed):
    found = nza(shifts, clients=clients)

    assert found.net_hours_per_group_day == Fraction(hours)
    assert rounded(found.fte_per_client, 4) == ratio
    assert printed is None or rounded(found.fte_per_client, 1) == printed


@pytest.mark.parametrize(("part", "ratio", "gross"), [(0.66, "0.8774", "42.5"), (0.77, "0.8774", "36.5")])
def test_productivity_changes_gross_fte_and_not_the_net_ratio(part, ratio, gross):
    found = nza(SCENARIO_1, productivity=part)

    assert (rounded(found.fte_per_client, 4), rounded(found.gross_fte, 1)) == (ratio, gross)


def test_scenario_1_in_full():
    found = nza(SCENARIO_1)

    assert (found.groups, found.clients) == (4, 32)
    assert day_hours(rosters.roster(SCENARIO_1)) == 144
    assert rounded(found.net_fte, 2) == "28.08"
    assert found.hours_per_client_day == Fraction(9, 2)
    assert found.mix == {1: 0, 2: Fraction(4, 9), 3: Fraction(4, 9), 4: Fraction(1, 9), 5: 0}


def test_actiz_example_has_34_paid_hours():
    shifts = [
        *CARE,
        shift("07:00-11:00", 2),
        shift("18:00-22:00", 2),
        shift("10:00-18:30", 3, break_minutes=30, purpose="zingeving"),
        shift("12:00-20:00", 1, paid=False, purpose="toezicht"),
        shift(NIGHT, 3, share=0.25, purpose="nacht"),
    ]

    found = nza(shifts)

    assert (found.net_hours_per_group_day, found.unpaid_hours_per_group_day) == (34, 8)
    assert rounded(found.fte_per_client, 3) == "0.829"


def test_thirty_fte_for_32_clients_is_094():
    assert rounded(per_client(Fraction(30), 32), 2) == "0.94"


def test_productivity_is_what_is_left_of_contract_hours():
    parts = {"verzuim": RULES.verzuim, "verlof": RULES.verlof, "opleiding": RULES.opleiding}

    assert productivity(**parts, niet_clientgebonden=Fraction(0)) == Fraction(77, 100)
    assert productivity(**parts, niet_clientgebonden=RULES.niet_clientgebonden) == RULES.productivity


def test_shift_over_midnight_has_all_its_hours():
    assert nza([shift(NIGHT, 3)]).net_hours_per_group_day == 8


def test_weekday_shift_counts_as_average_of_the_week():
    found = nza([shift(DAY, 5, days="weekdays")], count=1)

    assert found.net_hours_per_group_day == Fraction(40, 7)
    assert found.net_fte == fte(Fraction(40, 7), RULES) == Fraction(40 * 365, 7 * 1872)


def test_unpaid_hours_stand_beside_and_count_nowhere():
    found = nza([shift(DAY, 3), shift(DAY, 1, paid=False)])

    assert (found.net_hours_per_group_day, found.unpaid_hours_per_group_day) == (8, 8)
    assert found.mix[1] == 0


def test_paid_hours_of_bereikbaarheid_count():
    assert nza([shift(DAY, 5, purpose="bereikbaarheid")]).net_hours_per_group_day == 8


def test_uneven_groups_weigh_by_their_number():
    """31 clients in groups of 6, the last of 7."""
    six, seven = (
        {"clients": 6, "count": 4, "shifts": [shift(DAY, 3)]},
        {"clients": 7, "shifts": [shift("07:00-10:00", 3)]},
    )

    found = figures(parse(rosters.document(six, seven)), RULES)

    assert (found.groups, found.clients) == (5, 31)
    assert found.net_hours_per_group_day == Fraction(4 * 8 + 3, 5)
    assert found.hours_per_client_day == Fraction(35, 31)


def test_ratios_without_clients_are_nothing():
    found = nza(SCENARIO_1, clients=0)

    assert (found.fte_per_client, found.hours_per_client_day) == (None, None)
    assert rounded(found.net_fte, 2) == "28.08"


def test_group_without_shifts_has_no_hours_and_no_mix():
    found = nza([])

    assert (found.net_hours_per_group_day, found.gross_fte, set(found.mix.values())) == (0, 0, {0})


shifts = st.lists(
    st.builds(
        shift,
        st.sampled_from([DAY, EVENING, NIGHT, "09:00-13:00"]),
        st.integers(1, 5),
        share=st.sampled_from([1, 0.5, 0.125, 0.1]),
        days=st.sets(st.integers(1, 7), min_size=1).map(sorted),
        paid=st.booleans(),
    ),
    max_size=6,
)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(shifts, st.integers(1, 5), st.integers(0, 12))
def test_count_is_the_same_as_writing_the_group_out(lines, count, clients):
    group = {"clients": clients, "shifts": lines}
    once = parse(rosters.document({**group, "count": count}))
    written_out = parse(rosters.document(*[group] * count))

    assert figures(once, RULES) == figures(written_out, RULES)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(shifts, shifts)
def test_hours_add_up_and_the_mix_is_whole(some, others):
    one, other, both = nza(some), nza(others), nza([*others, *some])

    assert both.net_hours_per_group_day == one.net_hours_per_group_day + other.net_hours_per_group_day
    assert sum(both.mix.values()) == (1 if both.net_hours_per_group_day else 0)
