"""The link in the mail: it opens one action, changes nothing by itself, and leaves no token behind."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from questionnaires import codes
from scoring.followup.checking import LINK_DAYS
from scoring.followup.links import PURPOSE, action_link, is_action_link
from scoring.models import Action, ActionAnswer, Check
from tests.scoring.followup.plans import TODAY, add, asked

NOT_OPEN = "/actie/niet-open/"


@pytest.fixture
def action(due, cast):
    made = add(due, cast.coordinator)
    asked(due)
    return made


@pytest.fixture
def browser():
    """Somebody without an account."""
    return Client()


def path(action, answer="gedaan", generation=0):
    return action_link(action.pk, generation, answer).partition("8000")[2]


def page(action):
    return reverse("check_action", kwargs={"action": action.pk})


def shown(answer):
    return answer.content.decode()


def test_one_tap_and_one_button(action, browser):
    opened = browser.get(path(action, "bezig"))
    assert opened.url == f"{page(action)}?antwoord=bezig"
    assert opened["Referrer-Policy"] == "no-referrer"
    asked_page = shown(browser.get(opened.url))
    assert action.what in asked_page
    assert 'value="bezig" ' in asked_page
    assert not ActionAnswer.objects.exists()
    answer = browser.post(page(action), {"answer": "bezig", "reason": "", "seen": ""})
    thanks = shown(browser.get(answer.url))

    assert "Uw antwoord is opgeslagen. Dank u wel." in thanks
    kept = ActionAnswer.objects.get()
    assert (kept.action, kept.answer, kept.by) == (action, "bezig", None)


def test_opening_a_link_changes_nothing_however_often(action, browser):
    for answer in ("gedaan", "bezig", "niet", "onzin"):
        for method in ("get", "head"):
            getattr(browser, method)(path(action, answer))
    browser.get(page(action))

    assert not ActionAnswer.objects.exists()
    assert Action.objects.get().revision == 0


def test_not_needs_words_and_keeps_what_was_typed(action, browser):
    browser.get(path(action, "niet"))
    answer = browser.post(page(action), {"answer": "niet", "reason": "", "seen": ""})

    assert answer.status_code == 422
    assert "Schrijf in een paar woorden waarom het niet is gelukt." in shown(answer)
    browser.post(page(action), {"answer": "niet", "reason": "Geen tijd.", "seen": ""})
    assert ActionAnswer.objects.get().reason == "Geen tijd."


def test_link_opens_its_own_action_only(action, due, cast, browser):
    other = add(due, cast.coordinator, "Nog een")
    browser.get(path(action))

    assert browser.get(page(other)).url == NOT_OPEN
    assert browser.post(page(other), {"answer": "gedaan"}).url == NOT_OPEN
    assert not ActionAnswer.objects.exists()


def test_two_links_in_two_tabs_both_stay_open(action, due, cast, browser):
    other = add(due, cast.coordinator, "Nog een")
    browser.get(path(action))
    browser.get(path(other, "bezig"))
    browser.post(page(action), {"answer": "gedaan"})
    browser.post(page(other), {"answer": "bezig"})

    assert {row.action.what: row.answer for row in ActionAnswer.objects.all()} == {
        action.what: "gedaan",
        "Nog een": "bezig",
    }


@pytest.mark.parametrize(
    "spoilt", ["unknown", "other token", "removed", "stopped", "later", "expired", "not asked", "open again"]
)
def test_link_that_leads_nowhere_gives_one_page_without_a_hint(action, due, browser, spoilt):
    address = path(action)
    if spoilt == "unknown":
        address = address.replace(str(action.pk), "00000000-0000-4000-8000-000000000000")
    elif spoilt == "other token":
        address = reverse("check_link", kwargs={"action": action.pk, "token": "x" * 32})
    elif spoilt == "removed":
        action.delete()
    elif spoilt == "stopped":
        Action.objects.update(phase="gestopt", stopped_reason="Werkte niet.")
    elif spoilt == "later":
        Check.objects.update(generation=1)
    elif spoilt == "expired":
        Check.objects.update(asked_on=TODAY - timedelta(days=LINK_DAYS + 1))
    elif spoilt == "not asked":
        Check.objects.update(asked_on=None)
    else:
        type(due).objects.filter(pk=due.pk).update(state="in_beoordeling", confirmed_on=None, repeat_on=None)
    answer = browser.get(address)

    assert (answer.status_code, answer.url) == (302, NOT_OPEN)
    words = shown(browser.get(NOT_OPEN))
    assert "Deze link werkt nu niet" in words
    assert action.what not in words
    assert "De Linde" not in words


def test_opened_page_closes_with_its_link(action, browser):
    browser.get(path(action))
    Check.objects.update(generation=1)

    assert browser.get(page(action)).url == NOT_OPEN
    assert browser.post(page(action), {"answer": "gedaan"}).url == NOT_OPEN
    assert not ActionAnswer.objects.exists()


@pytest.mark.parametrize("token", ["", "é" * 32, "x" * 5000])
def test_odd_tokens_open_nothing(action, token):
    assert not is_action_link(action.pk, 0, token)


def test_token_is_derived_from_action_and_generation(action, settings):
    made = codes.token(PURPOSE, action.pk, 0)

    assert is_action_link(action.pk, 0, made)
    assert not is_action_link(action.pk, 1, made)
    assert codes.token("invitation", action.pk, 0) != made
    settings.CODE_SECRET = "something else"
    assert not is_action_link(action.pk, 0, made)


def test_token_stands_in_no_page_and_no_log(action, browser, caplog):
    caplog.set_level(logging.DEBUG)
    address = path(action)
    token = address.split("/")[3]
    opened = browser.get(address)

    assert len(token) == 32
    assert token not in opened.url
    assert token not in shown(browser.get(opened.url))
    assert token not in str(dict(browser.session))


def test_person_with_an_account_stays_signed_in(action, as_user, cast):
    browser = as_user(cast.coordinator)
    browser.get(path(action))

    assert browser.get(page(action)).status_code == 200
    assert browser.get("/").status_code == 200


def test_answer_somebody_else_gave_is_shown_first(action, browser):
    ActionAnswer.objects.create(action=action, answer="niet", reason="Van hen.", at=action.made_at)
    browser.get(path(action))
    answer = browser.post(page(action), {"answer": "gedaan", "reason": "Van mij.", "seen": ""})

    assert answer.status_code == 409
    assert "Van hen." in shown(answer)
    assert "Van mij." in shown(answer)


def test_page_leads_to_the_plan_but_shows_nothing_of_it(action, due, cast, browser):
    add(due, cast.coordinator, "Geheim van een ander")
    browser.get(path(action))
    words = shown(browser.get(page(action)))

    assert "Geheim van een ander" not in words
    assert f"/scan/{due.pk}/verbeterplan/" in words
