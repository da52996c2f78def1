"""The attacker finds what can be found, and finds nothing in what was published with care.

``DISCLOSURE_EXAMPLES=500`` makes the random populations many instead of few.
"""

from collections import Counter
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.domain.attacker import COUNT, LOCATION, NOTHING_FITS, Clue, Evidence, attack
from scoring.domain.disclosure_check import ALONE, NOT_ROUNDED, NOT_THE_FACTS, TOO_FEW, check
from scoring.domain.disclosure_model import (
    COUNTRY,
    FIRST,
    FORMS,
    NL,
    REGION,
    THEMES,
    Fact,
    Place,
    Roster,
    Row,
    Shown,
    Snapshot,
    Table,
    all_facts,
)
from scoring.domain.disclosure_rows import interval, put_together
from tests.scoring.domain.disclosure_cases import (
    DAY,
    DAYS,
    SETTINGS,
    ZORGKANTOREN,
    countries,
    outcome,
    population,
    publish_all,
    quick,
    spread,
    steady,
)

np = pytest.importorskip("numpy")
ALL = FORMS[0]
SHARES = (15, 35, 25, 25)


def judged(rows, snapshots):
    return check(population(rows, snapshots[-1].on), ZORGKANTOREN, snapshots, SETTINGS)


# Published with care


def is_eligible(scans, owners):
    sizes = Counter(owners[scan] for scan in scans)
    return not scans or (len(scans) >= 10 and len(sizes) >= 3 and 2 * max(sizes.values()) <= len(scans))


@steady
@given(countries())
def test_nothing_is_recovered_from_three_snapshots(rows):
    snapshots = publish_all(rows, DAYS)

    assert judged(rows, snapshots) == ()
    look_at_groups(rows, snapshots)


def look_at_groups(rows, snapshots):
    """Rows, differences of rows and rests are large enough or empty: reckoned with plain sets."""
    owners = {row.scan: row.organisation for row in rows}
    versions = {}
    for fact, roster in all_facts(snapshots):
        if fact.place.attribute == "theme/thema":
            versions.setdefault(fact.place, []).append(frozenset(roster.members(fact).tolist()))
            whole = versions[fact.place]
            assert all(is_eligible(after - before, owners) for before, after in pairwise(whole))
    every = {scans for found in versions.values() for scans in found}
    assert all(is_eligible(scans, owners) for scans in every)
    assert all(is_eligible(one - other, owners) for one in every for other in every if other < one)
    for snapshot in snapshots:
        look_at_rests(snapshot, owners)


def look_at_rests(snapshot, owners):
    stands = {}
    for fact in snapshot.facts:
        if fact.place.table == THEMES and fact.on == snapshot.on:
            stands[fact.place.breakdown, fact.place.group] = frozenset(snapshot.roster.members(fact).tolist())
    old = {(fact.place.breakdown, fact.place.group) for fact in snapshot.facts if fact.on < snapshot.on}
    for breakdown in ("size", "small", "period"):
        if (COUNTRY, NL) in stands and not any(key[0] == breakdown for key in old):
            parts = [scans for key, scans in stands.items() if key[0] == breakdown]
            assert not parts or is_eligible(stands[COUNTRY, NL].difference(*parts), owners)
    if not old:
        for whole in [key for key in stands if key[0] in (COUNTRY, "zorgkantoor")]:
            parts = [scans for key, scans in stands.items() if key[0] == REGION and scans <= stands[whole]]
            assert not parts or is_eligible(stands[whole].difference(*parts), owners)


def test_nothing_is_recovered_when_a_few_join_between_two_snapshots():
    first = spread(80, SHARES, confirmed_on=DAYS[0])
    one = spread(1, SHARES, start=500, confirmed_on=DAYS[1])
    more = spread(14, SHARES, start=600, confirmed_on=DAYS[2], region="b")
    snapshots = publish_all(first + one + more, DAYS)

    assert judged(first + one + more, snapshots) == ()
    assert len(list(all_facts(snapshots))) > 2


# Published without


