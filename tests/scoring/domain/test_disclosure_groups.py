"""Which groups may have figures: nothing that can be had by adding and subtracting is small."""

from collections import Counter

from hypothesis import given

from scoring.domain.disclosure import publish
from scoring.domain.disclosure_model import COUNTRY, FIRST, NL, THEMES, TRANSITION, all_facts
from tests.scoring.domain.disclosure_cases import (
    DAY,
    DAYS,
    SETTINGS,
    ZORGKANTOREN,
    countries,
    outcome,
    population,
    quick,
    spread,
)

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


def publish_all(rows, days=(DAY,)):
    snapshots = []
    for on in days:
        snapshots.append(publish(population(rows, on), ZORGKANTOREN, snapshots, SETTINGS))
    return snapshots


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


# Everything that can be had by adding and subtracting whole rows, reckoned with plain sets


def is_eligible(scans, owners):
    sizes = Counter(owners[scan] for scan in scans)
    return not scans or (len(scans) >= 10 and len(sizes) >= 3 and 2 * max(sizes.values()) <= len(scans))


def standing(snapshots, attribute):
    """Per place all its figures: day and scans, old to new."""
    found = {}
    for fact, roster in all_facts(snapshots):
        if fact.place.attribute == attribute:
            found.setdefault(fact.place, []).append((fact.on, frozenset(roster.members(fact).tolist())))
    return found


@quick(6)
@given(countries())
def test_rows_differences_and_rests_are_large_enough_or_empty(rows):
    owners = {row.scan: row.organisation for row in rows}
    places = standing(publish_all(rows, DAYS), "theme/thema")
    every = {scans for versions in places.values() for _, scans in versions}

    assert all(is_eligible(scans, owners) for scans in every)
    for versions in places.values():
        for (_, before), (_, after) in zip(versions, versions[1:]):
            assert is_eligible(after - before, owners)
            assert after - before
    for one in every:
        for other in every:
            if one < other:
                assert is_eligible(other - one, owners)


@quick(6)
@given(countries())
def test_what_is_in_no_part_is_large_enough_or_empty(rows):
    owners = {row.scan: row.organisation for row in rows}
    snapshots = publish_all(rows, DAYS)
    for snapshot in snapshots:
        stands = {
            fact.place: (fact.on, versions[-1][1])
            for fact in snapshot.facts
            if fact.place.attribute == "theme/thema" and FIRST not in fact.place.row
            if (versions := [one for one in standing(snapshots, "theme/thema")[fact.place] if one[0] <= snapshot.on])
        }
        for place, (on, scans) in stands.items():
            below = {COUNTRY: ("zorgkantoor", "size", "small", "period"), "zorgkantoor": ("region",)}
            for breakdown in below.get(place.breakdown, ()):
                parts = [
                    found
                    for other, (_, found) in stands.items()
                    if other.breakdown == breakdown
                    and (breakdown != "region" or ZORGKANTOREN[other.group] == place.group)
                ]
                rest = scans - frozenset().union(*parts)
                if parts and on == snapshot.on and place.table == THEMES and breakdown != "zorgkantoor":
                    assert is_eligible(rest, owners), (snapshot.on, place, breakdown)
