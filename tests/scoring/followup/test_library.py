"""The library of good practices: complete, in two languages, in plain sentences, and easy to find."""

import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from questionnaires import definitions
from scoring.followup import library
from scoring.followup.library import LibraryError
from tests.questionnaires.texts import GIVEAWAYS, LANGUAGES, bare, sentence_lengths

SCAN = definitions.load("2026-1")
THEMES = {theme.key for theme in SCAN.themes}
RECORDS = library.load()
ACTIVE = tuple(practice for practice in RECORDS if practice.active)
ROOT = Path(__file__).parents[3]
#: Topics on which the report of 2018 tells nothing that a location could copy.
SILENT = {
    "palliatieve-zorg-en-pijn", "persoonlijke-verzorging", "schone-ruimtes", "eigen-kamer",
    "medicatie-volgens-afspraak", "medicatie-besproken", "incidenten-melden", "bevoegd-en-bekwaam-handelingen",
    "huid-en-vallen", "mond-slikken-continentie", "veilig-huis", "ouderenmishandeling", "acute-situaties", "klachten",
    "leiding-zichtbaar", "vakinhoud-in-de-top", "toezicht", "twee-zorgverleners", "tijd-voor-zingeving",
    "bevoegd-per-dienst", "verpleegkundige-en-arts", "ziekteverzuim", "uitstroom", "inwerken-en-uitzendkrachten",
    "hulpmiddelen-en-tilliften", "werkende-ict",
}  # fmt: skip


def texts(practice):
    """The texts of a record by field, the note only where there is one."""
    fields = {field: getattr(practice, field) for field in ("title", "summary", "first_step", "note")}
    return {field: text for field, text in fields.items() if text}


def in_words():
    """Key, field, language and words of every text."""
    for practice in RECORDS:
        for field, text in texts(practice).items():
            yield from ((practice.key, field, language, text.in_language(language)) for language in LANGUAGES)


def keys(practices):
    return [practice.key for practice in practices]


@pytest.fixture
def own_library(tmp_path, monkeypatch):
    """One file of records that a test may spoil; the cache forgets it afterwards."""
    file = tmp_path / "02-wonen-en-welzijn.toml"
    file.write_bytes((library.PRACTICES / file.name).read_bytes())
    monkeypatch.setattr(library, "PRACTICES", tmp_path)
    library.load.cache_clear()
    yield file
    library.load.cache_clear()


def spoil(file, old, new):
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_there_are_enough_records():
    assert len(RECORDS) >= 90
    assert len(ACTIVE) >= 80


def test_keys_are_permanent_slugs_and_unique():
    assert [key for key, times in Counter(keys(RECORDS)).items() if times > 1] == []
    assert [key for key in keys(RECORDS) if not re.fullmatch(r"[a-z]+(-[a-z]+)*", key)] == []


def test_themes_and_topics_are_those_of_the_questionnaire():
    for practice in RECORDS:
        assert practice.themes, practice.key
        assert set(practice.themes) <= THEMES, practice.key
        assert set(practice.topics) <= set(SCAN.topics), practice.key
        assert 1 <= len(practice.topics) <= 4, practice.key
        assert len(set(practice.themes)) == len(practice.themes), practice.key
        assert len(set(practice.topics)) == len(practice.topics), practice.key


def test_a_practice_helps_with_a_topic_of_its_primary_theme():
    assert [p.key for p in RECORDS if p.themes[0] not in {SCAN.topics[topic].theme for topic in p.topics}] == []


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_theme_has_practices_a_location_can_carry_out(theme):
    assert len([practice for practice in library.for_theme(theme) if practice.scope != "region"]) >= 8


def test_every_topic_the_source_speaks_of_has_a_practice():
    assert {topic for topic in SCAN.topics if not library.for_topic(topic)} == SILENT


def test_where_a_record_comes_from_is_said_in_full():
    for practice in RECORDS:
        assert re.fullmatch(r"Eindrapportage Ruimte voor verpleeghuizen(, §\d(\.\d+)?)+", practice.source), practice.key
        assert (practice.year, practice.evidence, practice.contact) == (2018, "ervaring", ""), practice.key
        assert practice.last_checked == date(2026, 11, 22), practice.key


def test_what_was_only_announced_says_so_and_is_not_offered():
    announced = {p.key for p in RECORDS if p.note and "alleen aangekondigd" in p.note.nl}
    assert announced == {p.key for p in RECORDS if not p.active}
    assert announced.isdisjoint(keys(library.search("", "nl")))
    assert announced.isdisjoint(key for theme in THEMES for key in keys(library.for_theme(theme)))
    assert announced.isdisjoint(key for topic in SCAN.topics for key in keys(library.for_topic(topic)))


def test_every_practice_on_restraint_of_2018_names_the_law_of_today():
    for practice in RECORDS:
        if "onvrijwillige-zorg" in practice.topics:
            assert "Wet zorg en dwang" in practice.note.nl, practice.key
            assert "Care and Coercion Act" in practice.note.en, practice.key


