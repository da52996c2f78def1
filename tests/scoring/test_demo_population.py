"""The demo population looks like the published figures, is the same for a seed, and obeys the rules. No database."""

from collections import Counter
from datetime import date, timedelta

import pytest

from questionnaires.definitions import load
from questionnaires.models import State
from scoring.demo import answers, names, texts
from scoring.demo.draw import Country, draw_block
from scoring.demo.population import BLOCK, blocks, draw_profiles
from scoring.demo.reference import THEME_SHARES, TIER_SHARES, quota, sequence
from scoring.demo.rows import outcome_of
from scoring.domain import plan as plans
from scoring.domain.levels import LEVELS
from scoring.domain.schedule import check_on, repeat_on
from scoring.domain.tiers import TIERS
from wolscan.regions import read_regions

DAY = date(2026, 11, 22)
PLAN = plans.load("2026-1", "2026-1")


def country(seed=2026, day=DAY):
    return Country(seed, day, tuple(unit["key"] for unit in read_regions()[1]), PLAN)


def drawn(total, seed=2026, day=DAY):
    """All locations of a population, in order."""
    return [
        location
        for start, stop in blocks(total)
        for organisation in draw_block(country(seed, day), start, stop)
        for location in organisation.locations
    ]


def final_scans(locations):
    """The final scans of each location, old to new; locations without one are left out."""
    found = [[scan for scan in location.scans if scan.course.confirmed_on] for location in locations]
    return [scans for scans in found if scans]


def farthest(outcomes_of_scans):
    """The largest difference in percentage points with the published figures: of theme levels, and of tiers."""
    total = len(outcomes_of_scans)
    levels = Counter((key, theme.level) for outcome in outcomes_of_scans for key, theme in outcome.themes.items())
    tiers = Counter(outcome.tier.proposal for outcome in outcomes_of_scans)
    return (
        max(
            abs(100 * levels[key, level] / total - share)
            for key, shares in THEME_SHARES.items()
            for level, share in zip(LEVELS, shares)
        ),
        max(abs(100 * tiers[tier] / total - share) for tier, share in zip(TIERS, TIER_SHARES)),
    )


# The published figures


def test_published_shares_are_whole():
    assert list(THEME_SHARES) == [theme.key for theme in PLAN.themes]
    assert [sum(shares) for shares in [*THEME_SHARES.values(), TIER_SHARES]] == [100] * 9


@pytest.mark.parametrize("shares", [*THEME_SHARES.values(), TIER_SHARES, (19, 81), (6, 94)])
def test_quota_is_nowhere_a_whole_place_off(shares):
    assert Counter(sequence(shares)) == dict(enumerate(shares))
    for stop in range(1, 101):
        taken = Counter(quota(shares, 0, stop))
        assert all(abs(100 * taken[kind] - share * stop) < 100 for kind, share in enumerate(shares))


def test_quota_refuses_what_is_no_whole():
    with pytest.raises(ValueError, match="not percentages"):
        sequence((50, 49))


@pytest.mark.parametrize("total", [180, 212, 302, 1000])
@pytest.mark.parametrize("seed", [1, 2026])
def test_profiles_meet_their_quota(total, seed):
    profiles = [profile for start, stop in blocks(total) for profile in draw_profiles(seed, start, stop)]

    assert len(profiles) == total
    for place, shares in enumerate(THEME_SHARES.values()):
        found = Counter(profile.ranks[place] for profile in profiles)
        assert found == Counter(quota(shares, 0, total))
    tiers = Counter(profile.tier for profile in profiles)
    assert tiers == {TIERS[kind]: number for kind, number in Counter(quota(TIER_SHARES, 0, total)).items()}


@pytest.mark.parametrize("total", [180, 212, 302])
def test_scored_answers_give_the_published_shares(total):
    scans = final_scans(drawn(total))
    latest = farthest([outcome_of(PLAN, final[-1]) for final in scans])
    every = farthest([outcome_of(PLAN, scan) for final in scans for scan in final])

    assert latest[0] < 1
    assert latest[1] < 1
    assert every[0] < 3
    assert every[1] < 5


@pytest.mark.parametrize("total", [1, 2, 3, 4, 5, 7, 12, 251])
def test_any_number_of_locations_can_be_drawn(total):
    locations = drawn(total)

    assert [location.place for location in locations] == list(range(total))
    for final in final_scans(locations):
        for scan in final:
            assert outcome_of(PLAN, scan).tier.proposal in TIERS


# What is drawn


def test_same_seed_gives_the_same_country_and_another_seed_another():
    first, again, other = drawn(60), drawn(60), drawn(60, seed=7)

    assert first == again
    assert {location.id for location in first}.isdisjoint(location.id for location in other)
    assert [location.name for location in first] != [location.name for location in other]


