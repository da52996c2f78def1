"""Questionnaire 2026-1 as people read it: complete, in two languages, in plain sentences, and locked."""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from math import ceil
from pathlib import Path

import pytest

from questionnaires import definitions
from questionnaires.definitions import Theme
from scoring.domain import plan
from scoring.domain.score import score_scan
from tests.questionnaires.blueprint import planned
from tests.questionnaires.texts import (
    GIVEAWAYS,
    LANGUAGES,
    LONGEST,
    LONGEST_PLAIN,
    SCAN,
    TOPICS,
    VERSION,
    all_texts,
    bare,
    in_words,
    sentence_lengths,
    topic_texts,
)

FOLDER = definitions.CONTENT / VERSION
ROOT = Path(__file__).parents[2]
CRITICAL = {
    "palliatieve-zorg-en-pijn",
    "medicatie-volgens-afspraak",
    "onvrijwillige-zorg",
    "veilig-huis",
    "ouderenmishandeling",
    "bevoegd-per-dienst",
    "verpleegkundige-en-arts",
}
QUOTAS = {
    "zorgpersoneel": (1, 60),
    "ondersteuning": (1, 35),
    "management": (1, 60),
    "clientvertegenwoordigers": (15, 30),
    "vrijwilligers": (8, 24),
}


def test_every_topic_stands_in_its_place_with_its_groups():
    found = {theme.key: {topic.key: (topic.groups, topic.critical) for topic in theme.topics} for theme in SCAN.themes}
    in_order = [(theme, list(topics.items())) for theme, topics in planned().items()]
    assert [(theme, list(topics.items())) for theme, topics in found.items()] == in_order


def test_there_are_as_many_topics_as_agreed():
    assert all(8 <= len(theme.topics) <= 12 for theme in SCAN.themes)
    assert 80 <= sum(len(theme.topics) for theme in SCAN.themes) <= 92
    assert [theme.part for theme in SCAN.themes] == ["inhoud"] * 4 + ["randvoorwaarden"] * 4


def test_critical_topics_are_exactly_the_seven():
    assert {topic.key for topic in TOPICS if topic.critical} == CRITICAL


def test_keys_are_permanent_slugs_and_unique():
    keys = [topic.key for theme in SCAN.themes for topic in theme.topics] + [theme.key for theme in SCAN.themes]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert [key for key in keys if not re.fullmatch(r"[a-z]+(-[a-z]+)*", key)] == []


def test_answer_keys_icons_and_ranks_of_the_scale():
    assert [level.key for level in SCAN.scale] == ["uitblinker", "neutraal", "aandachtspunt", "ernstig_issue"]
    assert [answer.key for answer in SCAN.unscored] == ["weet_ik_niet", "nvt"]
    icons = [answer.icon for answer in (*SCAN.scale, *SCAN.unscored)]
    assert len(set(icons)) == len(icons)


@pytest.mark.parametrize(("group", "quota"), QUOTAS.items())
def test_nobody_is_asked_too_much(group, quota):
    least, most = quota
    assert least <= sum(len(theme.topics_for(group)) for theme in SCAN.themes) <= most


def test_groups_and_building_blocks_are_known():
    order = [group.key for group in SCAN.groups]
    assert order == list(QUOTAS)
    for topic in TOPICS:
        assert topic.groups, topic.key
        assert list(topic.groups) == sorted(set(topic.groups), key=order.index), topic.key
        assert topic.kompas in SCAN.kompas, topic.key
    assert {topic.kompas for topic in TOPICS} == set(SCAN.kompas)


def test_plain_wording_exactly_where_it_is_asked():
    for topic in TOPICS:
        assert bool(topic.client_text) == ("clientvertegenwoordigers" in topic.groups), topic.key
        assert bool(topic.volunteer_text) == ("vrijwilligers" in topic.groups), topic.key


def test_every_topic_has_an_example_of_every_level_best_first():
    for topic in TOPICS:
        assert list(topic.levels) == [level.key for level in SCAN.scale], topic.key


def test_the_files_hold_nothing_that_is_not_read():
    fields = {"key", "critical", "groups", "kompas", "title", "text", "client_text", "volunteer_text"}
    for path in FOLDER.glob("0*.toml"):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert path.stem[3:] == data["key"]
        assert set(data) == {"key", "part", "title", "short", "introduction", "topics"}
        for topic in data["topics"]:
            assert set(topic) <= fields | {"explanation", "levels"}, topic["key"]