def test_both_languages_say_something_and_something_different():
    for practice in RECORDS:
        for field, text in texts(practice).items():
            assert bare(text.nl), (practice.key, field)
            assert bare(text.en), (practice.key, field)
            assert bare(text.nl) != bare(text.en), (practice.key, field)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_of_the_other_language(language):
    for key, field, code, words in in_words():
        if code == language:
            bare_of_names = words.replace("Generiek kompas", "").replace("Het Baken", "")
            assert not set(re.findall(r"\w+", bare_of_names.lower())) & GIVEAWAYS[language], (key, field, words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", ["title", "summary", "first_step"])
def test_no_text_stands_twice(field, language):
    said = Counter(bare(getattr(practice, field).in_language(language)) for practice in RECORDS)
    assert [words for words, times in said.items() if times > 1] == []


def test_titles_fit_a_list():
    for key, field, language, words in in_words():
        if field == "title":
            assert 10 <= len(words) <= 56, (key, language, words)
            assert words[-1] not in ".!", (key, language, words)


def test_a_summary_has_two_or_three_sentences_and_a_first_step_one_or_two():
    allowed = {"summary": (2, 3), "first_step": (1, 2), "note": (1, 2)}
    for key, field, language, words in in_words():
        if field != "title":
            assert len(sentence_lengths(words)) in allowed[field], (key, field, language, words)
            assert words[-1] in ".?", (key, field, language, words)


def test_texts_are_neither_a_word_nor_a_story():
    limits = {"summary": (25, 55), "first_step": (10, 26)}
    for key, field, language, words in in_words():
        if field in limits:
            least, most = limits[field]
            assert least <= len(words.split()) <= most, (key, field, language, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language):
    found = [(key, words) for key, field, code, words in in_words() if code == language and field != "title"]
    lengths = [length for _, words in found for length in sentence_lengths(words)]
    assert [key for key, words in found if max(sentence_lengths(words)) > 24] == []
    assert sum(lengths) / len(lengths) <= 12


def test_typography_is_one_way():
    for key, field, language, words in in_words():
        assert not re.search(r"['\"“”`]|\s\s|\s[.,;:?!]|\.\.|…|--|[\t\n\u00a0]", words), (key, field, language, words)
        assert words == words.strip(), (key, field, language)
        assert words[0].isupper(), (key, field, language, words)


def test_words_are_those_of_the_questionnaire():
    other = {
        "nl": r"\b(cliënten|patiënt\w*|afdeling\w*|personeelsleden|half jaar|jij|jouw)\b",
        "en": r"\b(unit|ward|roster\w*|well-being|patients?|half an hour|(?!size)\w+ize[ds]?|center|program)\b",
    }
    for key, field, language, words in in_words():
        assert not re.search(other[language], re.sub(r"‘Ken je cliënt’", "", words).lower()), (key, field, words)


def test_for_topic_offers_what_a_region_must_arrange_last():
    found = library.for_topic("afspraken-artsen-ziekenhuis")
    assert found[0].key == "gegevens-die-er-al-zijn"
    assert [practice.scope for practice in found] == ["organisation", "region", "region", "region"]


def test_for_topic_begins_with_what_is_mainly_about_it():
    found = [(p.scope == "region", p.topics.index("eenzaamheid")) for p in library.for_topic("eenzaamheid")]
    assert found == sorted(found)
    assert {place for _, place in found} >= {0, 1}


def test_for_theme_offers_primary_before_secondary_and_region_last():
    found = [(p.scope == "region", p.themes.index("hulpbronnen")) for p in library.for_theme("hulpbronnen")]
    assert found == sorted(found)
    assert {place for _, place in found} == {0, 1, 2}


def test_an_unknown_topic_or_theme_has_no_practices():
    assert library.for_topic("onzin") == library.for_theme("onzin") == ()


@pytest.mark.parametrize("text", ["levensplezierboom", "LEVENSPLEZIERBOOM", "  plezierboom ", "lévensplezierböom"])
def test_search_minds_neither_capitals_nor_accents(text):
    assert keys(library.search(text, "nl")) == ["levensplezier-in-kaart"]


def test_search_reads_accents_that_the_text_has():
    assert keys(library.search("allevo", "nl")) == ["vaardig-worden-met-familie"]
    assert keys(library.search("allevo", "en")) == ["vaardig-worden-met-familie"]


def test_search_wants_every_word_in_any_order():
    assert keys(library.search("ambassadeur verandering", "nl")) == ["ambassadeurs-en-steungroep"]
    assert keys(library.search("verandering ambassadeur", "nl")) == ["ambassadeurs-en-steungroep"]
    assert library.search("ambassadeur levensplezierboom", "nl") == ()


def test_search_reads_the_language_asked_for():
    assert keys(library.search("tree of joy", "en")) == ["levensplezier-in-kaart"]
    assert library.search("tree of joy", "nl") == ()


def test_search_does_not_read_first_steps():
    assert library.search("hometrainer", "nl") == ()


def test_search_for_nothing_finds_every_active_record():
    assert sorted(keys(library.search(" ", "nl"))) == sorted(keys(ACTIVE))


def test_a_key_that_stands_twice_is_refused(own_library):
    spoil(own_library, 'key = "inloophuiskamer"', 'key = "groene-leefomgeving"')
    with pytest.raises(LibraryError, match="stands twice: groene-leefomgeving"):
        library.load()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "practice"', 'kind = "verhaal"'),
        ('scope = "team"', 'scope = "land"'),
        ('scope = "team"', 'reach = "team"'),
        ('organisation = "Azora"', 'organization = "Azora"'),
        ('themes = ["wonen-en-welzijn"', 'themes = ["veiligheid"'),
        ("title = { nl", "title = { de"),
    ],
)
def test_a_record_that_breaks_the_form_is_refused_by_name(own_library, old, new):
    spoil(own_library, old, new)
    with pytest.raises(LibraryError, match=r"^02-wonen-en-welzijn\.toml, familieplan-van-het-team-zelf: "):
        library.load()


def test_a_file_that_is_no_toml_is_refused_by_name(own_library):
    own_library.write_text("theme = ", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"^02-wonen-en-welzijn\.toml: "):
        library.load()


def test_the_library_needs_no_django():
    code = "import sys, scoring.followup.library as l; l.load(); print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
