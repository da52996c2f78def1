"""The pages of a round that is open: reminding, other dates, calling off; and the page on which one opts out."""

from datetime import timedelta

import pytest
from django.test import Client

from questionnaires.invitations import way_in
from questionnaires.models import Invitation
from questionnaires.round.links import opt_out_link
from tests.questionnaires.round.pages import dates, url
from tests.rounds import mails


def test_reminding_tells_a_number(open_round_, as_user):
    Invitation.objects.update(asked_on=open_round_.today - timedelta(days=3))
    client = as_user(open_round_.coordinator)

    assert "Er gaan 3 herinneringen weg." in client.post(url(open_round_, "round_remind"), follow=True).content.decode()
    again = client.post(url(open_round_, "round_remind"), follow=True).content.decode()
    assert "Vandaag kan niemand een herinnering krijgen" in again


def test_dates_change_with_a_reason(open_round_, as_user):
    client, page = as_user(open_round_.coordinator), url(open_round_, "round_change")
    given = dates(open_round_, closes_in=28, meets_in=30)

    refused = client.post(page, given)
    assert refused.status_code == 422
    assert "Schrijf in een paar woorden waarom." in refused.content.decode()
    saved = client.post(page, given | {"reason": "Er zijn veel zieken."}, follow=True).content.decode()
    assert "3 mensen krijgen een mail" in saved
    assert mails("round_extended") == ["anna@example.org", "bert@example.org", "cora@example.org"]


def test_a_longer_round_needs_a_later_conversation(open_round_, as_user):
    given = dates(open_round_, closes_in=25, meets_in=23) | {"reason": "Ziek"}
    answer = as_user(open_round_.coordinator).post(url(open_round_, "round_change"), given)

    assert answer.status_code == 422
    assert "Kies een dag na de laatste dag van de ronde" in answer.content.decode()


def test_calling_the_conversation_off(open_round_, as_user):
    client, page = as_user(open_round_.coordinator), url(open_round_, "round_withdraw")

    assert client.get(page).status_code == 200
    assert client.post(page, {"reason": ""}).status_code == 422
    client.post(page, {"reason": "De voorzitter is ziek."})
    assert len(mails("meeting_withdrawn")) == 3
    assert client.get(page).url == url(open_round_, "round_response")


# Opting out


@pytest.fixture
def opt_out_path(open_round_):
    return opt_out_link(open_round_.person("anna@example.org")).removeprefix("http://127.0.0.1:8000")


def test_looking_at_the_opt_out_page_changes_nothing(open_round_, opt_out_path):
    answer = Client().get(opt_out_path)

    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not open_round_.person("anna@example.org").opted_out


def test_pressing_the_button_opts_out_without_a_cookie(open_round_, opt_out_path):
    answer = Client(enforce_csrf_checks=True).post(opt_out_path, {"List-Unsubscribe": "One-Click"})

    assert "U krijgt geen mail meer over deze scan" in answer.content.decode()
    assert open_round_.person("anna@example.org").opted_out
    assert not open_round_.person("bert@example.org").opted_out


def test_an_opt_out_link_is_nobody_elses(open_round_, opt_out_path):
    bert = open_round_.person("bert@example.org")
    wrong = opt_out_path.replace(str(open_round_.person("anna@example.org").pk), str(bert.pk))

    assert Client().post(wrong).status_code == 404
    assert not open_round_.person("bert@example.org").opted_out


def test_an_opt_out_link_opens_no_sheet(open_round_, opt_out_path):
    anna = open_round_.person("anna@example.org")

    assert way_in(anna).token not in opt_out_path
