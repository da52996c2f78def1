"""Then and now on the outcome page and in the report: the same drawing, a table beneath, no words about causes."""

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from questionnaires.definitions import Text, load
from questionnaires.models import Answer, Scan
from scoring.assessment.services import send_in
from scoring.followup import comparison as comparisons
from scoring.followup.comparison import comparison_of
from scoring.models import Report
from scoring.outcomes.queries import Previous, in_force
from scoring.reports.pdf import render_pdf
from tests import factories
from tests.factories import TODAY, VERSION
from tests.kept import kept_begin

SERIOUS, ATTENTION, NEUTRAL, BEST = "ernstig_issue", "aandachtspunt", "neutraal", "uitblinker"
CAUSES = ["omdat", "dankzij", "doordat", "daardoor", "effect", "gevolg", "heeft geholpen", "door de", "verbeterd"]
QUESTIONNAIRE = load(VERSION)


@pytest.fixture
@kept_begin
def then(cast):
    """Last year: safety a serious issue, one topic low, one high, one unknown."""
    factories.send_in_scan(
        cast.scan,
        cast.coordinator,
        **{"veilig-huis": SERIOUS, "privacy": ATTENTION, "overdracht": BEST, "eenzaamheid": "weet_ik_niet"},
    )
    factories.confirm_scan(cast.scan, cast.adviser, "extra")
    return cast


@pytest.fixture
def now(then):
    """This year: safety is in order, and one topic that stood high is lower."""
    repeat = factories.make_scan(then.location, opened_on=date(2027, 11, 22))
    factories.send_in_scan(repeat, then.coordinator, privacy=NEUTRAL, overdracht=NEUTRAL, gastvrijheid="nvt")
    return type(repeat).objects.select_related("location__organisation", "previous").get(pk=repeat.pk)


def view_of(scan, language="nl"):
    previous = Previous(scan.previous, scan.previous.assessments.latest(), TODAY)
    with translation.override(language):
        return comparison_of(QUESTIONNAIRE, in_force(scan).assessment, previous)


def drawn(view, language="nl", **options):
    with translation.override(language):
        return render_to_string("scoring/_comparison.html", {"comparison": view} | options)


def row(view, theme):
    return next(row for row in view.rows if row.theme.key == theme)


def drawings(html):
    found = re.findall(r'<svg class="dumbbell".*?</svg>', html, re.DOTALL)
    return [ET.fromstring(drawing) for drawing in found]  # noqa: S314 - our own drawing


def test_each_theme_has_its_levels_and_counts(then, now):
    view = view_of(now)
    safety, information, living = row(view, "veiligheid"), row(view, "informatie"), row(view, "wonen-en-welzijn")

    assert (safety.then.key, safety.now.key, safety.is_whole) == (SERIOUS, NEUTRAL, True)
    assert (safety.better, safety.lower, safety.equal) == (1, 0, safety.asked - 1)
    assert (information.better, information.lower, information.equal) == (1, 1, 7)
    assert living.better + living.lower + living.equal == living.asked - 2
    assert [(topic.title, topic.then.key, topic.now.key) for topic in information.lowered] == [
        (QUESTIONNAIRE.topics["overdracht"].title.nl, BEST, NEUTRAL)
    ]


def test_the_share_and_the_result_are_said_in_words(then, now):
    assert view_of(now).words == [
        "Alle 85 onderwerpen zijn beide keren in dezelfde woorden gevraagd. Ze zijn dus allemaal te vergelijken.",
        "2 van deze onderwerpen hadden één van beide keren geen niveau. Ze tellen hier niet mee.",
        "Onderwerpen die beter zijn dan vorige keer: 2. Gelijk: 80. Lager: 1.",
    ]
    assert view_of(now, "en").words[-1] == "Topics better than last time: 2. Equal: 80. Lower: 1."


def test_a_first_scan_has_no_comparison(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)

    assert comparison_of(QUESTIONNAIRE, in_force(cast.scan).assessment, None) is None


