"""The second step in a real browser: an app with codes, and a passkey in an authenticator that the browser plays."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PASSWORD
from tests.wolscan.accounts.people import code_of
from wolscan.models import User


def at_the_login_page(device, user):
    """Types mail address and password, and goes on."""
    device.open("/account/login/")
    device.page.fill("input[name=login]", user.email)
    device.page.fill("input[name=password]", PASSWORD)
    device.page.locator("main form button").first.click()
    return device


def sign_out(device):
    device.page.locator(".site-header").get_by_role("button", name="Uitloggen").click()
    expect(device.page.get_by_text("U bent uitgelogd.")).to_be_visible()


def has_authenticator(device):
    """The browser plays a phone with a fingerprint that always fits."""
    here = device.context.new_cdp_session(device.page)
    here.send("WebAuthn.enable")
    how = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    how |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    here.send("WebAuthn.addVirtualAuthenticator", {"options": how})


@pytest.mark.parametrize("javascript", [True, False])
def test_adviser_sets_up_an_app_and_signs_in_with_it(people, device, javascript):
    anna = at_the_login_page(device(javascript=javascript), people["adviser"])
    page = anna.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel uw tweede stap in")
    if javascript:
        anna.check_accessible()
    anna.check_fits()
    anna.press("App instellen")
    if javascript:
        anna.check_accessible()
    anna.check_fits()
    expect(page.locator(".qr svg")).to_be_visible()
    page.get_by_text("Scannen lukt niet").click()
    secret = page.locator(".qr__secret").inner_text()
    page.get_by_label("Code", exact=True).fill(code_of(secret))
    anna.press("Opslaan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservecodes")
    if javascript:
        anna.check_accessible()
    anna.check_fits()
    [recovery, *_more] = page.get_by_label("Uw codes").input_value().split()
    anna.press("Ik heb ze bewaard: verder")
    expect(page).to_have_url(f"{anna.address}/")
    sign_out(anna)
    at_the_login_page(anna, people["adviser"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    if javascript:
        anna.check_accessible()
    page.get_by_label("Code", exact=True).fill(recovery)
    page.get_by_role("button", name="Inloggen").click()
    expect(page).to_have_url(f"{anna.address}/")
    assert anna.outside == []


def test_adviser_makes_a_passkey_and_comes_in_with_it_alone(people, device):
    anna = device(LAPTOP)
    has_authenticator(anna)
    at_the_login_page(anna, people["adviser"])
    page = anna.page
    anna.press("Toegangssleutel toevoegen")
    anna.check_accessible()
    page.get_by_label("Naam van deze toegangssleutel").fill("mijn telefoon")
    anna.press("Toegangssleutel maken")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservecodes")
    anna.open("/account/tweede-stap/")
    expect(page.get_by_text("mijn telefoon")).to_have_count(2)  # one for who cannot see that it stands beside it
    anna.check_accessible()
    sign_out(anna)
    anna.check_accessible()
    anna.press("Inloggen met een toegangssleutel")
    expect(page).to_have_url(f"{anna.address}/")
    sign_out(anna)
    at_the_login_page(anna, people["adviser"])
    anna.press("Toegangssleutel gebruiken")
    expect(page).to_have_url(f"{anna.address}/")
    assert anna.outside == []


def test_coordinator_comes_in_with_a_code_and_sees_the_devices(people, device):
    karin = device()
    karin.open("/account/login/")
    karin.check_fits()
    karin.press("Mail mij een code")
    karin.check_accessible()
    karin.page.get_by_label("Mailadres").fill(people["coordinator"].email)
    karin.press("Code versturen")
    expect(karin.page.get_by_role("heading", level=1)).to_have_text("Vul de code in")
    karin.check_accessible()
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]
    karin.page.get_by_label("Code", exact=True).fill(code)
    karin.page.get_by_role("button", name="Inloggen").click()
    expect(karin.page).to_have_url(f"{karin.address}/")
    karin.press("Ingelogd als")
    karin.check_accessible()
    karin.check_fits()
    karin.open("/account/apparaten/")
    expect(karin.page.get_by_text("dit apparaat")).to_be_visible()
    karin.check_accessible()
    karin.check_fits()


def test_who_has_two_roles_chooses_one_in_the_header(people, device):
    karin = User.objects.get(pk=people["coordinator"].pk)
    karin.memberships.create(role="quality_officer", organisation=people["location"].organisation)
    here = device().sign_in(karin)
    here.press("Kijken als één rol")
    here.check_accessible()
    here.check_fits()
    here.page.get_by_label("Kwaliteitsmedewerker").check()
    here.press("Dit laten zien")
    expect(here.page.get_by_role("link", name="U kijkt als: Kwaliteitsmedewerker, Stichting Lindehof")).to_be_visible()
    here.check_accessible()
    here.check_fits()
