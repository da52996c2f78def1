"""Who counts, what each group says, the proposal, the flags and the level in force: the rules one by one."""

import pytest

from scoring.domain.agreement import Sheet, form_units, sheets_left_out, topic_outcomes
from tests.scoring.synthetic import BEST, DONT_KNOW, GROUPS, LOW, NEUTRAL, NVT, RULES, SERIOUS, SIDES, one_theme, sheets

PLAN = one_theme(["x"])
CRITICAL = one_theme(["x!"])


def units(**groups: int) -> dict[str, int]:
    """How many sheets each unit has, for groups of so many sheets (``management_named=2``: both named)."""
    found = members(**groups)
    formed = form_units(RULES, tuple(SIDES.items()), found)
    together = sum(len(unit.sheets) for unit in formed.counting) + len(formed.left_out)
    assert together == len(found), "no sheet is lost or counted twice"
    return {unit.key: len(unit.sheets) for unit in formed.counting}


def members(**groups: int) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (group.removesuffix("_named"), group.endswith("_named")) for group, size in groups.items() for _ in range(size)
    )


def outcome(plan=PLAN, agreed=None, **answers):
    [found] = topic_outcomes(plan, sheets(**answers), {"x": agreed} if agreed else {})
    return found


# Who stands on their own --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({}, {}),
        # Three sheets stand on their own, two do not.
        ({"zorgpersoneel": 3}, {"zorgpersoneel": 3}),
        ({"zorgpersoneel": 2}, {}),
        # All named stands on its own at any size; named by a part only does not.
        ({"management_named": 1}, {"management": 1}),
        ({"management_named": 1, "management": 1}, {}),
        ({"management_named": 2, "management": 1}, {"management": 3}),
        ({"clientvertegenwoordigers_named": 1}, {"clientvertegenwoordigers": 1}),
        # The rest of a side is a pool; three stand by themselves, also when some of them are named.
        ({"ondersteuning": 2, "management": 1}, {"overig_medewerkers": 3}),
        ({"ondersteuning": 2, "management": 1, "management_named": 1}, {"overig_medewerkers": 4}),
        ({"clientvertegenwoordigers": 2, "vrijwilligers": 1}, {"overig_naasten": 3}),
        ({"zorgpersoneel": 5, "ondersteuning": 2, "management": 1}, {"zorgpersoneel": 5, "overig_medewerkers": 3}),
        # A pool of one or two takes in the smallest unnamed group of its side.
        ({"zorgpersoneel": 5, "ondersteuning": 3, "management": 1}, {"zorgpersoneel": 5, "overig_medewerkers": 4}),
        ({"zorgpersoneel": 3, "ondersteuning": 5, "management": 2}, {"overig_medewerkers": 5, "ondersteuning": 5}),
        # Equal sizes: the first in the order of the groups.
        ({"zorgpersoneel": 4, "ondersteuning": 4, "management": 1}, {"overig_medewerkers": 5, "ondersteuning": 4}),
        ({"ondersteuning": 1, "zorgpersoneel": 3, "management": 3}, {"overig_medewerkers": 4, "management": 3}),
        # A group that is all named is not taken in, however small or large.
        ({"zorgpersoneel": 6, "ondersteuning": 1, "management_named": 1}, {"overig_medewerkers": 7, "management": 1}),
        ({"zorgpersoneel": 6, "ondersteuning": 1, "management_named": 3}, {"overig_medewerkers": 7, "management": 3}),
        ({"zorgpersoneel_named": 4, "ondersteuning": 2}, {"zorgpersoneel": 4}),
        # A group that is named only in part is an unnamed group.
        (
            {"zorgpersoneel": 6, "management_named": 2, "management": 1, "ondersteuning": 1},
            {"zorgpersoneel": 6, "overig_medewerkers": 4},
        ),
        # Clients are never taken in; volunteers are.
        ({"clientvertegenwoordigers": 4, "vrijwilligers": 2}, {"clientvertegenwoordigers": 4}),
        ({"clientvertegenwoordigers": 1, "vrijwilligers": 5}, {"overig_naasten": 6}),
        # A pool takes nobody in from the other side.
        ({"zorgpersoneel": 9, "vrijwilligers": 2}, {"zorgpersoneel": 9}),
        # Pools that found no group come together, across the sides.
        ({"management": 2, "vrijwilligers": 1}, {"overig": 3}),
        ({"zorgpersoneel": 1, "management": 1, "clientvertegenwoordigers": 1, "vrijwilligers": 1}, {"overig": 4}),
        ({"management": 1, "vrijwilligers": 1}, {}),
        (
            {"zorgpersoneel": 4, "management": 2, "clientvertegenwoordigers": 3, "vrijwilligers": 2},
            {"overig_medewerkers": 6, "clientvertegenwoordigers": 3},
        ),
        (
            {"zorgpersoneel_named": 4, "management": 2, "clientvertegenwoordigers": 3, "vrijwilligers": 2},
            {"zorgpersoneel": 4, "clientvertegenwoordigers": 3, "overig": 4},
        ),
        # A team sheet is always a group of its own, and helps nobody to three.
        ({"team": 1}, {"team": 1}),
        ({"team": 1, "management": 2}, {"team": 1}),
        ({"team_named": 1, "management": 3}, {"management": 3, "team": 1}),
    ],
)
def test_groups_that_count(groups, expected):
    assert units(**groups) == expected


