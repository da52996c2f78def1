"""One row on its own: rounding, putting levels together, and what the number of locations would give away."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.domain.disclosure_model import EXACT, FORMS, ONE_SIDED, Shown, Suppressed
from scoring.domain.disclosure_rows import interval, is_loose, objection, put_together, rounded, settle
from tests.scoring.domain.disclosure_cases import SETTINGS, quick


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_counts_are_rounded_to_five(count, shown):
    assert rounded(count, 5) == shown


@given(st.integers(0, 400), st.integers(5, 12))
def test_interval_holds_exactly_the_counts_that_round_to_it(count, base):
    low, high = interval(rounded(count, base), base)

    assert low <= count <= high
    assert {rounded(value, base) for value in range(low, high + 1)} == {rounded(count, base)}
    assert rounded(high + 1, base) != rounded(count, base)


def test_all_at_their_highest_would_give_every_count_away():
    assert not is_loose((5, 5, 5, 5), 28, 5)
    assert not is_loose((5, 5, 5, 5), 25, 5)
    assert is_loose((5, 5, 5, 5), 24, 5)
    assert not is_loose((20, 10), 31, 5)
    assert is_loose((20, 10), 30, 5)


@quick(20)
@given(st.lists(st.integers(0, 16), min_size=2, max_size=4))
def test_loose_is_what_trying_all_counts_says(counts):
    shown = [rounded(count, 5) for count in counts]
    ends = [interval(count, 5) for count in shown]
    worlds = [world for world in product(*[range(low, high + 1) for low, high in ends]) if sum(world) == sum(counts)]
    full = all({world[place] for world in worlds} >= set(end) for place, end in enumerate(ends))

    assert is_loose(shown, sum(counts), 5) == full


def test_a_row_with_nearly_all_in_one_level_is_put_together():
    assert settle((1, 93, 1, 5), FORMS, SETTINGS) == (FORMS[1], (95, 0, 5))
    assert settle((1, 92, 4, 3), FORMS, SETTINGS) == (FORMS[3], (95, 5))
    assert settle((4, 6, 3, 98), FORMS, SETTINGS) == (FORMS[2], (5, 5, 100))


def test_rows_with_everybody_in_one_level_or_part_are_hidden():
    assert settle((0, 40, 0, 0), FORMS, SETTINGS) == ONE_SIDED
    assert settle((20, 20, 0, 0), FORMS, SETTINGS) == (FORMS[0], (20, 20, 0, 0))
    assert settle((1, 38, 1, 0), FORMS, SETTINGS) == ONE_SIDED
    assert objection((40, 0, 0), FORMS[1], 40, SETTINGS) == ONE_SIDED


def test_level_that_may_hold_nine_tenths_by_rounding_counts_as_one_sided():
    assert objection((5, 85, 5, 0), FORMS[0], 96, SETTINGS) == ONE_SIDED
    assert objection((10, 80, 5, 0), FORMS[0], 96, SETTINGS) is None


@quick(20)
@given(st.lists(st.integers(0, 300), min_size=4, max_size=4).filter(lambda counts: sum(counts) >= 10))
def test_what_is_shown_is_loose_rounded_and_never_one_sided(counts):
    found = settle(counts, FORMS, SETTINGS)
    if isinstance(found, str):
        assert found in (ONE_SIDED, EXACT)
        return
    form, shown = found
    parts = [sum(counts[rank] for rank in part) for part in form]
    assert shown == put_together(counts, form, 5)
    assert all(abs(count - part) <= 2 and count % 5 == 0 for count, part in zip(shown, parts))
    assert is_loose(shown, sum(counts), 5)
    assert sum(count > 0 for count in shown) > 1
    single = [part for part, ranks in zip(parts, form) if len(ranks) == 1]
    assert all(10 * part < 9 * sum(counts) for part in single)


def test_seldom_hidden_for_rounding_alone():
    """Of all rests that four counts can leave, at most one in a hundred cannot be shown in any form."""
    failed = [
        rest
        for rest in product(range(-2, 3), repeat=4)
        if isinstance(settle([base + off for base, off in zip((20, 60, 40, 80), rest)], FORMS, SETTINGS), str)
    ]

    assert len(failed) <= 6


def test_hidden_cells_have_nothing_to_print():
    assert not hasattr(Suppressed("few"), "count")
    assert not hasattr(Suppressed("few"), "share")
    assert Shown(5, 0.5) != Suppressed("few")
