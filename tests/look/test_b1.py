"""Texts for residents, families, volunteers and staff who fill in: language level B1, in Dutch.

What the questionnaire itself says is tested in tests/questionnaires/test_content.py: a published version never changes.
"""

import ast
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "locale/nl/LC_MESSAGES/django.po"
#: What people without an account read: the pages to take part, letters, mails, the outcome behind a code.
PLACES = (
    "templates/respond/*.html",
    "templates/givingback/*.html",
    "templates/round/_letter*.html",
    "templates/round/opt_out.html",
    "templates/emails/invitation.*",
    "templates/emails/reminder.*",
    "templates/emails/meeting_*",
    "templates/emails/round_e*",
    "templates/emails/_what.*",
    "templates/emails/_foot.*",
    "templates/_components/save_status.html",
    "templates/_components/topic_question.html",
    "questionnaires/respond/**/*.py",
    "scoring/givingback/*.py",
)
LONGEST, AVERAGE = 20, 10
#: Words that most people at B1 do not read easily, with what to say instead.
HARD = {
    "middels": "met", "teneinde": "om", "dient te": "moet", "dienen te": "moeten", "alvorens": "voordat",
    "betreffende": "over", "inzake": "over", "conform": "volgens", "omtrent": "over", "aangaande": "over",
    "derhalve": "daarom", "echter": "maar", "indien": "als", "tevens": "ook", "reeds": "al", "trachten": "proberen",
    "verstrekken": "geven", "verzoeken": "vragen", "gelieve": "wilt u", "hierbij": "", "desgewenst": "als u wilt",
    "respectievelijk": "en", "participeren": "meedoen", "participatie": "meedoen", "respondent": "wie invult",
    "respondenten": "wie invullen", "authenticatie": "inloggen", "anonimiseren": "zonder naam", "draagvlak": "steun",
    "ten behoeve van": "voor", "met betrekking tot": "over", "in het kader van": "voor", "door middel van": "met",
    "ten aanzien van": "over", "naar aanleiding van": "na", "op basis van": "met", "momenteel": "nu",
    "voornoemd": "", "eveneens": "ook", "zodoende": "zo", "thans": "nu", "faciliteren": "helpen",
    "optimaliseren": "beter maken",
    "implementeren": "invoeren", "evalueren": "bespreken", "aggregatie": "", "geaggregeerd": "",
}  # fmt: skip


def test_sentences_are_short_enough():
    long = {sentence for sentence, words in sentences() if words > LONGEST}

    assert long == set()


def test_an_average_sentence_is_short():
    lengths = [words for _, words in sentences()]

    assert len(lengths) > 150, "the texts were not found"
    assert sum(lengths) / len(lengths) <= AVERAGE


@pytest.mark.parametrize("word", HARD)
def test_no_hard_words(word):
    found = [text for text in texts() if re.search(rf"\b{word}\b", text, re.IGNORECASE)]

    assert found == [], f"say {HARD[word]!r}"


def test_people_are_addressed_as_u():
    assert [text for text in texts() if re.search(r"\b(je|jij|jouw|jullie)\b", text, re.IGNORECASE)] == []


def sentences():
    """Every sentence with its number of words; labels and headings are no sentences."""
    parts = {part for text in texts() for part in re.split(r"(?<=[.?!:;])\s+", text) if part.rstrip()[-1:] in ".?!"}
    return [(part, len(re.findall(r"[\w’'-]+", part))) for part in parts]


@cache
def texts():
    """The Dutch of everything that is said in these places, in plain words."""
    dutch = {}
    for entry in polib.pofile(str(CATALOG)):
        dutch[entry.msgid] = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    said = {msgid for place in PLACES for path in ROOT.glob(place) for msgid in _msgids(path) if msgid in dutch}
    return sorted({_plain(text) for msgid in said for text in dutch[msgid]})


def _msgids(path):
    source = path.read_text(encoding="utf-8")
    code = source if path.suffix == ".py" else templatize(source)
    call = r"gettext(?:_lazy)?\(|_\(|ngettext\(|pgettext\("
    quoted = r"""(?:u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')"""
    for found in re.finditer(rf"(?:{call})\s*({quoted}(?:[\s,]+{quoted})*)", code):
        for text in re.findall(quoted, found[1]):
            yield ast.literal_eval(text)
        yield "".join(ast.literal_eval(text) for text in re.findall(quoted, found[1]))


def _plain(text):
    return " ".join(re.sub(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>", "X", text).split())