def test_units_come_in_a_fixed_order():
    found = units(team=1, vrijwilligers=2, management=2, clientvertegenwoordigers=3, zorgpersoneel_named=1)
    assert list(found) == ["zorgpersoneel", "clientvertegenwoordigers", "overig", "team"]


def test_an_unknown_group_is_refused():
    with pytest.raises(KeyError):
        form_units(RULES, tuple(SIDES.items()), (("buren", False),))


def test_the_coordinator_is_told_who_would_not_count():
    assert sheets_left_out(PLAN, members(zorgpersoneel=4, vrijwilligers=2)) == {"vrijwilligers": 2}
    assert sheets_left_out(PLAN, members(management=1, vrijwilligers=1)) == {"management": 1, "vrijwilligers": 1}
    assert sheets_left_out(PLAN, members(management=1, vrijwilligers=2)) == {}
    assert sheets_left_out(PLAN, members(management_named=1, team=1)) == {}
    assert sheets_left_out(PLAN, iter(members(ondersteuning=2))) == {"ondersteuning": 2}


def test_sheets_that_do_not_count_say_nothing():
    found = outcome(CRITICAL, zorgpersoneel=[BEST] * 3, vrijwilligers=[SERIOUS, NVT])
    assert (found.groups, found.proposal, found.flags) == ((("zorgpersoneel", BEST),), BEST, ())
    assert outcome(vrijwilligers=[NVT, NVT]).agreed is None


# Values and proposal ------------------------------------------------------------------------------


def test_a_group_says_the_lower_middle_of_its_sheets():
    assert outcome(zorgpersoneel=[BEST, LOW, NEUTRAL]).groups == (("zorgpersoneel", NEUTRAL),)
    assert outcome(zorgpersoneel=[BEST, BEST, SERIOUS, LOW]).groups == (("zorgpersoneel", LOW),)
    assert outcome(zorgpersoneel=[BEST, None, DONT_KNOW, NVT]).groups == (("zorgpersoneel", BEST),)


def test_a_group_without_a_level_has_no_value_and_no_vote():
    found = outcome(zorgpersoneel=[DONT_KNOW, None, NVT], vrijwilligers=[LOW] * 3)
    assert found.groups == (("zorgpersoneel", None), ("vrijwilligers", LOW))
    assert found.proposal == LOW


def test_each_group_has_one_vote_however_large():
    found = outcome(zorgpersoneel=[BEST] * 20, clientvertegenwoordigers_named=[SERIOUS, SERIOUS])
    assert found.proposal == SERIOUS


def test_what_is_pooled_for_showing_is_pooled_for_calculating():
    found = outcome(zorgpersoneel=[LOW] * 3, ondersteuning=[BEST], vrijwilligers=[NEUTRAL] * 3)
    assert found.groups == (("overig_medewerkers", LOW), ("vrijwilligers", NEUTRAL))
    assert found.proposal == LOW


def test_without_sheets_there_is_nothing():
    assert outcome()[:4] == ((), None, (), None)


def test_an_unknown_answer_is_refused():
    for group in ({"team": ["goed"]}, {"zorgpersoneel": [BEST, "goed", NVT]}):
        with pytest.raises(KeyError, match="goed"):
            outcome(**group)


# Flags --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("staff", "volunteers", "expected"),
    [
        (BEST, NEUTRAL, ()),
        (BEST, LOW, ("verschil",)),
        (SERIOUS, BEST, ("verschil",)),
        (NEUTRAL, SERIOUS, ("verschil",)),
        (LOW, SERIOUS, ()),
    ],
)
def test_two_levels_apart_is_a_difference(staff, volunteers, expected):
    assert outcome(zorgpersoneel=[staff] * 3, vrijwilligers=[volunteers] * 3).flags == expected


def test_the_client_who_is_lower_than_the_others_is_flagged():
    others = {"zorgpersoneel": [NEUTRAL] * 3, "ondersteuning": [BEST] * 3}
    assert outcome(**others, clientvertegenwoordigers=[LOW] * 3).flags == ("verschil", "stem_van_de_client")
    assert outcome(**others, clientvertegenwoordigers=[NEUTRAL] * 3).flags == ()
    assert outcome(**others, clientvertegenwoordigers_named=[LOW]).flags == ("verschil", "stem_van_de_client")


