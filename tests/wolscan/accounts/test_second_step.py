"""Who sees work of others shows two things; who coordinates one location may leave it at one."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.wolscan.accounts.people import PASSWORD, code_of, give_app, give_passkey, sign_in, words
from wolscan.mail import send_waiting
from wolscan.models import Event, OutgoingMail

SET_UP, SHOW = reverse("mfa_index"), reverse("mfa_authenticate")
STAFF = ["adviser", "programme_office", "administrator"]


@pytest.fixture
def at_once(monkeypatch):
    """What waits for the transaction of a test to end happens at once; the journeys show the real thing."""
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_where: do())


def secret_of(user) -> str:
    return user.authenticator_set.get(type="totp").wrap().instance.data["secret"]


@pytest.mark.parametrize("role", STAFF)
def test_staff_set_up_a_second_step_before_anything_else(cast, role):
    browser, where = sign_in(getattr(cast, role))

    assert where == "/"
    for page in ("home", "people", "styleguide", "my_account", "usersessions_list", "account_change_password"):
        assert browser.get(reverse(page)).url == SET_UP
    assert "Stel uw tweede stap in" in words(browser.get(SET_UP))


@pytest.mark.parametrize("role", ["coordinator", "quality_officer"])
def test_people_of_a_location_may_do_without(cast, role):
    browser, _where = sign_in(getattr(cast, role))

    assert browser.get("/").status_code == 200
    assert "Stel uw tweede stap in" not in words(browser.get(SET_UP))


def test_at_the_gate_one_can_leave_and_choose_a_language(cast):
    browser, _where = sign_in(cast.adviser)

    assert browser.post(reverse("set_language"), {"language": "en", "next": SET_UP}).url == SET_UP
    for page in ("help", "privacy", "accessibility"):
        assert browser.get(reverse(page)).status_code == 200
    assert browser.post(reverse("account_logout")).status_code == 302
    assert browser.get("/").url.startswith("/account/login/")


def test_posting_does_not_pass_the_gate(cast):
    browser, _where = sign_in(cast.administrator)
    new = {"name": "Nora", "email": "nora@example.org", "role": "adviser"}

    assert browser.post(reverse("invite_person"), new).url == SET_UP
    assert Event.objects.filter(name="role_given").count() == 0


def test_setting_up_the_app_opens_the_site_and_tells_the_person(cast, at_once, mailoutbox):
    browser, _where = sign_in(cast.adviser)
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in words(page)
    assert b"data:" not in page.content
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = browser.get(answer.url)
    assert codes.context["unused_codes"][0] in codes.content.decode()
    assert browser.get("/").status_code == 200
    assert Event.objects.filter(name="second_step_added", actor=f"user:{cast.adviser.pk}").count() == 1
    assert send_waiting() == 1
    assert "Er is een app met codes ingesteld als uw tweede stap." in mailoutbox[0].body
    assert secret not in str(OutgoingMail.objects.values_list("context"))


def test_secret_is_unreadable_in_the_database(cast):
    secret = give_app(cast.adviser)

    assert secret not in secret_of(cast.adviser)


def test_wrong_first_code_sets_up_nothing(cast):
    browser, _where = sign_in(cast.adviser)
    browser.get(reverse("mfa_activate_totp"))
    page = browser.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "Deze code klopt niet. Wacht op de volgende code in de app, en typ die." in words(page)
    assert not Authenticator.objects.exists()


def test_signing_in_asks_for_the_code(cast):
    secret = give_app(cast.adviser)
    browser, where = sign_in(cast.adviser)

    assert where == SHOW
    assert browser.get("/").url.startswith("/account/login/")
    assert "Deze code klopt niet" in words(browser.post(SHOW, {"code": "000000"}))
    assert browser.post(SHOW, {"code": code_of(secret)}).url == "/"
    assert browser.get("/").status_code == 200


def test_code_works_once_though_it_is_still_shown(cast):
    secret = give_app(cast.adviser)
    code = code_of(secret)
    first, second = sign_in(cast.adviser)[0], sign_in(cast.adviser)[0]

    assert first.post(SHOW, {"code": code}).status_code == 302
    assert "Deze code klopt niet" in words(second.post(SHOW, {"code": code}))


def test_recovery_code_stands_in_and_works_once(cast):
    give_app(cast.adviser)
    [code, *_more] = cast.adviser.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()

    assert sign_in(cast.adviser)[0].post(SHOW, {"code": code}).url == "/"
    assert "Deze code klopt niet" in words(sign_in(cast.adviser)[0].post(SHOW, {"code": code}))


def test_coordinator_with_a_second_step_is_asked_for_it_too(cast):
    give_app(cast.coordinator)

    assert sign_in(cast.coordinator)[1] == SHOW


def test_role_given_while_signed_in_waits_for_the_second_step(cast):
    browser, _where = sign_in(cast.coordinator)
    assert browser.get("/").status_code == 200
    cast.coordinator.memberships.all().delete()
    cast.coordinator.memberships.create(role="adviser")

    assert browser.get("/").url == SET_UP


def test_older_session_shows_what_was_set_up_elsewhere_and_cannot_add_its_own(cast):
    browser, _where = sign_in(cast.adviser)
    secret = give_app(cast.adviser)
    again = f"{reverse('mfa_reauthenticate')}?next=%2F"

    assert browser.get("/").url == again
    assert browser.get(reverse("mfa_add_webauthn")).url.startswith(reverse("mfa_reauthenticate"))
    assert browser.post(again, {"code": code_of(secret)}).url == "/"
    assert browser.get("/").status_code == 200


def test_removing_the_last_one_leads_back_to_the_gate(cast):
    secret = give_app(cast.adviser)
    browser, _where = sign_in(cast.adviser)
    browser.post(SHOW, {"code": code_of(secret)})
    browser.post(reverse("mfa_deactivate_totp"))

    assert browser.get("/").url == SET_UP
    assert not Authenticator.objects.exists()
    assert Event.objects.filter(name="second_step_removed").count() == 1


def test_setting_up_later_asks_for_the_password_once_more(cast, as_user):
    answer = as_user(cast.adviser).get(reverse("mfa_activate_totp"))

    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_demo_works_without(cast, settings):
    settings.DEMO = True

    assert sign_in(cast.adviser)[0].get("/").status_code == 200


@pytest.mark.parametrize("key", ["", "x", "{}", "[]", "null", '{"id": "AA", "rawId": 1, "response": []}', '{"a": "ü"}'])
def test_passkey_that_makes_no_sense_is_refused_in_words(cast, key):
    browser, _where = sign_in(cast.adviser)
    browser.get(reverse("mfa_add_webauthn"))
    assert "De toegangssleutel werkte niet." in words(browser.post(reverse("mfa_add_webauthn"), {"credential": key}))
    anonymous = Client()
    anonymous.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    answer = anonymous.post(reverse("mfa_login_webauthn"), {"credential": key}, follow=True)
    assert "De toegangssleutel werkte niet." in words(answer)


def test_passkey_of_somebody_else_cannot_be_removed(cast):
    key = give_passkey(cast.other_adviser)
    secret = give_app(cast.adviser)
    browser, _where = sign_in(cast.adviser)
    browser.post(SHOW, {"code": code_of(secret)})

    assert browser.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_own_passkey_is_removed_and_the_app_stays(cast):
    key, secret = give_passkey(cast.adviser), give_app(cast.adviser)
    browser, _where = sign_in(cast.adviser)
    assert "Toegangssleutel gebruiken" in words(browser.get(SHOW))
    browser.post(SHOW, {"code": code_of(secret)})
    page = reverse("mfa_remove_webauthn", args=[key.pk])
    assert "mijn telefoon verwijderen?" in words(browser.get(page))
    browser.post(page)

    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert browser.get("/").status_code == 200


def test_pages_about_what_is_not_set_up_lead_to_the_overview(cast, as_user):
    browser = as_user(cast.coordinator)

    assert browser.get(reverse("mfa_view_recovery_codes")).url == SET_UP
    assert browser.get(reverse("mfa_deactivate_totp")).url == SET_UP


def test_own_account_says_what_there_is(cast):
    page = words(sign_in(cast.coordinator, PASSWORD)[0].get(reverse("my_account")))

    assert "Scancoördinator, De Linde" in page
    assert "Tweede stap niet ingesteld" in page
