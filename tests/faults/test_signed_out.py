"""R7: somebody's session ends on a page that is half filled. What they typed is saved once they are in again."""

import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from questionnaires.invitations import way_in
from questionnaires.models import Answer
from tests.faults import people
from tests.faults.server import session_of
from tests.questionnaires.conftest import Round
from wolscan.accounts.steps import MARK

OURS = {"HTTP_ORIGIN": "http://testserver"}
NOTE = "Wij oefenen elke maandag."


def browser(session):
    client = Client(enforce_csrf_checks=True, **OURS)
    client.cookies["sessionid"] = session
    return client


def filled(writer):
    return writer.page(1, "{}") | {f"{writer.topics[0]}-note": NOTE}


def form_of(response):
    """The form that holds what was typed, as a browser sends it: with the token it came with."""
    page = response.content.decode()
    form = next(part for part in re.findall(r"<form.*?</form>", page, re.S) if NOTE in part)
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return re.search(r'action="([^"]*)"', form)[1], {unescape(name): unescape(value) for name, value in fields}


@pytest.fixture
def signed_out(db):
    """A coordinator on a page that is half filled, whose session is gone."""
    writer = people.coordinator(0, "De Linde")
    client = browser(writer.browser.session)
    client.get(writer.url)
    token = client.cookies["csrftoken"].value
    Session.objects.all().delete()
    return writer, client, filled(writer) | {"csrfmiddlewaretoken": token}


def test_coordinator_who_was_signed_out_saves_after_signing_in(signed_out):
    writer, client, page = signed_out
    refused = client.post(writer.url, page)
    assert refused.status_code == 401
    assert "U was uitgelogd" in refused.content.decode()
    assert NOTE in refused.content.decode()

    tab = Client(enforce_csrf_checks=True)
    user = writer.sheet.scan.location.membership_set.get().user
    tab.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert MARK in tab.session
    client.cookies["sessionid"] = tab.cookies["sessionid"].value
    client.cookies["csrftoken"] = "a" * 32  # signing in renews it
    once_more = client.post(*form_of(refused))
    assert once_more.status_code == 403
    assert "Alles wat u typte, staat hier nog" in once_more.content.decode()
    saved = client.post(*form_of(once_more))

    assert saved.status_code == 302
    assert writer.sheet.answers.get(topic=writer.topics[0]).note == NOTE
    assert writer.sheet.answers.count() == len(writer.topics)


def test_page_that_saves_by_itself_is_told(signed_out):
    writer, client, page = signed_out
    assert client.post(writer.url, page, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_what_another_site_sends_is_not_held_out(db, origin):
    """A page of ours never offers to send what somebody else made up."""
    writer = people.coordinator(0, "De Linde")
    client = browser(session_of(writer.sheet.scan.location.membership_set.get().user))
    said = client.post(writer.url, filled(writer), HTTP_ORIGIN=origin)

    assert said.status_code == 403
    assert NOTE not in said.content.decode()
    assert not Answer.objects.exists()


def test_password_is_never_held_out(db):
    client = Client(enforce_csrf_checks=True, **OURS)
    said = client.post("/account/login/", {"login": "karin@example.org", "password": "geheim woord"})

    assert said.status_code == 403
    assert "geheim woord" not in said.content.decode()
    assert "karin@example.org" not in said.content.decode()


def test_respondent_types_the_code_and_saves(db):
    round_ = Round()
    round_.scan.closes_on = round_.scan.closes_on.replace(year=2099)
    round_.scan.save()
    writer = people.respondent(0, round_)
    client = browser(writer.browser.session)
    client.get(writer.url)
    token = client.cookies["csrftoken"].value
    Session.objects.all().delete()
    away = client.post(writer.url, filled(writer) | {"csrfmiddlewaretoken": token})
    page = away.content.decode()
    assert NOTE in page
    typed = unescape(re.search(r'name="typed"[^>]*value="([^"]*)"', page)[1])
    code = way_in(writer.sheet.participation.invitation).code
    sent = {"csrfmiddlewaretoken": token, "code": code, "then": writer.url, "typed": typed}
    back = client.post("/meedoen/", sent)
    saved = client.post(*form_of(back))

    assert saved.status_code == 302
    assert writer.sheet.answers.get(topic=writer.topics[0]).note == NOTE