def test_the_others_speak_by_their_lower_middle():
    others = {"zorgpersoneel": [NEUTRAL] * 3, "ondersteuning": [BEST] * 3, "vrijwilligers": [BEST] * 3}
    assert outcome(**others, clientvertegenwoordigers=[NEUTRAL] * 3).flags == ("stem_van_de_client",)


def test_a_client_in_a_pool_or_alone_is_not_flagged():
    pooled = outcome(zorgpersoneel=[BEST] * 3, vrijwilligers=[SERIOUS] * 3, clientvertegenwoordigers=[SERIOUS])
    assert pooled.groups == (("zorgpersoneel", BEST), ("overig_naasten", SERIOUS))
    assert pooled.flags == ("verschil",)
    assert outcome(clientvertegenwoordigers=[SERIOUS] * 3).flags == ()
    assert outcome(clientvertegenwoordigers=[LOW] * 3, zorgpersoneel=[DONT_KNOW] * 3).flags == ("weinig_zicht",)


def test_a_serious_group_value_is_flagged_only_on_a_critical_topic():
    groups = {"zorgpersoneel": [LOW] * 3, "vrijwilligers": [SERIOUS] * 3, "management_named": [LOW]}
    assert outcome(CRITICAL, **groups).flags == ("ernstig_gezien",)
    assert outcome(PLAN, **groups).flags == ()
    assert outcome(CRITICAL, zorgpersoneel=[SERIOUS, LOW, LOW]).flags == ()


@pytest.mark.parametrize(
    ("levels", "unsure", "expected"),
    [
        (5, 2, ()),  # 2 of 7: not more than 3/10
        (4, 2, ("weinig_zicht",)),  # 2 of 6
        (7, 3, ()),  # exactly 3 of 10
        (6, 3, ("weinig_zicht",)),  # 3 of 9
        (2, 1, ()),  # one person is not enough
        (0, 3, ("weinig_zicht",)),
    ],
)
def test_little_sight_is_two_people_and_more_than_three_tenths(levels, unsure, expected):
    assert outcome(zorgpersoneel=[NEUTRAL] * levels + [DONT_KNOW] * unsure).flags == expected


def test_not_applicable_and_silence_do_not_dilute_little_sight():
    answers = [NEUTRAL] * 4 + [DONT_KNOW] * 2 + [NVT] * 5 + [None] * 5
    assert outcome(zorgpersoneel=answers).flags == ("weinig_zicht",)


def test_little_sight_is_seen_per_group():
    assert outcome(zorgpersoneel=[BEST] * 2 + [DONT_KNOW], ondersteuning=[BEST] * 2 + [DONT_KNOW]).flags == ()


def test_flags_stand_in_a_fixed_order():
    found = outcome(
        CRITICAL, zorgpersoneel=[BEST] * 3, clientvertegenwoordigers=[SERIOUS] * 3, vrijwilligers=[DONT_KNOW] * 3
    )
    assert found.flags == ("verschil", "stem_van_de_client", "ernstig_gezien", "weinig_zicht")


# The level in force -------------------------------------------------------------------------------


def test_what_the_team_agreed_is_in_force():
    assert outcome(agreed=BEST, team=[SERIOUS])[1:4:2] == (SERIOUS, BEST)
    assert outcome(agreed=NVT, team=[SERIOUS]).agreed == NVT
    assert outcome(agreed=LOW).agreed == LOW


def test_without_an_agreement_the_proposal_stands():
    assert outcome(team=[LOW]).agreed == LOW


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([NVT, None, None], NVT),
        ([NVT, NVT, NVT], NVT),
        ([NVT, DONT_KNOW, NVT], None),
        ([NVT, NVT, BEST], BEST),
        ([DONT_KNOW, DONT_KNOW, DONT_KNOW], None),
        ([None, None, None], None),
    ],
)
def test_not_applicable_needs_one_who_says_so_and_none_who_says_otherwise(answers, expected):
    assert outcome(zorgpersoneel=answers).agreed == expected


def test_dont_know_in_another_group_keeps_a_topic_applicable():
    assert outcome(team=[NVT], zorgpersoneel=[DONT_KNOW, None, None]).agreed is None


def test_a_group_that_is_not_asked_may_answer():
    assert PLAN.questionnaire.topics["x"].groups == ("zorgpersoneel",)
    for group in GROUPS:
        [found] = topic_outcomes(PLAN, [Sheet(group, {"x": LOW})] * 3, {})
        assert found.proposal == LOW
