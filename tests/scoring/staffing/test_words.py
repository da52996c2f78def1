"""What the calculator says."""

import ast
import re
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation

from scoring.domain.staffing import coverage
from scoring.domain.staffing.coverage import EISEN, Check
from scoring.domain.staffing.roster import MODES
from scoring.domain.staffing.week import Gap
from scoring.staffing import words


@pytest.fixture(autouse=True)
def _in_dutch():
    with translation.override("nl"):
        yield


def reasons():
    """Every code that the checks can give, from their own text."""
    texts = [
        node.value
        for node in ast.walk(ast.parse(Path(coverage.__file__).read_text()))
        if isinstance(node, ast.Constant)
    ]
    return {
        text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+|drie_mensen", text)
    }


def test_every_reason_eis_and_mode_has_words():
    assert set(words.REASONS) == reasons()
    assert (tuple(words.EISEN), tuple(words.MODES)) == (EISEN, MODES)


def test_every_sentence_is_in_dutch_too():
    for texts in (words.EISEN, words.MODES, words.REASONS):
        for text in texts.values():
            with translation.override("en"):
                english = str(text)
            assert str(text) != english


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(30, 32), 2, "0,94"),
        (Fraction(8774, 10000), 1, "0,9"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(125, 1000), 2, "0,13"),
        (Fraction(36), 1, "36,0"),
        (Fraction(-1, 8), 1, "-0,1"),
        (Fraction(1234), 1, "1.234,0"),
    ],
)
def test_numbers_have_a_comma(value, places, expected):
    assert words.shown(value, places) == expected


def test_numbers_in_english_have_a_point():
    with translation.override("en"):
        assert words.shown(Fraction(7, 8), 2) == "0.88"


@pytest.mark.parametrize(
    ("part", "expected"), [(Fraction(4, 9), "44,4%"), (Fraction(66, 100), "66%"), (Fraction(1, 8), "12,5%")]
)
def test_percentages(part, expected):
    assert words.percentage(part) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (range(1, 8), "elke dag"),
        (range(1, 6), "op werkdagen"),
        ((6, 7), "in het weekend"),
        ((3,), "op woensdag"),
        ((1, 2, 7), "op maandag, dinsdag en zondag"),
    ],
)
def test_days_in_words(days, expected):
    assert words.in_days(days) == expected


def test_gaps_at_the_same_time_of_several_days_are_one_line():
    gaps = [Gap(1, 600, 630), Gap(1, 1380, 1440), Gap(6, 600, 630), Gap(7, 600, 630)]

    assert words.stretches(gaps) == [
        "op maandag, zaterdag en zondag van 10:00 tot 10:30 uur",
        "op maandag van 23:00 tot 24:00 uur",
    ]


@pytest.mark.parametrize(("ok", "expected"), [(True, "gedekt"), (False, "niet gedekt"), (None, "niet te zeggen")])
def test_verdict(ok, expected):
    assert words.verdict(Check(ok, (), "")) == expected
