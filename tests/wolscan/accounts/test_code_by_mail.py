"""Who comes once a year signs in with a code from the mail; who needs a second step shows that as well."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.wolscan.accounts.people import code_of, give_app, words
from wolscan.models import OutgoingMail
from wolscan.people.services import close_account

ASK, CONFIRM = reverse("account_request_login_code"), reverse("account_confirm_login_code")


def code_in(message) -> str:
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", message.body, re.MULTILINE)[0]


def asked(email: str, **defaults: str) -> tuple[Client, str]:
    """A browser that asked for a code, and what it shows."""
    client = Client(**defaults)
    answer = client.post(ASK, {"email": email}, follow=True)
    return client, words(answer).replace(email, "ADRES")


def test_coordinator_comes_in_with_the_code_typed_as_one_likes(cast):
    browser, page = asked(cast.coordinator.email)
    [message] = mail.outbox
    assert "Vul de code in" in page
    assert message.subject == "Uw code om in te loggen bij Wolscan"
    answer = browser.post(CONFIRM, {"code": code_in(message).lower().replace("-", " ")})

    assert answer.url == "/"
    assert browser.get("/").status_code == 200


def test_code_opens_nothing_in_another_browser(cast):
    asked(cast.coordinator.email)

    assert Client().post(CONFIRM, {"code": code_in(mail.outbox[0])}).url == ASK


def test_page_is_the_same_for_an_address_nobody_has(cast):
    close_account(user=cast.stranger, by=cast.administrator)
    known, unknown = asked(cast.coordinator.email)[1], asked("niemand@voorbeeld.example")[1]

    assert known == unknown == asked(cast.stranger.email)[1]
    holds_code = [bool(re.search(r"^[A-Z]{4}-", message.body, re.MULTILINE)) for message in mail.outbox]
    assert holds_code == [True, False, False]
    assert "Er is geen account met het mailadres niemand@voorbeeld.example." in mail.outbox[1].body


def test_three_wrong_codes_end_it(cast):
    browser, _page = asked(cast.coordinator.email)
    for _ in range(2):
        assert "Deze code klopt niet, of werkt niet meer." in words(browser.post(CONFIRM, {"code": "XXXX-XXXX"}))
    browser.post(CONFIRM, {"code": "XXXX-XXXX"})

    assert browser.post(CONFIRM, {"code": code_in(mail.outbox[0])}).url == ASK


def test_adviser_shows_the_second_step_after_the_code(cast):
    secret = give_app(cast.adviser)
    browser, _page = asked(cast.adviser.email)

    assert browser.post(CONFIRM, {"code": code_in(mail.outbox[0])}).url == reverse("mfa_authenticate")
    assert browser.get("/").url.startswith("/account/login/")
    assert browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).url == "/"
    assert browser.get("/").status_code == 200


def test_adviser_without_a_second_step_sets_it_up_first(cast):
    browser, _page = asked(cast.adviser.email)
    browser.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert browser.get("/").url == reverse("mfa_index")


def test_code_stands_in_no_table_of_mails(cast):
    asked(cast.coordinator.email)

    assert len(mail.outbox) == 1
    assert not OutgoingMail.objects.exists()


def test_page_is_the_same_when_the_mail_server_is_down(cast, settings, caplog):
    expected = asked(cast.coordinator.email)[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nothing listens there

    assert asked(cast.coordinator.email)[1] == expected
    assert cast.coordinator.email not in caplog.text


@pytest.mark.parametrize("email", ["", "sanne"])
def test_no_address_says_what_to_do(db, email):
    assert "mailadres" in words(Client().post(ASK, {"email": email}))


def test_fourth_request_waits_but_not_for_who_asks_from_elsewhere(cast):
    for _ in range(3):
        asked(cast.coordinator.email, REMOTE_ADDR="203.0.113.9")
    mail.outbox.clear()

    assert "Te veel pogingen." in asked(cast.coordinator.email, REMOTE_ADDR="203.0.113.9")[1]
    assert mail.outbox == []
    assert "Vul de code in" in asked(cast.coordinator.email, REMOTE_ADDR="198.51.100.7")[1]