def naive(rows, on=DAY, forms=ALL, earlier=()):
    """Rounded counts of every region with ten locations, and of the country; nothing else is looked at."""
    people = population(rows, on)
    latest, ranks = people.latest(), people.ranks["theme/thema"]
    regions = next(column for column in people.columns if column.breakdown == REGION)
    groups = {(COUNTRY, NL): latest}
    groups |= {(REGION, label): latest & (regions.codes == place) for place, label in enumerate(regions.labels)}
    facts = []
    for key, flags in groups.items():
        counts = np.bincount(ranks[flags], minlength=4).tolist()
        if sum(counts) >= 10:
            facts.append(
                Fact(
                    Place(THEMES, "thema", *key),
                    on,
                    np.packbits(flags).tobytes(),
                    sum(counts),
                    forms,
                    (*put_together(counts, forms, 5),),
                )
            )
    tables = [
        Table(THEMES, fact.place.breakdown, fact.place.group, (Row("thema", fact.cells(), on),)) for fact in facts
    ]
    return Snapshot(on, "q", "r", "2026-1", {}, tuple(tables), tuple(facts), Roster(people.scans, people.organisations))


def levels(numbers, **other):
    """Scans with these numbers per level, each of an organisation of its own."""
    start = other.pop("start", 1)
    ranks = [rank for rank, number in enumerate(numbers) for _ in range(number)]
    return [outcome(start + place, start + place, rank, **other) for place, rank in enumerate(ranks)]


def test_counts_that_are_all_at_their_highest_are_caught():
    rows = levels((7, 7, 7, 7))

    assert {finding.kind for finding in judged(rows, [naive(rows)])} >= {ALONE, COUNT}


def test_everybody_in_one_level_is_caught():
    rows = levels((0, 0, 40, 0))

    assert ALONE in {finding.kind for finding in judged(rows, [naive(rows)])}


def test_two_regions_and_the_country_that_narrow_each_other_down_are_caught():
    rows = levels((12, 10, 10, 12), region="a") + levels((12, 10, 10, 12), region="b", start=100)
    found = judged(rows, [naive(rows)])

    assert {finding.kind for finding in found} == {COUNT}
    assert Place(THEMES, "thema", COUNTRY, NL) in {finding.place for finding in found}


def test_one_location_that_joined_is_caught():
    """The country before and after, with counts at the ends of their intervals: the newcomer has the second level."""
    before = levels((12, 12, 10, 8), confirmed_on=DAYS[0])
    after = [*before, outcome(500, 500, 1, confirmed_on=DAYS[1])]
    found = judged(after, [naive(before, DAYS[0]), naive(after, DAYS[1])])

    assert found


def test_levels_that_follow_from_those_of_ones_own_organisation_are_caught():
    """Of twenty locations twelve are of one organisation, which knows its own: the others are all in one level."""
    own = [outcome(place, 1, rank) for place, rank in enumerate([0, 0, 1, 1, *[2] * 7, 3, 3], start=1)]
    others = [outcome(100 + place, 100 + place, 3) for place in range(10)]
    rows = own + others
    clue = Clue(np.ones(len(rows), dtype=bool), ALL, (0, 0, 5, 10))
    ranks = np.array([row.themes[0] for row in rows], dtype=np.int8)
    owners = np.array([row.organisation for row in rows])

    assert {breach.kind for breach in attack(Evidence(owners, ranks, (clue,), (), 5))} & {COUNT, LOCATION}


def test_all_of_a_level_in_one_organisation_gives_nothing_away_while_the_others_have_several():
    """A 0 may be 2, and one organisation has both: it knows that nobody else is there, and no level of anybody."""
    counted = [0, 0, 1, 1, 2, *[1] * 26, *[2] * 47, *[3] * 40]
    joined = [0] * 3 + [1] * 18 + [2] * 21 + [3] * 30
    ranks = np.array(counted + joined, dtype=np.int8)
    owners = np.array([1] * 5 + list(range(2, len(ranks) - 3)))
    row = np.arange(len(ranks)) < len(counted)
    clue = Clue(row, ALL, (0, 30, 50, 40))

    assert attack(Evidence(owners, ranks, (clue,), (), 5)) == ()
    assert attack(Evidence(owners, ranks, (clue,), (~row,), 5)) == ()


def test_a_small_row_and_figures_that_are_not_rounded_are_caught():
    rows = levels((3, 4, 2, 2), region="a")
    snapshot = naive(rows)
    few = [outcome(row.scan, 1, row.themes[0]) for row in rows]
    (first, *_) = snapshot.facts
    exact = Snapshot(
        snapshot.on, "q", "r", "2026-1", {}, (), (Fact(first.place, first.on, first.members, 11, ALL, (3, 4, 2, 2)),),
        snapshot.roster,
    )  # fmt: skip

    assert TOO_FEW in {finding.kind for finding in judged(few, [naive(few)])}
    assert NOT_ROUNDED in {finding.kind for finding in judged(rows, [exact])}


