"""Ranks and the lower middle."""

import pytest

from scoring.domain.levels import LEVELS, NOT_APPLICABLE, OPEN, RANKS, STANDINGS, level_key, median_low


def test_ranks_run_from_worst_to_best():
    assert LEVELS == ("ernstig_issue", "aandachtspunt", "neutraal", "uitblinker")
    assert RANKS == {"ernstig_issue": 0, "aandachtspunt": 1, "neutraal": 2, "uitblinker": 3}


@pytest.mark.parametrize(
    ("ranks", "middle"),
    [([], None), ([2], 2), ([3, 0], 0), ([3, 1, 2], 2), ([0, 3, 3, 1], 1), ([3, 3, 0, 0], 0), ([1, 1, 3, 3, 3], 3)],
)
def test_an_even_split_takes_the_worse(ranks, middle):
    assert median_low(ranks) == middle


def test_a_rank_has_its_key_and_nothing_has_none():
    assert [level_key(rank) for rank in range(4)] == list(LEVELS)
    assert level_key(None) is None


def test_what_has_no_level_stands_apart_from_the_ranks():
    assert STANDINGS == {**RANKS, "nvt": NOT_APPLICABLE, None: OPEN}
    assert len(set(STANDINGS.values())) == 6