def test_another_day_moves_dates_and_nothing_else():
    def without_dates(locations):
        return [(at.id, at.name, at.region, [(scan.id, scan.sheets) for scan in at.scans]) for at in locations]

    assert without_dates(drawn(60)) == without_dates(drawn(60, day=DAY + timedelta(days=1)))


def test_block_is_the_same_in_a_larger_country():
    assert drawn(BLOCK) == drawn(BLOCK + 40)[:BLOCK]


def test_about_forty_of_212_have_a_repeat_scan_that_is_better_on_average():
    pairs = [final for final in final_scans(drawn(212)) if len(final) == 2]

    assert 36 <= len(pairs) <= 44
    ranks = [
        [sum(LEVELS.index(theme.level) for theme in outcome_of(PLAN, scan).themes.values()) for scan in pair]
        for pair in pairs
    ]
    gain = sum(after - before for before, after in ranks) / len(pairs)
    assert 0 < gain < 3
    assert any(after < before for before, after in ranks)


def test_scans_spread_over_two_and_a_half_years_in_the_right_order():
    locations = drawn(212)
    confirmed = [scan.course.confirmed_on for final in final_scans(locations) for scan in final]

    assert DAY - timedelta(days=920) <= min(confirmed) < DAY - timedelta(days=700)
    assert DAY - timedelta(days=40) < max(confirmed) < DAY
    for scan in (scan for location in locations for scan in location.scans):
        moments = [step.at for step in scan.course.steps]
        assert moments == sorted(moments)
        assert moments[-1].date() <= DAY
        assert all(step.at.weekday() < 5 for step in scan.course.steps if step.by != "calendar")
        if scan.course.confirmed_on:
            followed = check_on(PLAN.rules, scan.course.confirmed_on) <= DAY
            assert scan.course.state == (State.OPVOLGING if followed else State.VASTGESTELD)
            assert scan.course.repeat_on == repeat_on(PLAN.rules, scan.course.confirmed_on)
    for before, after in (final for final in final_scans(locations) if len(final) == 2):
        assert after.previous == before.id
        assert abs((after.course.opened_on - before.course.repeat_on).days) < 30


def test_answers_lean_to_what_locations_scored_best_and_lowest_on():
    rank = {level: number for number, level in enumerate(LEVELS)}
    found = Counter()
    number = Counter()
    for final in final_scans(drawn(212)):
        for topic, given in final[-1].sheets[0].answers.items():
            if given.value in rank:
                found[topic] += rank[given.value]
                number[topic] += 1
    mean = {topic: found[topic] / number[topic] for topic in found}
    for theme in load("2026-1").themes:
        best = [mean[topic.key] for topic in theme.topics if topic.key in answers.HIGH]
        lowest = [mean[topic.key] for topic in theme.topics if topic.key in answers.LOW]
        others = [mean[topic.key] for topic in theme.topics if topic.key not in answers.HIGH | answers.LOW]
        middle = sum(others) / len(others)
        assert all(value > middle for value in best)
        assert all(value < middle for value in lowest)


def test_sheets_look_like_those_of_people():
    sheets = [scan.sheets[0].answers for final in final_scans(drawn(60)) for scan in final]
    given = Counter(answer.value for sheet in sheets for answer in sheet.values())

    assert all(set(sheet) == set(PLAN.keys) for sheet in sheets)
    assert len({tuple(answer.value for answer in sheet.values()) for sheet in sheets}) == len(sheets)
    assert 0.005 < given["weet_ik_niet"] / given.total() < 0.05
    assert 0 < given["nvt"] / given.total() < 0.01
    notes = [sum(bool(answer.note) for answer in sheet.values()) for sheet in sheets]
    assert 2 < sum(notes) / len(sheets) < 15


def test_texts_belong_to_topics_levels_and_tiers():
    questionnaire = load("2026-1")

    assert set(questionnaire.topics) >= answers.HIGH | answers.LOW | answers.UNSURE | answers.ABSENT
    assert {topic for topic, _ in texts.NOTES} <= set(questionnaire.topics)
    assert {level for _, level in texts.NOTES} == set(LEVELS)
    assert {questionnaire.topics[topic].theme for topic, _ in texts.NOTES} == set(THEME_SHARES)
    assert len(set(texts.NOTES.values())) == len(texts.NOTES) >= 60
    assert {rule for rule, _ in texts.OTHER_TIER} == set(TIERS)
    assert all(rule != decided and decided in TIERS for rule, decided in texts.OTHER_TIER)


def test_names_do_not_come_back():
    assert names.ORGANISATION_NAMES >= 230_000
    assert len({names.organisation_name(5, number) for number in range(0, 230_000, 7)}) == len(range(0, 230_000, 7))
    for start in (0, 37, 2026):
        assert len({names.location_name(start, number) for number in range(start, start + 8)}) == 8
