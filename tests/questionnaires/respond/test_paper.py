"""On paper: the printed questionnaire, its number, and typing it over."""

import io
import re

import pypdf
import pytest
from django.urls import reverse

from questionnaires.definitions import load
from questionnaires.models import AnswerSheet, Participation
from questionnaires.queries import given_on_sheet
from questionnaires.respond.paper import paper_pdf
from tests.factories import VERSION
from tests.questionnaires.respond.conftest import Person, every_row

GROUP = "vrijwilligers"
FIRST, SECOND = [topic.key for topic in load(VERSION).topics_for(GROUP)[:2]]


def text_of(response):
    return " ".join(response.content.decode().split())


def pages_of(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture
def paper(person):
    """A questionnaire on paper, not typed over yet."""
    return person(GROUP, "paper")


def entry(someone, **answers):
    page = someone.client.get(someone.url("type_over"))
    return {"seen": page.context["seen"]} | {key.replace("_", "-"): value for key, value in answers.items()}


@pytest.mark.drawn
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("group", ["vrijwilligers", "clientvertegenwoordigers"])
def test_pdf_is_that_of_the_questionnaire_and_splits_no_question(person, group, language):
    someone = person(group, "paper")
    pdf = paper_pdf([someone.invitation], language)
    pages = pages_of(pdf)
    document = pypdf.PdfReader(io.BytesIO(pdf))
    questionnaire = load(VERSION)
    note = "Toelichting (mag u overslaan):" if language == "nl" else "Note (not required):"

    assert "pdfuaid:part" in document.xmp_metadata.stream.get_data().decode()
    assert document.trailer["/Root"]["/Lang"] == language
    starts = [len(re.findall(r"^\d\.\d+ ", page, re.MULTILINE)) for page in pages]
    assert starts == [page.count(note) for page in pages]
    assert sum(starts) == len(questionnaire.topics_for(group))
    whole = " ".join("".join(pages).split())
    for topic in questionnaire.topics_for(group):
        assert " ".join(topic.text_for(group).in_language(language).split()) in whole


def test_pdf_bears_the_number_on_every_page_and_no_name(paper):
    pages = pages_of(paper_pdf([paper.invitation]))

    assert all(paper.way.code in page for page in pages)
    assert all("Vrijwilligers" in page for page in pages)
    assert re.fullmatch(r"\d{3}-\d{3}-\d{3}", paper.way.code)


@pytest.mark.drawn
def test_pdf_of_two_has_two_numbers_and_counts_pages_anew(person):
    one, two = person(GROUP, "paper"), person(GROUP, "paper")
    pages = pages_of(paper_pdf([one.invitation, two.invitation]))
    half = len(pages) // 2

    assert all(one.way.code in page for page in pages[:half])
    assert all(two.way.code in page for page in pages[half:])
    assert "bladzijde 1" in pages[0]
    assert "bladzijde 1" in pages[half]


def test_number_leads_to_typing_over_and_says_why_not_the_coordinator(paper):
    response = paper.type_code()
    page = paper.client.get(paper.client.get(response.url).url)

    assert "Een papieren vragenlijst overtypen" in text_of(page)
    assert "die zou zien wie wat antwoordde" in text_of(page)
    assert not Participation.objects.filter(invitation=paper.invitation).exists()


@pytest.mark.parametrize("who", ["coordinator", "adviser"])
def test_who_works_with_the_answers_may_not_type_over(paper, open_round_, as_user, who):
    paper.client = as_user(open_round_.coordinator if who == "coordinator" else open_round_.scan.adviser)
    page = paper.type_code()

    assert "Als u dit papier overtypt, ziet u wie wat antwoordde." in text_of(page)
    assert "way_in" not in paper.client.session
    assert not AnswerSheet.objects.filter(scan=open_round_.scan).exists()


def test_typing_over_saves_all_themes_at_once_and_sends(paper):
    paper.type_code()
    response = paper.client.post(reverse("paper"), {"how": "overtypen"})
    data = entry(paper, **{FIRST: "neutraal", "privacy": "weet_ik_niet", f"{FIRST}-note": "Zo staat het er."})
    saved = paper.client.post(paper.url("type_over"), data)

    assert response.url == paper.url("type_over")
    assert saved.url == paper.url("sheet_overview")
    assert given_on_sheet(paper.sheet)[FIRST].note == "Zo staat het er."
    assert paper.sheet.participation.mode == "papier"
    assert paper.send().url == reverse("thanks")
    sent = AnswerSheet.objects.get(scan=paper.invitation.scan)
    assert (sent.group, sent.is_sent, sent.participation_id) == (GROUP, True, None)
    assert "Versnipper het papier" in text_of(paper.client.get(reverse("thanks")))


def test_typing_over_shows_the_answers_under_the_digits_of_the_paper(paper):
    paper.type_code()
    paper.client.post(reverse("paper"), {"how": "overtypen"})
    page = paper.client.get(paper.url("type_over")).content.decode()
    shown = re.findall(rf'name="{FIRST}"[^>]+value="(\w*)" data-digit="(\d)"', page)

    assert shown == [
        ("uitblinker", "1"),
        ("neutraal", "2"),
        ("aandachtspunt", "3"),
        ("ernstig_issue", "4"),
        ("weet_ik_niet", "5"),
        ("nvt", "6"),
        ("", "0"),
    ]


def test_typing_over_can_be_left_and_taken_up_with_the_same_number(paper):
    paper.type_code()
    paper.client.post(reverse("paper"), {"how": "overtypen"})
    later = paper.client.post(paper.url("type_over"), entry(paper, **{FIRST: "neutraal"}) | {"then": "later"})
    other = Person(paper.invitation)
    other.type_code()
    other.client.post(reverse("paper"), {"how": "overtypen"})

    assert later.url == reverse("paper")
    assert "1 question" not in text_of(other.client.get(paper.url("type_over")))
    assert given_on_sheet(other.sheet)[FIRST].value == "neutraal"


def test_typing_over_in_two_places_meets_a_conflict(paper):
    paper.type_code()
    paper.client.post(reverse("paper"), {"how": "overtypen"})
    first, second = entry(paper, **{FIRST: "neutraal"}), entry(paper, **{FIRST: "uitblinker", SECOND: "neutraal"})
    paper.client.post(paper.url("type_over"), first)
    page = paper.client.post(paper.url("type_over"), second)

    assert "Dezelfde antwoorden zijn ergens anders veranderd" in text_of(page)
    assert given_on_sheet(paper.sheet)[FIRST].value == "neutraal"
    assert given_on_sheet(paper.sheet)[SECOND].value == "neutraal"


def test_typing_over_refuses_an_answer_that_is_not_there(paper):
    paper.type_code()
    paper.client.post(reverse("paper"), {"how": "overtypen"})
    page = paper.client.post(paper.url("type_over"), entry(paper, **{FIRST: "prima", f"{SECOND}-note": "blijft"}))

    assert "Kies een van de antwoorden" in text_of(page)
    assert "blijft" in text_of(page)
    assert given_on_sheet(paper.sheet) == {}


def test_paper_of_ones_own_can_be_filled_in_on_the_screen(paper):
    paper.type_code()
    response = paper.client.post(reverse("paper"), {"how": "scherm"})

    assert response.url == paper.url("sheet")
    assert paper.client.get(reverse("begin")).url == paper.url("sheet")
    assert paper.sheet.participation.mode == "zelf"


def test_choosing_paper_on_the_start_page_gives_it_with_ones_own_code(person):
    mina = person("clientvertegenwoordigers")
    response = mina.begin("papier", named="ja")
    page = mina.client.get(reverse("paper"))
    printed = mina.client.get(reverse("paper_print"))

    assert response.url == reverse("paper")
    assert "Downloaden (PDF)" in text_of(page)
    assert mina.way.code in text_of(printed)
    assert mina.sheet.named is True
    assert "Mag uw groep apart" not in text_of(page)


def test_pdf_to_download_is_kept_nowhere(person):
    mina = person(GROUP)
    mina.begin("papier")
    before = every_row()
    response = mina.client.get(reverse("paper_file"))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="vragenlijst-op-papier.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert every_row() == before


@pytest.mark.parametrize("ticked", ["ja", "nee"])
def test_choice_on_paper_to_stand_alone_is_typed_over(person, ticked):
    mina = person("clientvertegenwoordigers", "paper")
    mina.type_code()
    refused = mina.client.post(reverse("paper"), {"how": "overtypen"})
    mina.client.post(reverse("paper"), {"how": "overtypen", "named": ticked})

    assert "Kies of uw groep apart te zien mag zijn." in text_of(refused)
    assert mina.sheet.named is (ticked == "ja")


def test_paper_pages_are_for_paper(person):
    anna = person()
    anna.begin()

    assert {anna.client.get(reverse(n)).url for n in ("paper", "paper_file", "paper_print")} == {reverse("begin")}
    assert anna.client.get(anna.url("type_over")).url == anna.url("sheet")
