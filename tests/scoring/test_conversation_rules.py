"""What a decision must explain, what may pass without talking, and what comes first (rules 2026-1, agreed level)."""

import pytest

from scoring.domain import conversation as talk
from scoring.domain import rules
from scoring.domain.agreement import topic_outcome, view

RULES = rules.load("2026-1")
SERIOUS, ATTENTION, NEUTRAL, BEST = "ernstig_issue", "aandachtspunt", "neutraal", "uitblinker"
UNSURE, NVT = "weet_ik_niet", "nvt"


def outcome(critical=False, **answers):
    views = tuple(view(tuple(given)) for given in answers.values())
    return topic_outcome(RULES, tuple(answers), views, None, critical)


ALIKE = outcome(zorgpersoneel=[NEUTRAL] * 3, management=[NEUTRAL] * 3)
APART = outcome(zorgpersoneel=[BEST] * 3, management=[ATTENTION] * 3)
CLIENT = outcome(zorgpersoneel=[BEST] * 3, clientvertegenwoordigers=[NEUTRAL] * 3)
UNKNOWN = outcome(zorgpersoneel=[UNSURE, UNSURE, NEUTRAL])


@pytest.mark.parametrize(
    ("found", "critical", "decision", "codes"),
    [
        (ALIKE, False, NEUTRAL, ()),
        (ALIKE, False, "", ()),
        (ALIKE, False, BEST, ("ander_niveau",)),
        (ALIKE, False, NVT, ("ander_niveau",)),
        (APART, False, ATTENTION, ("vlag",)),
        (APART, False, BEST, ("ander_niveau", "vlag")),
        (CLIENT, False, NEUTRAL, ("vlag",)),
        (UNKNOWN, False, NEUTRAL, ()),
        (ALIKE, True, NEUTRAL, ("basis",)),
        (ALIKE, True, NVT, ("ander_niveau", "kritisch_nvt")),
        (APART, True, "", ()),
    ],
)
def test_what_a_decision_must_explain(found, critical, decision, codes):
    assert talk.must_explain(found, critical=critical, decision=decision) == codes


def test_topic_that_applies_to_nobody_needs_a_reason_only_when_it_is_critical():
    nobody = outcome(zorgpersoneel=[NVT] * 3)

    assert talk.must_explain(nobody, critical=False, decision=NVT) == ()
    assert talk.must_explain(nobody, critical=True, decision=NVT) == ("kritisch_nvt",)


@pytest.mark.parametrize(
    ("reason", "rests_on", "missing"),
    [
        ("", "", ("vlag", "basis")),
        ("Omdat.", "", ("basis",)),
        (" \n", "Telling van maart.", ("vlag",)),
        ("Omdat.", "Telling van maart.", ()),
    ],
)
def test_words_that_are_there_are_not_asked_again(reason, rests_on, missing):
    found = talk.still_missing(APART, critical=True, decision=ATTENTION, reason=reason, rests_on=rests_on)

    assert found == missing


@pytest.mark.parametrize(
    ("found", "critical", "calm"),
    [
        (ALIKE, False, True),
        (ALIKE, True, False),
        (APART, False, False),
        (UNKNOWN, False, False),
        (outcome(zorgpersoneel=[ATTENTION] * 3), False, True),
        (outcome(zorgpersoneel=[SERIOUS] * 3), False, False),
        (outcome(zorgpersoneel=[NVT] * 3), False, True),
        (outcome(), False, False),
    ],
)
def test_what_may_pass_without_talking(found, critical, calm):
    assert talk.is_calm(found, critical=critical) is calm


def test_difference_comes_before_the_client_before_severity_before_weight():
    farthest = outcome(zorgpersoneel=[BEST] * 3, management=[SERIOUS] * 3)
    serious = outcome(zorgpersoneel=[SERIOUS] * 3)
    rows = {
        "unknown": talk.urgency(UNKNOWN, critical=False),
        "critical": talk.urgency(ALIKE, critical=True),
        "serious": talk.urgency(serious, critical=False),
        "client": talk.urgency(CLIENT, critical=False),
        "apart": talk.urgency(APART, critical=False),
        "farthest": talk.urgency(farthest, critical=False),
    }

    assert sorted(rows, key=rows.__getitem__) == ["farthest", "apart", "client", "serious", "critical", "unknown"]


def test_only_critical_topics_with_a_difference_must_be_decided():
    assert talk.must_be_decided(APART, critical=True)
    assert not talk.must_be_decided(APART, critical=False)
    assert not talk.must_be_decided(ALIKE, critical=True)
    assert not talk.must_be_decided(outcome(True, zorgpersoneel=[UNSURE, UNSURE, BEST]), critical=True)


@pytest.mark.parametrize(
    ("groups", "flags", "agreed", "expected"),
    [
        ([("zorgpersoneel", BEST), ("management", ATTENTION)], (), BEST, (("management", ATTENTION),)),
        ([("zorgpersoneel", BEST), ("management", NEUTRAL)], (), BEST, ()),
        (
            [("zorgpersoneel", BEST), ("clientvertegenwoordigers", NEUTRAL)],
            ("stem_van_de_client",),
            BEST,
            (("clientvertegenwoordigers", NEUTRAL),),
        ),
        ([("zorgpersoneel", BEST), ("clientvertegenwoordigers", NEUTRAL)], ("stem_van_de_client",), NEUTRAL, ()),
        ([("zorgpersoneel", BEST), ("vrijwilligers", None)], (), ATTENTION, (("zorgpersoneel", BEST),)),
        ([("zorgpersoneel", BEST)], (), NVT, ()),
        ([("zorgpersoneel", None)], (), None, ()),
    ],
)
def test_who_holds_another_view(groups, flags, agreed, expected):
    assert talk.minority(RULES, groups, flags, agreed) == expected
