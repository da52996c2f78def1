"""The tags every page may use."""

import re
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from questionnaires.definitions import Text, load
from wolscan.templatetags.wolscan import icon, level_icon, stacked_bar, tr, whole_percents

SCALE = load("2026-1").scale


def counts(*numbers: int) -> list[dict]:
    """Counts from *uitblinker* to *ernstig issue*."""
    return [{"level": level, "count": number} for level, number in zip(SCALE, numbers, strict=True)]


@pytest.mark.parametrize(
    ("given", "percents"),
    [
        ([1], [100]),
        ([1, 1, 1], [34, 33, 33]),
        ([2, 5, 3, 1], [18, 46, 27, 9]),
        ([1, 18, 52, 141], [1, 8, 25, 66]),
        ([1, 1, 1, 9997], [1, 1, 1, 97]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_whole_percents_add_up_and_hide_nothing(given, percents):
    assert whole_percents(given) == percents


def test_stacked_bar_runs_from_ernstig_to_uitblinker_and_leaves_out_what_was_not_given():
    bar = stacked_bar(counts(2, 5, 0, 1), "Veiligheid")
    assert [(part["level"].key, part["count"], part["percent"]) for part in bar["parts"]] == [
        ("ernstig_issue", 1, 13),
        ("neutraal", 5, 62),
        ("uitblinker", 2, 25),
    ]


def test_stacked_bar_leaves_a_number_out_of_a_part_that_is_too_narrow():
    bar = stacked_bar(counts(141, 52, 18, 1), "Alle locaties")
    assert [part["is_visible"] for part in bar["parts"]] == [False, False, True, True]


def test_icon_draws_from_the_sprite():
    assert re.fullmatch(r'<svg class="icon" [^>]*aria-hidden="true"><path d="[^"]+"/></svg>', icon("star"))


def test_icon_unknown_is_an_error():
    with pytest.raises(KeyError):
        icon("ster")


def test_level_icon_is_white_on_the_darkest_level_only():
    fills = {level.key: re.search('fill="(#[0-9a-f]+)"', level_icon(level))[1] for level in SCALE}
    assert fills == {
        "uitblinker": "#141c1f",
        "neutraal": "#141c1f",
        "aandachtspunt": "#141c1f",
        "ernstig_issue": "#ffffff",
    }


def test_every_icon_of_the_questionnaire_exists():
    questionnaire = load("2026-1")
    for answer in (*questionnaire.scale, *questionnaire.unscored):
        assert "<path" in icon(answer.icon)


@pytest.mark.parametrize(("language", "word"), [("nl", "Ja"), ("en", "Yes"), ("de", "Ja")])
def test_tr_follows_the_language_of_the_page(language, word):
    with translation.override(language):
        assert tr(Text("Ja", "Yes")) == word


def test_tr_of_nothing_is_empty():
    assert tr(None) == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "donderdag 17 december 2026 om 14:00 uur"), ("en", "Thursday 17 December 2026, 14:00")],
)
def test_moment_is_said_as_people_say_it_and_on_their_clock(language, words):
    page = Template("{{ at|moment }}{{ nothing|moment }}")
    with translation.override(language):
        assert page.render(Context({"at": datetime(2026, 12, 17, 13, tzinfo=UTC), "nothing": None})) == words


@pytest.mark.parametrize(
    ("shares", "seen"),
    [
        ((8, 92), [(True, False), (True, True)]),
        ((15, 85), [(True, False), (True, True)]),
        ((20, 80), [(True, True), (True, True)]),
        ((150, 850), [(True, False), (True, True)]),
        ((5, 995), [(False, False), (True, True)]),
    ],
)
def test_narrow_part_shows_its_number_before_an_icon(shares, seen):
    parts = stacked_bar(counts(0, 0, shares[1], shares[0]), "Alle locaties")["parts"]

    assert [(part["is_visible"], part["has_icon"]) for part in parts] == seen


@pytest.mark.parametrize(
    ("shares", "seen"), [((5, 95), "on paper"), ((15, 185), "on paper"), ((5, 195), ""), ((20, 80), "everywhere")]
)
def test_part_too_narrow_for_a_phone_shows_its_number_where_a_bar_is_long(shares, seen):
    part = stacked_bar(counts(0, 0, shares[1], shares[0]), "Alle locaties")["parts"][0]

    assert (part["is_visible"], part["is_visible_when_wide"]) == (seen == "everywhere", seen == "on paper")
