"""Guessing passwords is slow, and stops nobody but the one who guesses."""

from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth.hashers import get_hashers
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.wolscan.accounts.people import PASSWORD, code_of, give_app, sign_in, words
from wolscan.accounts.configured import PASSWORD_HASHERS
from wolscan.accounts.limits import account_at_place, forget_what_is_over
from wolscan.accounts.models import CacheEntry
from wolscan.dates import today
from wolscan.models import User

LOGIN = reverse("account_login")
GUESSER, OFFICE = "203.0.113.9", "198.51.100.7"


def guess(email: str, times: int, address: str = GUESSER) -> str:
    browser = Client(REMOTE_ADDR=address)
    for _ in range(times):
        answer = browser.post(LOGIN, {"login": email, "password": "verkeerd"})
    return words(answer)


def test_sixth_guess_is_not_looked_at_and_the_right_password_neither(cast):
    assert "horen niet bij elkaar" in guess(cast.coordinator.email, 5)
    with mock.patch.object(User, "check_password") as looked_at:
        assert "Te veel pogingen." in guess(cast.coordinator.email, 1)
    assert not looked_at.called
    assert sign_in(cast.coordinator, REMOTE_ADDR=GUESSER)[1] == ""


def test_guesses_of_a_stranger_lock_out_nobody(cast):
    guess(cast.coordinator.email, 9)

    assert sign_in(cast.coordinator, REMOTE_ADDR=OFFICE)[1] == "/"


def test_colleague_at_the_same_address_comes_in(cast):
    guess(cast.coordinator.email, 6, OFFICE)

    assert sign_in(cast.quality_officer, REMOTE_ADDR=OFFICE)[1] == "/"


def test_one_address_cannot_try_many_accounts(cast):
    for number in range(20):
        guess(f"naam{number}@example.org", 1)

    assert "Te veel pogingen." in guess("naam21@example.org", 1)


def test_unknown_account_meets_the_same_words(cast):
    known, unknown = guess(cast.coordinator.email, 1), guess("niemand@example.org", 1, OFFICE)

    assert known == unknown
    assert guess(cast.coordinator.email, 6) == guess("niemand@example.org", 6, OFFICE)


def test_codes_of_the_second_step_are_counted_for_the_person(cast):
    """Who gets there knows the password, so here the person is protected and not the convenience."""
    secret = give_app(cast.adviser)
    for address in (GUESSER, OFFICE, "192.0.2.1", "192.0.2.2", "192.0.2.3"):
        sign_in(cast.adviser, REMOTE_ADDR=address)[0].post(reverse("mfa_authenticate"), {"code": "000000"})
    browser, _where = sign_in(cast.adviser, REMOTE_ADDR="192.0.2.4")

    assert "Te veel pogingen." in words(browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}))


@pytest.mark.parametrize("count", [30])
def test_page_for_who_sends_the_form_without_end(cast, count):
    browser = Client(REMOTE_ADDR=GUESSER)
    answers = [browser.post(LOGIN, {}).status_code for _ in range(count + 1)]

    assert answers == [200] * count + [429]
    assert "Te veel pogingen" in words(browser.post(LOGIN, {}))


def test_counters_are_in_the_database_for_all_processes(cast):
    guess(cast.coordinator.email, 1)

    assert caches["default"].__class__.__name__ == "DatabaseCache"
    assert CacheEntry.objects.filter(cache_key__contains="login_failed").count() == 2
    assert cast.coordinator.email not in str(list(CacheEntry.objects.values_list("cache_key", flat=True)))


def test_what_is_over_is_forgotten(db):
    cache.set("stays", 1, 600)
    cache.set("goes", 1, 600)
    CacheEntry.objects.filter(cache_key__endswith="goes").update(expires=timezone.now() - timedelta(seconds=1))

    assert forget_what_is_over(today()) == 1
    assert cache.get("stays") == 1


def test_network_of_version_six_is_one_place():
    one, two = (account_at_place("A@b.nl", f"2001:db8::{number}") for number in (1, 2))

    assert one == two != account_at_place("a@b.nl", "2001:db8:1::1")


def test_passwords_are_hashed_slowly_and_old_ones_still_work(cast, settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    get_hashers.cache_clear()
    cast.coordinator.set_password(PASSWORD)
    assert cast.coordinator.password.startswith("scrypt$")
    get_hashers.cache_clear()
