"""Sending a sheet of one's own, and what happens after it, after the session and after the round."""

import pytest
from django.test import Client
from django.urls import reverse

from questionnaires.definitions import load
from questionnaires.models import Answer, AnswerSheet, Scan
from questionnaires.queries import given_on_sheet
from tests.factories import VERSION
from tests.questionnaires.respond.conftest import Person, text_of, theme_page

HTMX = {"HTTP_HX_REQUEST": "true"}
FIRST, SECOND = [topic.key for topic in load(VERSION).topics_for("zorgpersoneel")[:2]]


def test_sending_cuts_the_tie_and_thanks(anna):
    anna.answer(FIRST)
    draft = anna.sheet.pk
    response = anna.send()
    anna.invitation.refresh_from_db()

    assert response.url == reverse("thanks")
    assert anna.invitation.progress == "done"
    sent = AnswerSheet.objects.get(scan=anna.invitation.scan)
    assert (sent.is_sent, sent.participation_id, sent.pk != draft) == (True, None, True)


def test_sending_nothing_asks_for_an_answer(anna):
    page = anna.send()

    assert page.status_code == 422
    assert "Beantwoord eerst minstens één vraag." in text_of(page)


def test_everything_after_sending_ends_at_the_thanks(anna):
    """Pressing twice, going back, saving once more, opening the link or typing the code again."""
    anna.answer(FIRST)
    _page, data = theme_page(anna, "veiligheid")
    pages = {name: anna.url(name) for name in ("sheet", "sheet_overview", "own_copy", "send_sheet")}
    theme, question = anna.url("theme", step="veiligheid"), anna.url("question", topic=FIRST)
    anna.send()
    thanks = reverse("thanks")

    assert anna.client.post(pages["send_sheet"]).url == thanks
    assert {anna.client.get(pages[name]).url for name in ("sheet", "sheet_overview", "own_copy")} == {thanks}
    assert anna.client.get(theme).url == anna.client.post(theme, data).url == thanks
    assert anna.client.post(question, {FIRST: "neutraal"}).url == thanks
    assert anna.client.post(reverse("begin"), {"mode": "zelf"}).url == thanks
    for _again in (anna.open_link(), anna.type_code()):
        assert anna.client.get(reverse("begin")).url == thanks
    assert AnswerSheet.objects.filter(scan=anna.invitation.scan).count() == 1


def test_page_that_saves_itself_after_sending_is_refused(anna):
    anna.answer(FIRST)
    _page, data = theme_page(anna, "veiligheid")
    theme = anna.url("theme", step="veiligheid")
    anna.send()

    assert anna.client.post(theme, data, **HTMX).status_code in (302, 401, 409)
    assert AnswerSheet.objects.filter(scan=anna.invitation.scan).count() == 1


def test_session_that_ended_gives_back_what_was_typed_after_the_code(anna):
    _page, data = theme_page(anna, "veiligheid")
    data |= {"incidenten-melden": "aandachtspunt", "incidenten-melden-note": "Net getypt"}
    theme = anna.url("theme", step="veiligheid")
    later = Person(anna.invitation)
    page = later.client.post(theme, data)
    hidden = page.context["form"].initial
    back = later.type_code(**hidden)
    saved = later.client.post(back.context["to"], dict(back.context["typed"]))

    assert "Typ uw code nog een keer" in text_of(page)
    assert "Net getypt" in text_of(page)
    assert "Welkom terug" in text_of(back)
    assert saved.status_code == 302
    assert given_on_sheet(anna.sheet)["incidenten-melden"].note == "Net getypt"


def test_session_that_ended_gives_back_what_was_typed_after_the_link(anna):
    _page, data = theme_page(anna, "veiligheid")
    theme = anna.url("theme", step="veiligheid")
    later = Person(anna.invitation)
    page = later.client.post(theme, data | {"incidenten-melden": "neutraal"})
    later.open_link()
    later.client.post(theme, dict(page.context["typed"]))

    assert given_on_sheet(anna.sheet)["incidenten-melden"].value == "neutraal"


def test_session_that_ended_leads_back_to_the_page_one_was_at(anna):
    later = Person(anna.invitation)
    page = later.client.get(anna.url("sheet_overview"))

    assert later.type_code(**page.context["form"].initial).url == anna.url("sheet_overview")


@pytest.mark.parametrize("then", ["https://example.org/", "//example.org/", "/account/login/", "onzin", "/invullen/x/"])
def test_code_leads_to_no_other_page_than_ones_own(anna, then):
    assert Person(anna.invitation).type_code(then=then, typed="[]").url == reverse("begin")


def test_code_does_not_lead_to_the_sheet_of_another(anna, vera):
    assert Person(anna.invitation).type_code(then=vera.url("sheet")).url == reverse("begin")


@pytest.mark.parametrize("typed", ["{", "[1]", '{"a": 1}', "null", '[["a"]]'])
def test_damaged_typed_text_counts_as_none(anna, typed):
    response = Person(anna.invitation).type_code(then=anna.url("sheet"), typed=typed)

    assert response.url == anna.url("sheet")


def test_page_that_saves_itself_without_a_session_is_refused(anna):
    answer = Client().post(anna.url("theme", step="veiligheid"), {}, **HTMX)

    assert (answer.status_code, answer.content) == (401, b"")


def test_round_that_closed_meanwhile_says_so_and_shows_what_was_typed(anna):
    _page, data = theme_page(anna, "veiligheid")
    Scan.objects.filter(pk=anna.invitation.scan_id).update(state="gesprek")
    page = anna.client.post(anna.url("theme", step="veiligheid"), data | {"incidenten-melden-note": "Te laat"})

    assert "De tijd om mee te doen is voorbij" in text_of(page)
    assert "Te laat" in text_of(page)
    assert not Answer.objects.filter(sheet__scan=anna.invitation.scan).exists()
