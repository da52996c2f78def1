"""Publishing: what a snapshot holds, that it stays as it is, and that it is still of use."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

from scoring.demo.reference import THEME_SHARES, TIER_SHARES
from scoring.domain.disclosure import NotInOrder, publish
from scoring.domain.disclosure_check import check
from scoring.domain.disclosure_model import ATTACK, BREAKDOWNS, COUNTRY, FUNNEL, THEMES, TIER, Shown, Suppressed
from scoring.domain.disclosure_population import Standing
from scoring.domain.disclosure_settings import SettingsError
from scoring.domain.levels import LEVELS
from scoring.domain.tiers import TIERS
from tests.scoring.domain.disclosure_cases import (
    DAY,
    DAYS,
    EXAMPLES,
    SETTINGS,
    ZORGKANTOREN,
    outcome,
    population,
    publish_all,
    reference,
    reference_population,
    spread,
)

SHARES = (15, 35, 25, 25)


def national(total, seed=2026):
    """The snapshot of the reference population without its parts, which takes far less time."""
    rows, hierarchy = reference(total, seed=seed)
    alike = {"region": "utrecht", "size": "klein", "small": False, "targets": frozenset(), "confirmed_on": DAY}
    return publish(reference_population([row._replace(**alike) for row in rows]), hierarchy, [], SETTINGS)


@pytest.fixture(scope="module", params=[180, 212, 302])
def country(request):
    return national(request.param)


def test_every_theme_has_national_figures_near_the_published_shares(country):
    rows = {row.key: row for row in country.table(THEMES).rows}

    assert list(rows) == list(THEME_SHARES)
    for theme, shares in THEME_SHARES.items():
        assert rows[theme].n
        for levels, cell in rows[theme].cells.items():
            expected = sum(shares[LEVELS.index(level)] for level in levels.split("+"))
            assert abs(100 * cell.share - expected) <= 3


def test_tiers_have_national_figures_near_the_published_shares(country):
    for row in country.table(TIER).rows:
        assert row.n
        for tiers, cell in row.cells.items():
            expected = sum(TIER_SHARES[TIERS.index(tier)] for tier in tiers.split("+"))
            assert abs(100 * cell.share - expected) <= 3


def test_reference_figures_say_something_about_parts_of_the_country():
    rows, hierarchy = reference(212)
    snapshot = publish(reference_population(rows, themes=2), hierarchy, [], SETTINGS)
    shown = Counter(table.breakdown for table in snapshot.tables for row in table.rows if table.key == THEMES and row.n)

    assert shown["country"] == shown["small"] == 2
    assert shown["zorgkantoor"] >= 6
    assert shown["size"] >= 6
    assert shown["target"] >= 6
    assert shown["region"] >= 2


@pytest.mark.parametrize("seed", [1, 7])
def test_every_theme_has_national_figures_for_other_draws_too(seed):
    assert all(row.n for row in national(212, seed=seed).table(THEMES).rows)


def test_shares_come_from_rounded_counts():
    (snapshot,) = publish_all(spread(83, SHARES))
    for table in snapshot.tables:
        for row in table.rows:
            counts = [cell.count for cell in row.cells.values() if isinstance(cell, Shown)]
            assert row.n == (sum(counts) or None)
            assert all(count % 5 == 0 for count in counts)
            for cell in row.cells.values():
                assert isinstance(cell, Suppressed) or cell.share == cell.count / row.n


def test_everybody_in_one_level_is_hidden_and_nearly_everybody_put_together():
    (one,) = publish_all(spread(60, (0, 100, 0, 0)))
    (most,) = publish_all(spread(100, (1, 93, 1, 5)))

    assert one.table(THEMES).rows[0].n is None
    assert set(one.table(THEMES).rows[0].cells.values()) == {Suppressed(ATTACK)}
    assert {"one_sided", "exact"}.isdisjoint(
        cell.why
        for table in (*one.tables, *most.tables)
        for row in table.rows
        for cell in row.cells.values()
        if isinstance(cell, Suppressed)
    )
    assert [*most.table(THEMES).rows[0].cells] == ["ernstig_issue+aandachtspunt", "neutraal", "uitblinker"]


def test_the_same_scans_give_the_same_snapshot_in_whatever_order():
    rows = spread(150, SHARES) + spread(40, SHARES, start=500, region="c", small=True)
    (one,), (other,) = publish_all(rows), publish_all(rows[::-1])

    assert one.tables == other.tables


def test_a_late_edit_moves_no_published_figure():
    first, late = spread(80, SHARES, confirmed_on=DAYS[0]), spread(5, SHARES, start=400, confirmed_on=DAYS[1])
    (before,) = publish_all(first, DAYS[:1])
    edited = [row._replace(themes=(3 - row.themes[0],), region="e", organisation=77) for row in first]
    after = publish(population(edited + late, DAYS[1]), ZORGKANTOREN, [before], SETTINGS)

    assert after.table(THEMES).rows == before.table(THEMES).rows


def test_scans_without_a_level_are_in_no_row_of_their_theme():
    (snapshot,) = publish_all(spread(80, SHARES) + [outcome(500 + place, place, -1) for place in range(30)])

    assert 70 <= snapshot.table(THEMES).rows[0].n <= 90


def test_snapshots_come_one_after_the_other_and_never_without_settings():
    (snapshot,) = publish_all(spread(20, SHARES))

    with pytest.raises(NotInOrder):
        publish(population([], DAY), ZORGKANTOREN, [snapshot], SETTINGS)
    with pytest.raises(SettingsError):
        publish(population([], DAY), ZORGKANTOREN, [], None)


def test_columns_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="twice"):
        population([outcome(1, 1, 0), outcome(1, 2, 0)])
    with pytest.raises(ValueError, match="scale"):
        population([outcome(1, 1, 0)._replace(themes=(4,))])


def test_every_group_of_every_breakdown_has_its_table():
    (snapshot,) = publish_all(spread(80, SHARES) + spread(3, SHARES, start=300, region="c"))
    found = {(table.breakdown, table.group) for table in snapshot.tables if table.key == THEMES}

    assert {breakdown for breakdown, _ in found} == set(BREAKDOWNS)
    assert ("region", "c") in found
    assert snapshot.tables[0].breakdown == COUNTRY


def test_the_funnel_is_rounded_and_only_for_groups_that_are_large_enough():
    at = [Standing(place, place % 9, "ab"[place > 59], "open" if place % 3 else "gesprek") for place in range(64)]
    people = population(
        spread(20, SHARES), funnel=at, states=("open", "gesprek", "ingediend"), excluded={"withdrawn": 13}
    )
    snapshot = publish(people, ZORGKANTOREN, [], SETTINGS)
    (row,) = snapshot.table(FUNNEL).rows

    assert {state: cell.count for state, cell in row.cells.items()} == {"open": 40, "gesprek": 20, "ingediend": 0}
    assert snapshot.table(FUNNEL, "region", "b").rows[0].n is None
    assert snapshot.table(FUNNEL, "region", "a").rows[0].n is None
    assert snapshot.excluded == {"withdrawn": 15}


def test_levels_of_no_scan_are_kept():
    """Two locations that trade all levels leave the same snapshot, when the same rows count them."""
    rows = spread(80, SHARES)
    one, other = next((a, b) for a in rows for b in rows if a.themes != b.themes)
    traded = [
        row._replace(themes=twin.themes, rule_tier=twin.rule_tier, decided_tier=twin.decided_tier)
        for row in rows
        for twin in [{one: other, other: one}.get(row, row)]
    ]
    (before,), (after,) = publish_all(rows), publish_all(traded)

    assert (before.facts, before.tables) == (after.facts, after.tables)


def test_the_control_needs_no_django_and_loads_its_arithmetic_when_used():
    code = (
        "import sys, scoring.domain.disclosure_check; "
        "print([name for name in ('django', 'numpy', 'highspy', 'pandas') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"


def test_half_years_of_the_reference_population_are_safe_together():
    rows, hierarchy = reference(110)
    days, snapshots, themes = (DAY - timedelta(days=366), DAY - timedelta(days=183), DAY), [], 8 if EXAMPLES > 12 else 1
    for on in days:
        snapshots.append(publish(reference_population(rows, on, themes), hierarchy, snapshots, SETTINGS))

    assert check(reference_population(rows, DAY, themes), hierarchy, snapshots, SETTINGS) == ()
    assert all(row.n for row in snapshots[-1].table(THEMES).rows)
