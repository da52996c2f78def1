"""An address that belongs to a button, reached as a page: what somebody finds there, and after signing in."""

import pytest
from django.test import Client
from django.urls import reverse

ORIGIN = "http://testserver"


@pytest.fixture
def button(cast):
    return reverse("review_begin", args=[cast.scan.pk])


def test_opened_as_a_page_it_says_that_nothing_changed(button, cast, as_user):
    answer = as_user(cast.adviser).get(button)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Dit adres hoort bij een knop. Er is niets veranderd." in answer.content.decode()


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        (f"{ORIGIN}/werklijst/?groep=nieuw", "/werklijst/%3Fgroep%3Dnieuw"),
        ("https://elders.example/werklijst/", "/"),
        (f"{ORIGIN}//elders.example/", "/"),
        ("", "/"),
    ],
)
def test_who_was_signed_out_comes_back_to_the_page_with_the_button(button, came_from, back):
    answer = Client().post(button, HTTP_REFERER=came_from)

    assert answer.url == f"{reverse('account_login')}?next={back}"
