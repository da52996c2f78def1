"""Which groups may have figures: nothing that can be had by adding and subtracting is small."""

import pytest

from scoring.domain.disclosure_groups import Candidate, Selection
from scoring.domain.disclosure_model import COUNTRY, NL, REGION, THEMES, TRANSITION
from scoring.domain.disclosure_shadows import shadows
from tests.scoring.domain.disclosure_cases import DAYS, SETTINGS, outcome, publish_all, spread

SHARES = (15, 35, 25, 25)


def statuses(snapshot, breakdown, row="thema"):
    """Per group whether the row has new figures, the old ones, or why it is hidden."""
    found = {}
    for table in snapshot.tables:
        if (table.key, table.breakdown) == (THEMES, breakdown):
            (only,) = [one for one in table.rows if one.key == row]
            cell = next(iter(only.cells.values()))
            found[table.group] = cell.why if only.n is None else "new" if only.since == snapshot.on else "old"
    return found


def regions(**numbers):
    """Scans per region, of many organisations."""
    rows = []
    for key, number in numbers.items():
        rows += spread(number, SHARES, start=len(rows) + 1, region=key)
    return rows


def test_a_small_region_joins_its_zorgkantoor_and_takes_another_with_it():
    (snapshot,) = publish_all(regions(a=60, b=4, c=40, d=45, e=40))
    found = statuses(snapshot, "region")

    assert found["b"] == "joined"
    assert found["a"] == "complement"
    assert statuses(snapshot, "zorgkantoor")["A"] == "new"


def test_a_region_beside_a_rest_that_is_large_enough_is_shown():
    (snapshot,) = publish_all(regions(a=60, b=4, c=40, d=45, e=40) + spread(16, SHARES, start=900, region="x"))

    assert statuses(snapshot, "region")["x"] in ("new", "complement", "exact", "attack")
    assert statuses(snapshot, "region")["b"] == "joined"


def test_two_parts_that_are_the_whole_are_not_both_shown():
    (snapshot,) = publish_all(spread(60, SHARES, small=True) + spread(90, SHARES, start=500, small=False))

    assert statuses(snapshot, "small") == {"yes": "new", "no": "complement"}


def test_a_region_of_few_organisations_or_one_large_one_is_hidden():
    many = spread(80, SHARES, region="c")
    two = [outcome(500 + place, place % 2, place % 4, region="a") for place in range(40)]
    dominated = [outcome(700 + place, 0 if place < 21 else place, place % 4, region="e") for place in range(40)]
    (snapshot,) = publish_all(many + two + dominated)
    found = statuses(snapshot, "region")

    assert found["a"] in ("few", "joined")
    assert found["e"] in ("few", "joined")


def test_a_population_below_the_floor_has_no_figures_at_all():
    for rows in (spread(9, SHARES), spread(40, SHARES, organisations=2), []):
        (snapshot,) = publish_all(rows)
        assert snapshot.facts == ()
        assert all(row.n is None for table in snapshot.tables for row in table.rows)


def test_figures_stand_until_ten_locations_joined():
    first = spread(80, SHARES, confirmed_on=DAYS[0])
    few = spread(9, SHARES, start=200, confirmed_on=DAYS[1])
    more = spread(6, SHARES, start=300, confirmed_on=DAYS[2])
    old, same, new = publish_all(first + few + more, DAYS)

    assert statuses(old, COUNTRY) == {NL: "new"}
    assert statuses(same, COUNTRY) == {NL: "old"}
    assert same.table(THEMES).rows[0].since == DAYS[0]
    assert same.table(THEMES).rows == old.table(THEMES).rows
    assert new.table(THEMES).rows[0].since == DAYS[2]


def test_figures_stand_when_those_who_joined_are_of_one_organisation():
    first = spread(80, SHARES, confirmed_on=DAYS[0])
    rest = [outcome(200 + place, 99, place % 4, confirmed_on=DAYS[1]) for place in range(30)]
    _, same = publish_all(first + rest, DAYS[:2])

    assert statuses(same, COUNTRY) == {NL: "old"}


@pytest.mark.parametrize(("had", "status"), [(98, "complement"), (100, "complement"), (85, "new"), (0, "new")])
def test_a_group_that_could_be_had_before_needs_as_many_newcomers_as_a_row(had, status):
    np = pytest.importorskip("numpy")
    everybody, scans = np.ones(160, dtype=bool), np.arange(160)
    candidates = {
        (COUNTRY, NL): Candidate(everybody),
        ("small", "no"): Candidate(scans < 100, shadow=scans < had if had else None),
    }

    assert Selection(scans % 9, SETTINGS, candidates).settle()["small", "no"] == status


def test_the_rest_of_a_division_is_the_shadow_of_the_one_group_in_it():
    np = pytest.importorskip("numpy")
    scans = np.arange(12)
    stood = [{(COUNTRY, NL): scans < 10, ("small", "yes"): scans < 4, (REGION, "a"): scans < 6}]
    ever = {("small", "no"): scans >= 4, (REGION, "b"): (scans >= 6) & (scans < 9), (REGION, "c"): scans >= 9}

    found = shadows(stood, ever, {}, scans >= 0)

    assert list(found) == [("small", "no")]
    assert found["small", "no"].tolist() == ((scans >= 4) & (scans < 10)).tolist()


def test_repeats_renew_and_are_compared_on_the_same_locations():
    first = spread(80, SHARES, confirmed_on=DAYS[0])
    again = [
        row._replace(scan=1000 + row.scan, number=2, confirmed_on=DAYS[2], themes=((row.themes[0] + 1) % 4,))
        for row in first[:40]
    ]
    snapshots = publish_all(first + again, DAYS)

    assert statuses(snapshots[2], COUNTRY) == {NL: "new"}
    rows = snapshots[2].table(TRANSITION).rows
    assert [row.key for row in rows] == ["thema:first", "thema:repeat"]
    assert all(row.n in (None, 35, 40, 45) for row in rows)
    assert any(row.n for row in rows)