@pytest.fixture
def newer(monkeypatch):
    """The last scan was asked with a version in which one topic of safety had other words, and one had another key."""
    themes = tuple(replace(theme, topics=tuple(map(_older, theme.topics))) for theme in QUESTIONNAIRE.themes)
    older = replace(QUESTIONNAIRE, themes=themes, version="2025-1")
    monkeypatch.setattr(comparisons, "load", lambda version: older if version == "2025-1" else QUESTIONNAIRE)


def _older(topic):
    if topic.key == "veilig-huis":
        return replace(topic, text=Text("anders", "other"))
    return replace(topic, key="privacy-oud") if topic.key == "privacy" else topic


def test_only_what_was_asked_alike_is_compared(then, now, newer):
    previous = now.previous.assessments.latest()
    previous.questionnaire = "2025-1"
    with translation.override("nl"):
        view = comparison_of(QUESTIONNAIRE, in_force(now).assessment, Previous(now.previous, previous, TODAY))

    assert not view.same_version
    assert view.words[0] == (
        "Van de 85 onderwerpen zijn er 83 beide keren in dezelfde woorden gevraagd (97%). Alleen die zijn vergeleken."
    )
    assert [found.theme.key for found in view.left_out] == ["veiligheid", "informatie"]
    assert len(view.chart) == 6
    html = " ".join(drawn(view).split())
    assert "Veiligheid (11 van de 12 onderwerpen zijn te vergelijken)" in html
    assert html.count("niet vergeleken") == 4
    assert row(view, "veiligheid").better == 0


def test_other_rules_leave_the_levels_of_themes_apart(then, now):
    previous = now.previous.assessments.latest()
    previous.rules = "2025-1"
    with translation.override("nl"):
        view = comparison_of(QUESTIONNAIRE, in_force(now).assessment, Previous(now.previous, previous, TODAY))

    assert view.chart == []
    assert view.words[1].startswith("De regels die het niveau van een thema bepalen, zijn sindsdien veranderd.")
    assert row(view, "informatie").better == 1


def test_each_drawing_says_in_words_what_it_shows(then, now):
    pictures = drawings(drawn(view_of(now)))

    assert len(pictures) == 8
    safety = pictures[2]
    assert safety.find("title").text == "Veiligheid: Vorige keer: ernstig issue. Nu: neutraal."
    assert safety.find("desc").text == "Een ring is het niveau van vorige keer, een stip het niveau van nu."
    ids = [part.get("id") for picture in pictures for part in picture.iter() if part.get("id")]
    assert len(ids) == len(set(ids)) == 16
    assert safety.get("aria-labelledby").split() == [safety.find("title").get("id"), safety.find("desc").get("id")]


def test_marks_stand_in_the_middle_of_their_level(then, now):
    safety, living = (drawings(drawn(view_of(now)))[number] for number in (2, 1))

    assert {mark.get("cx") for mark in safety.findall("circle")} == {"50", "250"}
    assert {mark.get("cx") for mark in living.findall("circle")} == {"250"}
    assert [line.get("d") for line in safety.findall("path")[-2:]] == ["M65 32H250"] * 2
    assert not [line for line in living.findall("path") if line.get("d").endswith("H250")]


def test_marks_and_icons_never_touch():
    """The icon of a level ends before the ring begins: in units of the drawing, so at every width."""
    assert 5 + 0.625 * 24 < 50 - 14 - 3
    assert 4 + 0.625 * 24 < 32 - 3


def test_the_drawing_has_the_colours_of_the_site(then, now):
    """It cannot take them from the style sheet: the PDF reads none for a drawing."""
    tokens = Path(finders.find("wolscan/tokens.css")).read_text(encoding="utf-8")
    named = dict(re.findall(r"--wol-color-level-([\w-]+): (#\w{6});", tokens))
    bands = [band.get("fill") for band in drawings(drawn(view_of(now)))[0].findall("rect")]

    assert bands == [named[level] for level in ("ernstig", "aandacht", "neutraal", "uitblinker")]
    assert [_lightness(colour) for colour in bands] == sorted(_lightness(colour) for colour in bands)


