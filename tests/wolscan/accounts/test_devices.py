"""Where one is signed in, signing out elsewhere, and what a browser keeps after signing out."""

from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.wolscan.accounts.people import sign_in, words
from wolscan.accounts.background import forget_devices
from wolscan.accounts.devices import device_of

DEVICES = reverse("usersessions_list")
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


def test_one_sees_devices_and_signs_out_elsewhere(cast):
    here, _where = sign_in(cast.coordinator, HTTP_USER_AGENT=OFFICE, REMOTE_ADDR="198.51.100.7")
    there, _where = sign_in(cast.coordinator, HTTP_USER_AGENT=PHONE)
    stranger, _where = sign_in(cast.stranger)
    page = words(here.get(DEVICES))

    assert "Edge, Windows dit apparaat" in page
    assert "vanaf adres 198.51.100.7" in page
    assert "Safari, iPhone Sinds" in page
    assert "uitgelogd op alle andere apparaten" in words(here.post(DEVICES, follow=True))
    assert there.get("/").url.startswith("/account/login/")
    assert here.get("/").status_code == stranger.get("/").status_code == 200


def test_devices_are_forgotten_with_their_session(cast):
    sign_in(cast.coordinator)
    sign_in(cast.stranger)
    Session.objects.get(session_key=UserSession.objects.get(user=cast.stranger).session_key).delete()

    assert forget_devices(date(2026, 11, 22)) == 1
    assert UserSession.objects.get().user == cast.coordinator


def test_signing_out_empties_the_browser_and_keeps_the_language(cast):
    browser, _where = sign_in(cast.coordinator)
    browser.cookies["django_language"] = "en"
    answer = browser.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    fresh = Client()  # what is left of the browser
    page = fresh.get(answer.url)
    assert "You are signed out." in words(page)
    assert fresh.get(reverse("account_login")).headers["Content-Language"] == "en"


def test_who_was_not_signed_in_keeps_everything(db):
    assert "Clear-Site-Data" not in Client().post(reverse("account_logout"))


@pytest.mark.parametrize(
    "page", ["/account/login/", "/bestaat-niet/", "/robots.txt", "/-/livez", "/static/wolscan/base.css"]
)
def test_every_answer_says_what_a_browser_may_do(db, page):
    answer = Client().get(page)
    answer.close()  # a file may stand open
    said = answer.headers["Permissions-Policy"]

    assert "camera=()" in said
    assert "geolocation=()" in said
    assert "microphone=()" in said
    assert "publickey-credentials-get=(self)" in said


@pytest.mark.parametrize(
    ("said", "words_"),
    [
        (PHONE, "Safari, iPhone"),
        (OFFICE, "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8", "Onbekend apparaat"),
        ("", "Onbekend apparaat"),
    ],
)
def test_device_in_words(said, words_):
    assert device_of(said) == words_
