"""Signing in at one's own organisation: a real server and a real provider. Without the setting there is none of it."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import requests
from django.urls import NoReverseMatch, reverse

from tests.wolscan.accounts.provider import CLIENT, Provider

ROOT = Path(__file__).parents[3]
SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from wolscan.models import Membership, Organisation, User
from wolscan.permissions import Role
home = Organisation.objects.create(name="Stichting Lindehof")
officer = User.objects.create_user("kees@example.org", "wachtwoord", name="Kees")
Membership.objects.create(user=officer, role=Role.QUALITY_OFFICER, organisation=home)
Membership.objects.create(user=User.objects.create_user("anna@example.org", name="Anna"), role=Role.ADVISER)
User.objects.create_user("dicht@example.org", name="Dirk", is_active=False)
"""


def environment(folder: Path, provider: Provider, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEMO", "DEBUG"}}
    ours = {"WOLSCAN_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings", "OIDC_ISSUER": provider.address}
    return kept | ours | {"OIDC_CLIENT_ID": CLIENT[0], "OIDC_CLIENT_SECRET": CLIENT[1], "OIDC_NAME": "Zorgnet"} | more


def run(code: str, env: dict[str, str]) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    ).stdout


def rows(folder: Path, question: str) -> list[tuple[object, ...]]:
    """What stands in the database of the site."""
    with closing(sqlite3.connect(folder / "wolscan.sqlite3")) as database:
        return database.execute(question).fetchall()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def provider():
    here = Provider()
    yield here
    here.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, provider):
    folder = tmp_path_factory.mktemp("oidc")
    run(SETUP, environment(folder, provider))
    return folder


@pytest.fixture(scope="module")
def start(folder, provider):
    """Starts the site: ``start(OIDC_TRUST_SECOND_FACTOR="1")`` gives its address; the same one twice is one site."""
    running: dict[str, tuple[subprocess.Popen[bytes], str]] = {}

    def serve(**more: str) -> str:
        if str(more) not in running:
            port = free_port()
            serving = [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "wolscan.wsgi:application"]
            process = subprocess.Popen(serving, cwd=ROOT, env=environment(folder, provider, **more))
            running[str(more)] = process, _answers(f"http://127.0.0.1:{port}")
        return running[str(more)][1]

    yield serve
    for process, _address in running.values():
        process.terminate()
        process.wait(10)


def _answers(address: str) -> str:
    for _ in range(200):
        try:
            requests.get(f"{address}/-/livez", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("the site did not start")


def come(address: str) -> tuple[requests.Session, requests.Response]:
    """Presses the button of the login page, and ends where that leads."""
    browser = requests.Session()
    page = browser.get(f"{address}/account/login/", timeout=20)
    assert "Inloggen via Zorgnet" in page.text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    button = f"{address}/account/organisatie/inloggen/?process=login"
    return browser, browser.post(button, {"csrfmiddlewaretoken": token}, timeout=20)


def test_who_has_an_account_comes_in_and_keeps_the_password(start, provider, folder):
    password = "SELECT password FROM wolscan_user WHERE email = 'kees@example.org'"
    before = rows(folder, password)
    provider.knows("Kees@Example.org")
    _browser, page = come(start())

    assert (page.status_code, page.url) == (200, f"{start()}/")
    assert "Kees" in page.text
    assert provider.address in page.headers["Content-Security-Policy"]
    assert rows(folder, password) == before
    kept = "SELECT 1 FROM socialaccount_socialaccount UNION SELECT 1 FROM socialaccount_socialtoken"
    assert rows(folder, kept) == []


@pytest.mark.parametrize(
    ("email", "verified"),
    [("nieuw@example.org", True), ("kees@example.org", False), ("kees@example.org", "true"), ("", True)],
)
def test_only_a_verified_address_that_has_an_account(start, provider, folder, email, verified):
    provider.knows(email, verified=verified)
    browser, page = come(start())

    assert page.status_code == 403
    assert "U hebt hier geen account" in page.text
    assert "/account/login/" in browser.get(f"{start()}/", timeout=20).url
    assert rows(folder, "SELECT COUNT(*) FROM wolscan_user") == [(3,)]


def test_two_answers_about_two_people_open_nothing(start, provider):
    provider.knows("niemand@example.org", userinfo={"sub": "8", "email": "kees@example.org"})

    assert come(start())[1].status_code == 403


def test_token_for_another_site_opens_nothing(start, provider):
    provider.knows("kees@example.org")
    provider.audience = "elders"
    page = come(start())[1]

    assert page.status_code == 401
    assert "Inloggen is niet gelukt" in page.text


def test_answer_that_nobody_asked_for_opens_nothing(start):
    page = requests.get(f"{start()}/account/organisatie/terug/?code=eenmalig&state=verzonnen", timeout=20)

    assert page.status_code == 401


def test_closed_account_stays_closed(start, provider):
    provider.knows("dicht@example.org")

    assert come(start())[1].url.endswith("/account/inactive/")


def test_adviser_sets_up_a_second_step_here(start, provider):
    provider.knows("anna@example.org")

    assert come(start())[1].url.endswith("/account/tweede-stap/")


def test_second_step_of_a_trusted_organisation_counts(start, provider):
    provider.knows("anna@example.org")
    address = start(OIDC_TRUST_SECOND_FACTOR="1")

    assert come(address)[1].url == f"{address}/"


def test_without_the_setting_there_is_no_such_address_and_nothing_of_it_is_loaded():
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login")
    code = """
import sys
from wolscan.wsgi import application
import wolscan.urls
print([name for name in ("allauth.socialaccount.models", "requests", "jwt", "oauthlib") if name in sys.modules])
"""
    kept = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    assert run(code, kept) == "[]\n"
