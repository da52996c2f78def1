"""The list and the funnel of the programme office give what going through every location by itself gives."""

import pytest

from questionnaires.models import State
from questionnaires.operations import paging
from questionnaires.operations.counted import counted
from questionnaires.operations.paging import InOrder
from questionnaires.operations.presenters import rows
from questionnaires.operations.queries import SORTS, Wanted, in_this_order, sorted_by, taking_part
from tests.questionnaires.operations.histories import ROUTES, TIERS, Country
from tests.questionnaires.operations.oracle import Oracle

SEEDS = range(8)


def every_wish(country):
    """Nothing, every filter by itself, and some together."""
    adviser, region = country.advisers[0].pk, country.regions[0].pk
    yield Wanted()
    yield from (Wanted(state=state) for state in State.values)
    yield from (Wanted(route=route) for route in ROUTES[1:])
    yield from (Wanted(tier=tier) for tier in TIERS)
    yield from (Wanted(adviser=person.pk) for person in country.advisers)
    yield Wanted(region=region)
    yield Wanted(text="linde")
    yield Wanted(text="lin utr", region=region)
    yield Wanted(state="vastgesteld", adviser=adviser)
    yield Wanted(state="aangemeld", region=region, route="igj")
    yield Wanted(tier="extra", adviser=adviser, text="eik")


def in_order(places, oracle, sort):
    """The names in the order of a sort: what has nothing to sort by comes last, ties go by name."""
    values = {
        "status": lambda place, last: State.values.index(last.state) if last else None,
        "gestart": lambda place, last: last.opened_on if last else None,
        "vastgesteld": lambda place, last: last.confirmed_on if last else None,
        "adviseur": lambda place, last: last.adviser.name if last and last.adviser else None,
        "ondersteuning": lambda place, last: oracle.tier(place),
        "organisatie": lambda place, last: place.organisation.name,
        "regio": lambda place, last: place.region.name,
    }
    key = sort.removeprefix("-")
    value = values.get(key, lambda place, last: place.name)
    named = sorted(places, key=lambda place: (place.name, place.pk.hex))
    having = [place for place in named if value(place, oracle.last(place)) is not None]
    having.sort(key=lambda place: value(place, oracle.last(place)), reverse=sort.startswith("-"))
    return having + [place for place in named if place not in having]


@pytest.mark.parametrize("seed", SEEDS)
def test_list_and_funnel_are_those_of_the_locations_one_by_one(db, seed):
    country = Country(seed)
    oracle = Oracle()
    for wanted in every_wish(country):
        found = counted(wanted, country.now)
        listed = {place.pk for place in oracle.listed(wanted)}

        assert found.funnel == oracle.funnel(wanted, country.now), wanted
        assert found.listed == len(listed), wanted
        assert set(taking_part(wanted).values_list("pk", flat=True)) == listed, wanted
        assert len(taking_part(wanted)) == len(listed), wanted  # each of them once


@pytest.mark.parametrize("seed", SEEDS)
def test_every_sort_gives_the_order_of_the_locations_one_by_one(db, seed):
    Country(seed)
    oracle = Oracle()
    for sort in ["", *SORTS, *(f"-{key}" for key in SORTS)]:
        expected = [place.name for place in in_order(oracle.listed(Wanted()), oracle, sort)]

        assert [place.name for place in sorted_by(taking_part(Wanted()), sort)] == expected, sort
        found, size = InOrder(Wanted(sort=sort)), 4
        pages = [found[start : start + size] for start in range(0, len(expected) + size, size)]
        assert [place.name for page in pages for place in in_this_order(page)] == expected, sort


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_every_sort_of_a_filtered_list_gives_that_order_too(db, seed, monkeypatch):
    monkeypatch.setattr(paging, "FEW", 3)  # both ways of seeking a block have their turn
    country, oracle = Country(seed), Oracle()
    filters = [{"text": "linde"}, {"region": country.regions[0].pk}, {"state": "vastgesteld"}, {"route": "igj"}]
    for chosen in [*filters, {"adviser": country.advisers[0].pk}, {"tier": "extra"}]:
        for sort in [*paging.SHARED, *(f"-{key}" for key in paging.SHARED)]:
            wanted = Wanted(**chosen, sort=sort)
            expected = [place.name for place in in_order(oracle.listed(wanted), oracle, sort)]

            assert [place.name for place in in_this_order(InOrder(wanted)[0:100])] == expected, wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_scan_that_counts_is_the_newest_that_was_not_withdrawn(db, seed):
    Country(seed)
    oracle = Oracle()

    found = {row.location.pk: row.scan for row in rows(taking_part(Wanted()))}
    assert found == {place.pk: oracle.last(place) for place in oracle.places if oracle.takes_part(place)}


def test_random_countries_hold_what_could_go_wrong(db):
    """All states, several scans of one day, a withdrawn one on top, and places that were admitted and never began."""
    Country(0, places=80)
    oracle = Oracle()
    scans = [oracle.scans_of(place) for place in oracle.places]

    assert {scan.state for scan in oracle.scans} == set(State.values)
    assert any(len({scan.opened_on for scan in found}) < len(found) for found in scans)
    assert any(found and found[0] != oracle.last(place) for place, found in zip(oracle.places, scans))
    assert any(oracle.last(place) is None and oracle.takes_part(place) for place in oracle.places)
