"""The whole outcome: laws that hold for every scan, and a slow second implementation that must agree."""

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scoring.domain import plan as plans
from scoring.domain.agreement import Sheet
from scoring.domain.outcome import document
from scoring.domain.score import score_scan
from tests.scoring import reference
from tests.scoring.strategies import full_levels, scans, steady
from tests.scoring.synthetic import ANSWERS, DONT_KNOW, GROUPS, LEVELS, NVT, SIDES, questionnaire

TIERS = ["zelf", "licht", "extra", "intensief"]


def without_reasons(found):
    """The document as far as the reference knows it."""
    return {
        "topics": found["topics"],
        "themes": {key: (theme["level"], theme["need"]) for key, theme in found["themes"].items()},
        "tier": found["tier"]["proposal"],
        "warnings": found["tier"]["warnings"],
        "narrow": found["tier"]["narrow"],
        "repeat_on": found["repeat_on"],
    }


@steady
@given(scans())
def test_the_fast_path_equals_the_literal_one(scan):
    plan, sheets, agreed, confirmed_on = scan
    found = document(score_scan(plan, sheets, agreed, confirmed_on))
    assert without_reasons(found) == reference.outcome(plan.questionnaire, sheets, agreed, confirmed_on)


def test_the_fast_path_equals_the_literal_one_on_the_real_questionnaire():
    plan = plans.load("2026-1", "2026-1")
    dice = random.Random(2026)
    for _ in range(25):
        sheets, agreed = random_scan(dice, plan)
        found = document(score_scan(plan, sheets, agreed, date(2026, 11, 22)))
        assert without_reasons(found) == reference.outcome(plan.questionnaire, sheets, agreed, date(2026, 11, 22))


def random_scan(dice, plan):
    """Up to thirty sheets of a location where some groups are larger and happier than others."""
    mood = {group: [dice.random() + 0.05 for _ in ANSWERS] for group in GROUPS}
    chosen = dice.choices(GROUPS, [dice.random() for _ in GROUPS], k=dice.randrange(30))
    sheets = [
        Sheet(group, dict(zip(plan.keys, dice.choices(ANSWERS, mood[group], k=len(plan.keys)))), dice.random() < 0.3)
        for group in chosen
    ]
    agreed = {
        key: dice.choice((*LEVELS, NVT)) for key in dice.sample(plan.keys, dice.randrange(min(20, len(plan.keys))))
    }
    return sheets, agreed


@steady
@given(scans())
def test_every_level_need_and_tier_is_explained(scan):
    plan, sheets, agreed, confirmed_on = scan
    outcome = score_scan(plan, sheets, agreed, confirmed_on)
    for theme in plan.questionnaire.themes:
        own = [topic.key for topic in theme.topics]
        for reason in outcome.themes[theme.key].reasons:
            assert reason.topics
            assert list(reason.topics) == [key for key in own if key in reason.topics]
    assert {theme.key for theme in plan.questionnaire.themes} == set(outcome.themes)
    assert all(theme.reasons for theme in outcome.themes.values())
    [reason] = outcome.tier.reasons
    assert reason.themes


@steady
@given(full_levels(), st.data())
def test_a_better_level_never_gives_a_worse_outcome(found, data):
    plan, levels = found
    key = data.draw(st.sampled_from([key for key, level in levels.items() if level not in (NVT, LEVELS[0])] or [None]))
    if key is None:
        return
    better = levels | {key: data.draw(st.sampled_from(LEVELS[: LEVELS.index(levels[key])]))}
    before, after = score_scan(plan, [], levels), score_scan(plan, [], better)
    for theme, outcome in before.themes.items():
        pair = (outcome.level, after.themes[theme].level)
        assert None in pair or LEVELS.index(pair[1]) <= LEVELS.index(pair[0])
        assert (pair[0] is None) == (pair[1] is None)
    tiers = (before.tier.proposal, after.tier.proposal)
    assert None in tiers or TIERS.index(tiers[1]) <= TIERS.index(tiers[0])


