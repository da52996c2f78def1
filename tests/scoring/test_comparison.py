"""Then and now, pure: which topics are equal in two versions, and what their levels did."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.definitions import Text, load, versions
from scoring.domain.comparison import Levels, change, comparable_topics, compare, wording_digest
from tests.scoring.synthetic import BEST, LEVELS, LOW, NEUTRAL, NVT, SERIOUS, questionnaire

OLD = questionnaire({"a": ["a1", "a2", "a3"], "b": ["b1", "b2"]}, version="oud")


def second_version():
    """One topic in other words, one gone, one new, and one that moved to the other theme."""
    new = questionnaire({"a": ["a1", "a2", "b2"], "b": ["b1", "b9"]}, version="nieuw")
    return with_topic(new, "a2", text=Text("anders gezegd", "said otherwise"))


def with_topic(found, key, **words):
    themes = tuple(
        replace(theme, topics=tuple(replace(t, **words) if t.key == key else t for t in theme.topics))
        for theme in found.themes
    )
    return replace(found, themes=themes)


def levels(version, rules="2026-1", themes=(), **topics):
    return Levels(version, rules, topics, dict(themes))


def test_only_the_same_key_in_the_same_words_is_comparable():
    assert comparable_topics(OLD, second_version()) == ("a1", "b2", "b1")
    assert comparable_topics(OLD, OLD) == ("a1", "a2", "a3", "b1", "b2")


@pytest.mark.parametrize(
    "words",
    [
        {"title": Text("x", "a1")},
        {"text": Text("a1", "x")},
        {"client_text": Text("x", "x")},
        {"volunteer_text": Text("x", "x")},
        {"explanation": Text("x", "a1")},
        {"levels": {BEST: Text("x", "x")}},
    ],
)
def test_every_word_that_people_read_counts(words):
    assert "a1" not in comparable_topics(OLD, with_topic(OLD, "a1", **words))


def test_weight_and_audience_are_no_wording():
    changed = with_topic(OLD, "a1", critical=True, groups=("management",), kompas="anders")

    assert comparable_topics(OLD, changed) == tuple(OLD.topics)


def test_on_another_scale_nothing_is_comparable():
    renamed = replace(OLD, scale=(replace(OLD.scale[0], definition=Text("x", "x")), *OLD.scale[1:]))

    assert comparable_topics(OLD, renamed) == ()


def test_no_two_topics_of_a_published_version_have_the_same_digest():
    for version in versions():
        digests = [wording_digest(topic) for topic in load(version).topics.values()]
        assert len(set(digests)) == len(digests)


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        (SERIOUS, LOW, "beter"),
        (NEUTRAL, NEUTRAL, "gelijk"),
        (BEST, SERIOUS, "lager"),
        (NVT, BEST, None),
        (BEST, NVT, None),
        (None, LOW, None),
        (LOW, None, None),
    ],
)
def test_a_change_needs_a_level_both_times(then, now, found):
    assert change(then, now) == found


@given(st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_turned_round_better_is_lower(then, now):
    turned = {"beter": "lager", "lager": "beter", "gelijk": "gelijk"}
    assert change(now, then) == turned[change(then, now)]


def test_a_theme_counts_its_comparable_topics_with_a_level_both_times():
    then = levels(OLD, themes={"a": LOW, "b": BEST}, a1=LOW, a2=LOW, a3=LOW, b1=BEST, b2=NEUTRAL)
    now = levels(OLD, themes={"a": NEUTRAL, "b": BEST}, a1=NEUTRAL, a2=LOW, a3=NVT, b1=BEST, b2=SERIOUS)

    first, second = compare(then, now)

    assert (first.then, first.now, first.is_whole, first.asked, first.comparable) == (LOW, NEUTRAL, True, 3, 3)
    assert first.changes == {"a1": "beter", "a2": "gelijk"}
    assert [second.count(step) for step in ("beter", "gelijk", "lager")] == [0, 1, 1]


def test_a_theme_with_other_questions_is_not_compared_as_a_whole():
    everything = dict.fromkeys(OLD.topics, LOW)
    then = levels(OLD, themes={"a": LOW, "b": LOW}, **everything)
    now = levels(second_version(), themes={"a": BEST, "b": BEST}, **dict.fromkeys(second_version().topics, BEST))

    first, second = compare(then, now)

    assert (first.is_whole, first.asked, first.comparable) == (False, 3, 2)
    assert first.changes == {"a1": "beter", "b2": "beter"}
    assert (second.is_whole, second.asked, second.comparable, second.changes) == (False, 2, 1, {"b1": "beter"})


def test_a_theme_that_lost_a_topic_is_not_whole_though_all_it_has_is_equal():
    shorter = questionnaire({"a": ["a1", "a2"], "b": ["b1", "b2"]}, version="nieuw")

    first, second = compare(levels(OLD), levels(shorter))

    assert (first.comparable, first.asked, first.is_whole) == (2, 2, False)
    assert second.is_whole


def test_levels_of_a_theme_need_the_same_rules_too():
    assert [row.is_whole for row in compare(levels(OLD), levels(OLD, rules="2027-1"))] == [False, False]


def test_a_theme_that_is_new_has_nothing_beside_it():
    wider = questionnaire({"a": ["a1", "a2", "a3"], "b": ["b1", "b2"], "c": ["c1"]}, version="nieuw")

    last = compare(levels(OLD), levels(wider, themes={"c": BEST}, c1=BEST))[-1]

    assert (last.then, last.now, last.comparable, last.changes, last.is_whole) == (None, BEST, 0, {}, False)


answers = st.fixed_dictionaries({key: st.sampled_from([*LEVELS, NVT, None]) for key in OLD.topics})


@given(answers, answers)
def test_nothing_is_counted_twice_and_never_what_had_no_level(then, now):
    for row in compare(levels(OLD, **then), levels(OLD, **now)):
        both = [key for key, topic in OLD.topics.items() if topic.theme == row.theme and then[key] in LEVELS]
        assert list(row.changes) == [key for key in both if now[key] in LEVELS]
        assert sum(row.count(step) for step in ("beter", "gelijk", "lager")) == len(row.changes)
