"""The action templates: complete, small enough, in two languages, and refused by name when they break the form."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from questionnaires import definitions
from scoring.followup import templates
from scoring.followup.templates import TemplateError
from tests.questionnaires.texts import GIVEAWAYS, LANGUAGES, bare, sentence_lengths

SCAN = definitions.load("2026-1")
THEMES = [theme.key for theme in SCAN.themes]
TEMPLATES = templates.load()
ROOT = Path(__file__).parents[3]
LONGEST = {"nl": 25, "en": 30}


def texts(template):
    """Kind and text of everything people read."""
    yield "title", template.title
    yield from (("step", step) for step in template.steps)
    yield "after_two_weeks", template.after_two_weeks


def in_words():
    for template in TEMPLATES:
        for kind, text in texts(template):
            yield from ((template.key, kind, language, text.in_language(language)) for language in LANGUAGES)


@pytest.mark.parametrize("theme", THEMES)
def test_every_topic_has_a_template(theme):
    assert [topic.key for topic in SCAN.theme(theme).topics if not templates.for_topic(topic.key)] == []


def test_keys_are_permanent_slugs_and_unique():
    keys = [template.key for template in TEMPLATES]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or len(key) > 100] == []


def test_topics_are_of_the_theme_of_the_file():
    wrong = [t.key for t in TEMPLATES if t.theme not in THEMES or SCAN.topics[t.topic].theme != t.theme]
    assert wrong == []


def test_a_pulse_check_scores_three_to_five_known_topics():
    for template in TEMPLATES:
        assert 3 <= len(template.pulse) <= 5, template.key
        assert len(set(template.pulse)) == len(template.pulse), template.key
        assert set(template.pulse) <= set(SCAN.topics), template.key


def test_a_pulse_check_looks_at_the_topic_of_the_action():
    assert [template.key for template in TEMPLATES if template.topic not in template.pulse] == []


def test_a_template_has_two_to_four_steps():
    assert [template.key for template in TEMPLATES if not 2 <= len(template.steps) <= 4] == []


def test_both_languages_say_something_and_something_different():
    for template in TEMPLATES:
        for kind, text in texts(template):
            assert bare(text.nl), (template.key, kind)
            assert bare(text.en), (template.key, kind)
            assert bare(text.nl) != bare(text.en), (template.key, kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language):
    long = [
        (key, kind, words)
        for key, kind, code, words in in_words()
        if code == language and max(sentence_lengths(words)) > LONGEST[language]
    ]
    assert long == []


def test_texts_have_the_length_of_their_place():
    limits = {"title": (10, 90), "step": (20, 260), "after_two_weeks": (20, 260)}
    wrong = [
        (key, kind, words) for key, kind, _, words in in_words() if not limits[kind][0] <= len(words) <= limits[kind][1]
    ]
    assert wrong == []


def test_prefilled_action_fits_its_field():
    for template in TEMPLATES:
        for language in LANGUAGES:
            lines = [text.in_language(language) for text in (template.title, *template.steps)]
            assert sum(len(line) + 3 for line in lines) < 2_000, template.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_of_the_other_language(language):
    for key, kind, code, words in in_words():
        if code == language:
            assert not set(re.findall(r"\w+", words.lower())) & GIVEAWAYS[language], (key, kind, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_stands_twice(language):
    said = Counter(bare(template.title.in_language(language)) for template in TEMPLATES)
    assert [words for words, times in said.items() if times > 1] == []


def test_typography_is_one_way():
    for key, kind, language, words in in_words():
        assert words == words.strip(), (key, kind, language)
        assert not re.search(r"['\"“”`]|\s\s|\s[.,;:?!]|\.\.|--|[\t\n\u00a0]", words), (key, kind, language, words)


def test_find_knows_every_key_and_nothing_else():
    assert templates.find(TEMPLATES[0].key) == TEMPLATES[0]
    assert templates.find("") is templates.find("onzin") is None


FILE = """
theme = "veiligheid"

[[actions]]
key = "een"
topic = "veilig-huis"
title = { nl = "Titel", en = "Title" }
steps = [{ nl = "Stap.", en = "Step." }, { nl = "Nog een.", en = "Another." }]
after_two_weeks = { nl = "Kijk.", en = "Look." }
pulse = ["veilig-huis", "privacy", "toezicht"]
"""


@pytest.fixture
def own_file(tmp_path, monkeypatch):
    """A file of templates that a test may spoil; the cache forgets it afterwards."""
    monkeypatch.setattr(templates, "ACTIONS", tmp_path)
    templates.load.cache_clear()
    yield tmp_path / "03-veiligheid.toml"
    templates.load.cache_clear()


def test_a_file_is_read(own_file):
    own_file.write_text(FILE, encoding="utf-8")
    [template] = templates.load()

    assert (template.key, template.theme, template.steps[1].nl) == ("een", "veiligheid", "Nog een.")
    assert templates.for_topic("veilig-huis") == templates.for_theme("veiligheid") == (template,)
    assert templates.for_topic("privacy") == templates.for_theme("informatie") == ()


def test_no_files_are_no_templates(own_file):
    assert templates.load() == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('topic = "veilig-huis"', 'subject = "veilig-huis"'),
        ('topic = "veilig-huis"', ""),
        ("title = { nl", "title = { de"),
        (', { nl = "Nog een.", en = "Another." }', ""),
        (', "privacy", "toezicht"', ""),
        ('"privacy", "toezicht"', '"privacy", "privacy"'),
        ("after_two_weeks", "after_three_weeks"),
    ],
)
def test_a_template_that_breaks_the_form_is_refused_by_name(own_file, old, new):
    assert old in FILE
    own_file.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(TemplateError, match=r"^03-veiligheid\.toml, een: "):
        templates.load()


@pytest.mark.parametrize(
    "content",
    ["theme = ", "[[actions]]\nkey = 'een'", FILE.replace("theme", "thema"), 'x = 1\ntheme = "a"\nactions = []'],
)
def test_a_file_that_breaks_the_form_is_refused_by_name(own_file, content):
    own_file.write_text(content, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"^03-veiligheid\.toml: "):
        templates.load()


def test_a_key_that_stands_twice_is_refused(own_file):
    own_file.write_text(FILE, encoding="utf-8")
    own_file.with_name("04.toml").write_text(FILE, encoding="utf-8")
    with pytest.raises(TemplateError, match="stands twice: een"):
        templates.load()


def test_templates_need_no_django():
    code = "import sys, scoring.followup.templates as t; t.load(); print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
