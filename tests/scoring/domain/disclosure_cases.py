"""Populations for disclosure control: random ones, small ones by hand, and the published reference population."""

import os
from datetime import date, timedelta
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from scoring.demo.draw import Country, draw_block
from scoring.demo.population import blocks, draw_histories
from scoring.demo.reference import THEME_SHARES
from scoring.domain.disclosure import publish
from scoring.domain.disclosure_population import Outcome, populate
from scoring.domain.disclosure_settings import load
from scoring.domain.plan import load as load_plan
from scoring.domain.tiers import TIERS
from wolscan.regions import read_regions

SETTINGS = load()
DAY = date(2026, 11, 22)
#: ``WOLSCAN_PROVE=1`` makes the random tests long, for proof instead of daily use; ``DISCLOSURE_EXAMPLES``: how long.
EXAMPLES = int(os.environ.get("DISCLOSURE_EXAMPLES", "200" if os.environ.get("WOLSCAN_PROVE") == "1" else "6"))
steady = settings(
    derandomize=EXAMPLES <= 12,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    max_examples=EXAMPLES,
)


def quick(times):
    """For properties without a linear programme: ``times`` as many examples."""
    return settings(steady, max_examples=EXAMPLES * times)


def outcome(scan, organisation, rank, *, region="a", number=1, location=None, confirmed_on=DAY, **other):
    """A scan with one theme at a rank."""
    values = {"size": "klein", "small": False, "targets": frozenset({"pg"}), "topics": ()} | other
    return Outcome(
        scan=scan,
        location=scan if location is None else location,
        organisation=organisation,
        number=number,
        confirmed_on=confirmed_on,
        region=region,
        themes=(rank,),
        rule_tier=TIERS[max(0, rank)],
        decided_tier=TIERS[max(0, rank)],
        **values,
    )


def population(outcomes, on=DAY, **other):
    """A population with the one theme ``thema``, of the scans up to a day."""
    found = [row for row in outcomes if row.confirmed_on <= on]
    return populate(found, on=on, questionnaire="q", rules="r", themes=["thema"], topics=[], **other)


def spread(number, shares, *, organisations=8, start=1, **other):
    """Scans of many organisations with levels by quota, in a fixed order that mixes both."""
    ranks = [rank for rank, share in enumerate(shares) for _ in range(round(number * share / 100))][:number]
    ranks += [1] * (number - len(ranks))
    return [
        outcome(start + place, (place * 7) % organisations, ranks[(place * 37) % number], **other)
        for place in range(number)
    ]


def publish_all(rows, days=(DAY,)):
    """One snapshot a day, each resting on those before."""
    snapshots = []
    for on in days:
        snapshots.append(publish(population(rows, on), ZORGKANTOREN, snapshots, SETTINGS))
    return snapshots


ZORGKANTOREN = {"a": "A", "b": "A", "c": "B", "d": "B", "e": "C"}


@st.composite
def countries(draw, *, largest=90):
    """All scans of a random country over a year and a half: skewed regions, few or many organisations, repeats."""
    number = draw(st.integers(4, largest))
    organisations = draw(st.sampled_from((2, 3, 4, 12, 40)))
    regions = draw(st.sampled_from(("a", "ab", "aaab", "abcde", "aaabbcde")))
    levels = draw(st.sampled_from(((1,), (0, 1), (1,) * 12 + (0,), (0, 1, 2, 3), (1, 1, 1, 3, 3, 2, 0), (2, 3, 3, -1))))
    chance = draw(st.randoms(use_true_random=False))
    scans = count(1)
    found = []
    for location in range(number):
        first = DAY - timedelta(days=chance.choice((10, 190, 191, 380)))
        facts = {
            "location": location,
            "region": chance.choice(regions),
            "size": chance.choice(("klein", "middel", "groot", "zeer-groot")),
            "small": chance.random() < 0.3,
            "targets": frozenset(key for key, share in (("pg", 0.85), ("somatiek", 0.4)) if chance.random() < share),
        }
        owner = min(chance.randrange(organisations), chance.randrange(organisations))
        found.append(outcome(next(scans), owner, chance.choice(levels), confirmed_on=first, **facts))
        if first < DAY - timedelta(days=300) and chance.random() < 0.5:
            again = DAY - timedelta(days=chance.choice((5, 185)))
            found.append(outcome(next(scans), owner, chance.choice(levels), number=2, confirmed_on=again, **facts))
    return found


DAYS = (DAY - timedelta(days=366), DAY - timedelta(days=183), DAY)


def reference(total, seed=2026):
    """The locations of the demo's reference population with their final scans, and the zorgkantoor of each region."""
    units = read_regions()[1]
    plan = load_plan("2026-1", "2026-1")
    country = Country(seed, DAY, tuple(unit["key"] for unit in units), plan)
    rows = []
    for start, stop in blocks(total):
        histories = draw_histories(seed, start, stop)
        for owner, organisation in enumerate(draw_block(country, start, stop), start=start * 1000):
            for location in organisation.locations:
                history = histories[location.place - start]
                dates = [scan.course.confirmed_on for scan in location.scans if scan.course.confirmed_on] or [DAY]
                rows += [
                    _scan(location, owner, number, profile, on)
                    for number, (profile, on) in enumerate(zip(history, dates), start=1)
                ]
    return rows, {unit["key"]: unit["zorgkantoor"] for unit in units}


def _scan(location, owner, number, profile, on):
    return Outcome(
        scan=location.place * 10 + number,
        location=location.place,
        organisation=owner,
        number=number,
        confirmed_on=on,
        region=location.region,
        size=("klein", "middel", "groot", "zeer-groot")[min(3, location.residents // 30)],
        small=location.is_small_scale,
        targets=frozenset(location.target_groups),
        themes=profile.ranks,
        topics=(),
        rule_tier=profile.tier,
        decided_tier=profile.tier,
    )


def reference_population(rows, on=DAY, themes=8):
    """The scans of the reference population up to a day, with the first so many themes."""
    found = [row._replace(themes=row.themes[:themes]) for row in rows if row.confirmed_on <= on]
    keys = list(THEME_SHARES)[:themes]
    return populate(found, on=on, questionnaire="2026-1", rules="2026-1", themes=keys, topics=[])