def test_both_languages_say_something_and_something_different():
    same = {place for place, _, text in all_texts() if bare(text.nl) == bare(text.en)}
    assert all(bare(words) for _, _, _, words in in_words())
    assert same <= {"neutraal", "management", "privacy"}, "only words that English has borrowed may be equal"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_statement_example_or_explanation_stands_twice(language):
    said = Counter(bare(text.in_language(language)) for topic in TOPICS for _, text in topic_texts(topic))
    titles = {bare(theme.title.in_language(language)): theme.key for theme in SCAN.themes}
    assert [words for words, times in said.items() if times > 1] == []
    assert len(titles) == len(SCAN.themes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice(language):
    texts = (words for _, _, code, words in in_words() if code == language)
    sentences = Counter(bare(part) for words in texts for part in re.split(r"(?<=[.?!])\s+", words) if len(part) > 25)
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_titles_fit_lists_and_charts():
    longest = {"title": 40, "short": 22}
    for place, kind, language, words in in_words():
        if kind in longest and (kind == "short" or place in SCAN.topics):
            assert len(words) <= longest[kind], (place, language, words)
            assert words[-1] not in ".?!", (place, language, words)


def test_examples_are_neither_a_word_nor_a_story():
    for topic in TOPICS:
        for level, text in topic.levels.items():
            for language in LANGUAGES:
                assert 8 <= len(text.in_language(language).split()) <= 28, (topic.key, level, language)


def test_texts_end_as_sentences():
    for topic in TOPICS:
        for kind, text in topic_texts(topic):
            if kind != "title":
                assert {text.nl[-1], text.en[-1]} <= {".", "?"}, (topic.key, kind)


def test_statements_are_one_sentence():
    for topic in TOPICS:
        for text in filter(None, (topic.text, topic.client_text, topic.volunteer_text)):
            assert [len(sentence_lengths(text.in_language(language))) for language in LANGUAGES] == [1, 1], topic.key


def test_sentences_are_short():
    for place, kind, language, words in in_words():
        assert max(sentence_lengths(words)) <= LONGEST.get(kind, LONGEST_PLAIN), (place, kind, language, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_average_sentence_has_at_most_twelve_words(language):
    kinds = {"title", "short", "label"}
    texts = (words for _, kind, code, words in in_words() if code == language and kind not in kinds)
    lengths = [length for words in texts for length in sentence_lengths(words)]
    assert sum(lengths) / len(lengths) <= 12


def test_typography_is_one_way():
    for place, kind, language, words in in_words():
        assert not re.search(r"['\"“”`]|\s\s|\s[.,;:?!]|\.\.|…|--|[\t\n\u00a0]", words), (place, kind, language, words)
        assert words == words.strip(), (place, kind, language)
        assert words[0].isupper() or re.match(r"[‘’]", words), (place, kind, language, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_of_the_other_language(language):
    for place, kind, code, words in in_words():
        if code == language:
            assert not set(re.findall(r"\w+", words.lower())) & GIVEAWAYS[language], (place, kind, words)


def test_one_word_for_one_thing():
    other = {
        "nl": r"\b(thema \d|afdeling\w*|invalkracht\w*|half jaar|half uur|cliënt(en)?|patiënt\w*|personeelsleden)\b",
        "en": r"\b(theme \d|unit|ward|roster\w*|well-being|confidant|patients?|nursing assistant|\w+ize[ds]?|center)\b",
    }
    for place, kind, language, words in in_words():
        found = re.search(other[language], words.lower())
        assert not found, (place, kind, words)


def test_clients_are_addressed_with_u_and_staff_speak_for_themselves():
    for topic in TOPICS:
        if topic.client_text:
            assert not re.search(r"\b(wij|we|ons|onze|jij|je|jouw)\b", topic.client_text.nl.lower()), topic.key
            assert not re.search(r"\b(we|us|our)\b", topic.client_text.en.lower()), topic.key
        if topic.volunteer_text:
            assert re.search(r"\b(ik|mij)\b", topic.volunteer_text.nl.lower()), topic.key
            assert re.search(r"\b(i|me)\b", topic.volunteer_text.en.lower()), topic.key


@pytest.mark.parametrize("topic", [t for t in TOPICS if t.client_text], ids=lambda topic: topic.key)
def test_examples_that_clients_read_are_not_told_by_staff(topic):
    for text in topic.levels.values():
        assert not re.search(r"\b(wij|we|onze|collega’s)\b", text.nl.lower().replace("twee collega’s", "")), text.nl


@pytest.mark.parametrize("theme", SCAN.themes, ids=lambda theme: theme.key)
def test_every_level_of_a_theme_is_within_reach(theme: Theme):
    plain = sorted((topic for topic in theme.topics), key=lambda topic: topic.critical)
    quarter, third, half = (ceil(len(plain) / part) for part in (4, 3, 2))
    mixes = {
        "uitblinker": ("uitblinker", half),
        "neutraal": ("uitblinker", half - 1),
        "aandachtspunt": ("aandachtspunt", third),
        "ernstig_issue": ("ernstig_issue", quarter),
    }
    for expected, (level, number) in mixes.items():
        agreed = {topic.key: level if place < number else "neutraal" for place, topic in enumerate(plain)}
        outcome = score_scan(plan.load(VERSION, VERSION), [], agreed)
        assert outcome.themes[theme.key].level == expected


def test_lock_holds_the_files_as_published():
    lines = [f"{digest}  {name}" for name, digest in definitions.file_digests(VERSION).items()]
    assert (FOLDER / "LOCK").read_text(encoding="utf-8").splitlines() == lines
    assert lines == sorted(lines, key=lambda line: line[66:])
    assert len(lines) == 9


def test_a_lock_is_never_written_over():
    before = (FOLDER / "LOCK").read_bytes()
    run = subprocess.run([sys.executable, ROOT / "script/lock_content.py", VERSION], capture_output=True, text=True)
    assert run.returncode == 1
    assert "never changes" in run.stderr
    assert (FOLDER / "LOCK").read_bytes() == before