def test_tables_that_show_something_else_than_the_facts_are_caught():
    rows = spread(80, SHARES)
    (snapshot,) = publish_all(rows)
    row = Row("thema", {"neutraal": Shown(20, 1.0)}, DAY)
    other = Snapshot(
        snapshot.on, "q", "r", "2026-1", {}, (Table(THEMES, COUNTRY, NL, (row,)),), snapshot.facts, snapshot.roster
    )

    assert [finding.kind for finding in judged(rows, [other])] == [NOT_THE_FACTS]


def test_figures_that_contradict_each_other_are_caught():
    everybody = np.ones(40, dtype=bool)
    ranks = np.arange(40, dtype=np.int8) % 4
    clues = (Clue(everybody, ALL, (10, 10, 10, 10)), Clue(everybody, ALL, (20, 10, 5, 5)))
    found = attack(Evidence(np.arange(40), ranks, clues, (), 5))

    assert [breach.kind for breach in found] == [NOTHING_FITS]


def test_many_figures_of_two_regions_and_the_country_are_caught_and_with_care_none():
    caught = 0
    for number in range(40, 60):
        rows = spread(number, SHARES, region="a") + spread(number + 7, SHARES, region="b", start=200)
        caught += bool(judged(rows, [naive(rows)]))
        assert judged(rows, publish_all(rows)) == ()

    assert caught > 7


# The programme says what trying all worlds says


@quick(2)
@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=2, max_size=2), st.booleans())
def test_bounds_are_those_of_all_worlds(kinds, nested):
    """A country in two small groups, of which the first (and with ``nested`` the other) has figures too."""
    ranks = np.array([rank for kind in kinds for rank in kind], dtype=np.int8)
    kind = np.array([place for place, found in enumerate(kinds) for _ in found])
    groups = [np.ones(len(ranks), dtype=bool)] + [kind == place for place in range(len(kinds) if nested else 1)]
    clues = tuple(Clue(flags, ALL, put_together(count(ranks[flags]), ALL, 5)) for flags in groups)
    found = attack(Evidence(np.arange(len(ranks)), ranks, clues, (), 5))
    seen = [{world[place] for world in worlds(kinds, groups, kind, clues)} for place in range(4 * len(groups))]
    ends = [interval(shown, 5) for clue in clues for shown in clue.shown]
    narrow = any(min(values) > low or max(values) < high for values, (low, high) in zip(seen, ends))

    assert (COUNT in {breach.kind for breach in found}) == narrow


def count(ranks):
    return np.bincount(ranks, minlength=4).tolist()


def worlds(kinds, groups, kind, clues):
    """The counts of all clues in every world that fits, with whole scans."""
    choices = [sorted({tuple(count(list(world))) for world in product(range(4), repeat=len(found))}) for found in kinds]
    for chosen in product(*choices):
        totals = [
            tuple(sum(chosen[place][rank] for place in sorted(set(kind[flags].tolist()))) for rank in range(4))
            for flags in groups
        ]
        fits = all(
            low <= value <= high
            for clue, total in zip(clues, totals)
            for value, (low, high) in zip(total, [interval(shown, 5) for shown in clue.shown])
        )
        if fits:
            yield [value for total in totals for value in total]


def test_the_first_scans_that_are_compared_are_safe_too():
    first = spread(60, SHARES, confirmed_on=DAYS[0])
    again = [row._replace(scan=1000 + row.scan, number=2, confirmed_on=DAYS[2]) for row in first[:30]]
    rows = first + again + spread(20, SHARES, start=400, confirmed_on=DAYS[1])
    snapshots = publish_all(rows, DAYS)

    assert judged(rows, snapshots) == ()
    assert any(fact.place.row.endswith(FIRST) for fact in snapshots[-1].facts)


@pytest.mark.parametrize("number", [400, 700])
def test_a_large_population_is_judged_by_what_many_levels_leave_open(number):
    rows = spread(number, SHARES, organisations=60)

    assert judged(rows, publish_all(rows)) == ()