def _lightness(colour):
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_theme_without_a_level_has_one_mark(then, now):
    assessment = in_force(now).assessment
    assessment.outcome["themes"]["veiligheid"]["level"] = None
    with translation.override("nl"):
        view = comparison_of(
            QUESTIONNAIRE, assessment, Previous(now.previous, now.previous.assessments.latest(), TODAY)
        )
    safety = drawings(drawn(view))[2]

    assert safety.find("title").text == "Veiligheid: Vorige keer: ernstig issue. Nu: geen niveau."
    assert {mark.get("cx") for mark in safety.findall("circle")} == {"50"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_word_says_why(then, now, language):
    html = drawn(view_of(now, language), language).lower()
    causes = CAUSES if language == "nl" else ["because", "thanks to", "effect", "improved", "caused", "result of"]

    assert [word for word in causes if word in html] == []


def test_page_and_report_hold_the_same_drawing(then, now, as_user):
    client = as_user(then.coordinator)
    page = client.get(reverse("outcome", kwargs={"scan": now.pk})).content.decode()
    printed = client.get(reverse("report_print", kwargs={"scan": now.pk})).content.decode()

    pictures = re.findall(r'<svg class="dumbbell".*?</svg>', page, re.DOTALL)
    assert len(pictures) == 8
    assert pictures == re.findall(r'<svg class="dumbbell".*?</svg>', printed, re.DOTALL)
    assert "Welke onderwerpen beter of lager zijn" in page
    assert "Welke onderwerpen beter of lager zijn" not in printed


@pytest.mark.parametrize("who", ["quality_officer", "adviser"])
def test_the_adviser_sees_it_too(then, now, as_user, who):
    page = as_user(getattr(then, who)).get(reverse("outcome", kwargs={"scan": now.pk})).content.decode()

    assert page.count('<svg class="dumbbell"') == 8


def test_the_pdf_holds_table_and_drawing_with_its_words(then, now):
    report = Report(scan=now, assessment=now.assessments.latest(), language="nl", queued_at=timezone.now())
    content = render_pdf(report)
    document = PdfReader(io.BytesIO(content))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())

    assert "Onderwerpen die beter zijn dan vorige keer: 2. Gelijk: 80. Lager: 1." in text
    assert "3. Veiligheid Ernstig issue Neutraal 1" in text
    assert len(document.pages) <= 10
    figures = [words for words in _alternatives(document.root_object["/StructTreeRoot"]) if "Vorige keer" in words]
    assert len(figures) == 8
    assert figures[2] == "Veiligheid: Vorige keer: ernstig issue. Nu: neutraal."


def _alternatives(element):
    """The words in place of a picture, of every tag in the document."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [words for child in element for words in _alternatives(child)]
    if not isinstance(element, dict):
        return []
    own = [str(element["/Alt"])] if "/Alt" in element else []
    return own + (_alternatives(element["/K"]) if "/K" in element else [])


@pytest.mark.drawn
def test_worst_case_with_a_comparison_fits_ten_pages(then):
    repeat = factories.make_scan(then.location, opened_on=date(2027, 11, 22))
    sheet = factories.team_sheet(repeat)
    factories.fill_sheet(sheet, SERIOUS)
    Answer.objects.filter(sheet=sheet).update(note="Veel aan de hand. " * 500)
    send_in(sheet=sheet, by=then.coordinator, reason="Reden. " * 280)
    factories.confirm_scan(Scan.objects.get(pk=repeat.pk), then.adviser, "zelf", "Afspraak. " * 190)
    assessment = repeat.assessments.latest()
    decision = repeat.decisions.get()
    report = Report(scan=repeat, assessment=assessment, decision=decision, language="nl", queued_at=timezone.now())

    assert len(PdfReader(io.BytesIO(render_pdf(report))).pages) <= 10