@steady
@given(scans(), st.randoms())
def test_the_order_of_sheets_and_answers_does_not_matter(scan, dice):
    plan, sheets, agreed, confirmed_on = scan

    def mixed(answers):
        return dict(dice.sample(list(answers.items()), len(answers)))

    shuffled = [sheet._replace(answers=mixed(sheet.answers)) for sheet in dice.sample(sheets, len(sheets))]
    assert score_scan(plan, shuffled, mixed(agreed), confirmed_on) == score_scan(plan, sheets, agreed, confirmed_on)


@steady
@given(scans(), st.randoms())
def test_the_order_of_topics_within_a_theme_does_not_matter(scan, dice):
    plan, sheets, agreed, confirmed_on = scan
    marks = {
        theme.key: [topic.key + "!" * topic.critical for topic in dice.sample(theme.topics, len(theme.topics))]
        for theme in plan.questionnaire.themes
    }
    other = plans.prepare(questionnaire(marks), plan.rules)
    found, expected = score_scan(other, sheets, agreed, confirmed_on), score_scan(plan, sheets, agreed, confirmed_on)
    assert without_reasons(document(found)) == without_reasons(document(expected))
    assert len(found.tier.what_if) == len(expected.tier.what_if)
    for key, theme in found.themes.items():
        assert {(code, frozenset(topics)) for code, topics in theme.reasons} == {
            (code, frozenset(topics)) for code, topics in expected.themes[key].reasons
        }


@steady
@given(scans())
def test_dont_know_and_not_applicable_are_never_counted(scan):
    """To calculate, both are the same as silence, but for who counts, *n.v.t.* as such and ``weinig_zicht``."""
    plan, sheets, agreed, _ = scan
    silent = [
        sheet._replace(answers={key: level for key, level in sheet.answers.items() if level in LEVELS})
        for sheet in sheets
    ]
    found, expected = score_scan(plan, sheets, agreed), score_scan(plan, silent, agreed)
    for key, topic in found.topics.items():
        assert (topic.groups, topic.proposal) == (expected.topics[key].groups, expected.topics[key].proposal)
        assert set(topic.flags) - {"weinig_zicht"} == set(expected.topics[key].flags)
        assert topic.agreed == expected.topics[key].agreed or topic.agreed == NVT
    for key, theme in found.themes.items():
        assert (theme.need, theme.level is None) == (
            expected.themes[key].need,
            expected.themes[key].level is None,
        )


@steady
@given(full_levels(), st.sampled_from([DONT_KNOW, NVT]))
def test_an_answer_beside_the_scale_is_not_low(found, answer):
    """Where a topic gets an answer beside the scale, the outcome is that of the other topics alone."""
    plan, levels = found
    for key in plan.keys:
        beside = score_scan(plan, [Sheet("team", levels | {key: answer})])
        absent = score_scan(plan, [Sheet("team", {other: level for other, level in levels.items() if other != key})])
        assert beside.tier.proposal == absent.tier.proposal
        assert [theme.need for theme in beside.themes.values()] == [theme.need for theme in absent.themes.values()]


def test_an_empty_scan_has_an_outcome():
    plan = plans.load("2026-1", "2026-1")
    outcome = score_scan(plan, [])
    assert {topic[:4] for topic in outcome.topics.values()} == {((), None, (), None)}
    assert {theme.level for theme in outcome.themes.values()} == {None}
    assert [theme.reasons[0].code for theme in outcome.themes.values()] == ["onvoldoende_beeld"] * 8
    assert outcome.tier == (None, (("onvoldoende_beeld", tuple(outcome.themes)),), (), False, ())
    assert outcome.repeat_on is None


def test_the_sides_here_are_those_of_the_questionnaire():
    groups = plans.load("2026-1", "2026-1").questionnaire.groups
    assert {group.key: group.side for group in groups} == SIDES
