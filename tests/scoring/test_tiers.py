"""The tier, its reasons and warnings, and what lies near it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.domain.agreement import Sheet
from scoring.domain.rules import load
from scoring.domain.score import score_scan
from scoring.domain.tiers import tier_of
from tests.scoring import reference
from tests.scoring.strategies import full_levels, steady
from tests.scoring.synthetic import BEST, LEVELS, LOW, NEUTRAL, RULES, SERIOUS, plan_of

#: Five topics that give a theme each need.
THEMES = {
    "geen": [NEUTRAL] * 5,
    "licht": [LOW, LOW, NEUTRAL, NEUTRAL, NEUTRAL],
    "op_locatie": [LOW, LOW, LOW, NEUTRAL, NEUTRAL],
    None: [NEUTRAL, NEUTRAL],
}
LETTERS = "abcdefgh"


def scored(*themes):
    """The outcome of themes of five topics: a need of ``THEMES``, or a list of levels."""
    plan = plan_of((5,) * len(themes))
    answers = {}
    for letter, theme in zip(LETTERS, themes, strict=False):
        levels = theme if isinstance(theme, list) else THEMES[theme]
        answers |= {f"{letter}{number}": level for number, level in enumerate(levels, start=1)}
    return score_scan(plan, [Sheet("team", answers)])


def tier(*themes):
    return scored(*themes).tier


@pytest.mark.parametrize(
    ("needs", "expected", "code", "named"),
    [
        (["geen"] * 8, "zelf", "geen_steun", LETTERS),
        (["licht", "geen", "licht"], "zelf", "hoogstens_twee_licht", "ac"),
        (["licht", "geen", "licht", "licht"], "licht", "drie_licht", "acd"),
        (["op_locatie", "licht", "licht", "licht"], "extra", "een_op_locatie", "a"),
        (["geen", "op_locatie"], "extra", "een_op_locatie", "b"),
        (["op_locatie", "geen", "op_locatie"], "intensief", "twee_op_locatie", "ac"),
        (["op_locatie"] * 4, "intensief", "twee_op_locatie", "abcd"),
        # No proposal comes before extra, licht and zelf, not before intensief.
        ([None, "geen", "geen"], None, "onvoldoende_beeld", "a"),
        ([None, "op_locatie", None], None, "onvoldoende_beeld", "ac"),
        ([None, "licht", "licht", "licht"], None, "onvoldoende_beeld", "a"),
        ([None, "op_locatie", "op_locatie"], "intensief", "twee_op_locatie", "bc"),
    ],
)
def test_the_first_row_that_holds(needs, expected, code, named):
    found = tier(*needs)
    assert (found.proposal, found.reasons) == (expected, ((code, tuple(named)),))
    assert tier_of(RULES, needs) == expected


SERIOUS_BUT_LIGHT = [SERIOUS, NEUTRAL, NEUTRAL, NEUTRAL, NEUTRAL]


def test_a_serious_topic_without_support_gives_a_warning():
    assert tier(SERIOUS_BUT_LIGHT, "geen").warnings == ("ernstig_zonder_steun",)
    assert tier(SERIOUS_BUT_LIGHT, "licht", "licht").warnings == ("ernstig_zonder_steun",)
    assert tier("licht", "licht", "licht").warnings == ()
    assert tier(SERIOUS_BUT_LIGHT, "op_locatie").warnings == ()
    assert tier(SERIOUS_BUT_LIGHT, None).warnings == ()


# Nipt ---------------------------------------------------------------------------------------------


def test_one_step_that_changes_the_tier_makes_it_narrow():
    assert tier("op_locatie", "geen").narrow  # one topic up and no theme is left on location
    assert tier("licht", "geen").narrow  # one topic down and the theme is on location
    assert not tier("geen", "geen").narrow
    assert not tier([LOW] * 5, [LOW] * 5, [LOW] * 5).narrow


def test_a_step_into_no_proposal_is_no_change():
    one_step = [LOW, LOW, LOW, NEUTRAL, NEUTRAL]
    assert tier(one_step, [LOW] * 5).narrow
    assert not tier(one_step, [LOW] * 5, None).narrow


def test_no_proposal_is_never_narrow():
    found = tier("op_locatie", "licht", None)
    assert (found.proposal, found.narrow) == (None, False)


# Wat als ------------------------------------------------------------------------------------------


def test_the_steps_to_a_lighter_tier_are_named():
    assert tier("op_locatie", "geen").what_if == (("a1", LOW, NEUTRAL),)
    assert tier([LOW] * 3 + [NEUTRAL] * 2).what_if == (("a1", LOW, NEUTRAL),)
    assert tier("licht", "licht", "licht").what_if == (("a1", LOW, NEUTRAL),)
    assert tier([SERIOUS, *[NEUTRAL] * 4], "geen", *["licht"] * 2).what_if == (("a1", SERIOUS, LOW),)


def test_one_topic_may_go_two_steps():
    found = tier([SERIOUS] * 5, "geen").what_if
    assert [(step.topic, step.start) for step in found] == [
        ("a1", SERIOUS),
        ("a1", LOW),
        ("a2", SERIOUS),
        ("a2", LOW),
        ("a3", SERIOUS),
        ("a3", LOW),
        ("a4", SERIOUS),
    ]


def test_from_intensive_only_as_many_themes_as_needed():
    found = tier("op_locatie", [LOW] * 5, "op_locatie")
    assert found.what_if == (("a1", LOW, NEUTRAL), ("c1", LOW, NEUTRAL))


def test_the_lightest_tier_and_an_incomplete_picture_have_no_steps():
    assert tier("licht", "licht").what_if == ()
    assert tier("op_locatie", None).what_if == ()
    assert tier("op_locatie", "op_locatie", None).what_if == ()


def levels_in_force(outcome):
    return {key: topic.agreed for key, topic in outcome.topics.items()}


@steady
@given(full_levels())
def test_steps_lead_from_the_level_in_force_and_lighten(found):
    plan, levels = found
    outcome = score_scan(plan, [Sheet("team", levels)])
    after = dict(levels)
    for topic, start, end in outcome.tier.what_if:
        assert after[topic] == start
        assert LEVELS.index(end) == LEVELS.index(start) - 1
        after[topic] = end
    new = score_scan(plan, [], after).tier.proposal
    assert reference.is_lighter(new, outcome.tier.proposal) == bool(outcome.tier.what_if)


@steady
@given(full_levels())
def test_no_smaller_set_of_steps_lightens(found):
    """Every set with one step fewer is tried; by monotonicity smaller ones cannot do it either."""
    plan, levels = found
    outcome = score_scan(plan, [Sheet("team", levels)])
    number = len(outcome.tier.what_if)
    if 0 < number <= 4:
        assert not reference.can_be_lighter(plan.questionnaire, levels_in_force(outcome), number - 1)


@steady
@given(full_levels())
def test_steps_are_missing_only_where_the_rules_say_so(found):
    plan, levels = found
    outcome = score_scan(plan, [Sheet("team", levels)])
    is_complete = all(theme.level for theme in outcome.themes.values())
    assert bool(outcome.tier.what_if) == (is_complete and outcome.tier.proposal != "zelf")


@steady
@given(full_levels())
def test_narrow_equals_trying_every_step(found):
    plan, levels = found
    outcome = score_scan(plan, [Sheet("team", levels)])
    assert outcome.tier.narrow == reference.is_narrow(plan.questionnaire, levels_in_force(outcome))


@steady
@given(st.lists(st.sampled_from(["geen", "licht", "op_locatie", None]), min_size=1, max_size=8), st.randoms())
def test_the_order_of_themes_does_not_matter(needs, random):
    shuffled = random.sample(needs, len(needs))
    assert tier_of(load("2026-1"), needs) == tier_of(load("2026-1"), shuffled)


def test_critical_topics_go_first():
    plan = plan_of((8,), critical=2)
    levels = dict.fromkeys(plan.keys, BEST) | {"a8": SERIOUS, "a2": SERIOUS}
    outcome = score_scan(plan, [Sheet("team", levels)])
    assert outcome.tier.what_if == (("a2", SERIOUS, LOW),)
