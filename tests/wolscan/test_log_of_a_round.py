"""A whole round is walked, with everything that goes wrong on the way; then the log is searched for people."""

import json
import logging
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse

from questionnaires.invitations import way_in
from questionnaires.models import Answer, Invitation
from questionnaires.round.links import opt_out_link
from tests.questionnaires.respond.conftest import Person
from wolscan.logs import HidePeople, JsonFormatter, LineFormatter
from wolscan.mail import _builders, built_by, queue, send_waiting
from wolscan.models import User

NOTE = "Mevrouw de Vries valt steeds"
TYPED = "pietje.puk@example.org"


@pytest.fixture(params=[JsonFormatter, LineFormatter])
def log(request):
    """What the site writes, as its settings say, with a line for each request."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(request.param())
    handler.addFilter(HidePeople())
    root, pages = logging.getLogger(), logging.getLogger("wolscan.request")
    was = pages.level
    root.addHandler(handler)
    pages.setLevel("INFO")
    yield out
    root.removeHandler(handler)
    pages.setLevel(was)


def walk(round_, monkeypatch):
    """Everybody comes by. Gives back what may stand nowhere."""
    call_command("worker", "--once", stdout=StringIO())
    secret = [way for invitation in Invitation.objects.all() for way in (way_in(invitation),)]
    links = [opt_out_link(invitation) for invitation in Invitation.objects.all()]
    _respondent(Person(Invitation.objects.get(email="anna@example.org")))
    for link in links:
        Client().get(link)
        Client().post(f"{link}x")
    Client().post("/meedoen/", {"code": secret[1].code})
    Client().post("/meedoen/", {"code": "ROOS-KAT-11"})
    _account(round_.coordinator, monkeypatch)
    _mail_that_cannot_be_made()
    call_command("daily", stdout=StringIO())
    people = [value for user in User.objects.all() for value in (user.email, user.name, *user.name.split())]
    tokens = [part for way in secret for part in (way.token, way.code)] + [link.split("/")[-2] for link in links]
    return [*people, *tokens, "anna@example.org", "anna", TYPED, "pietje", NOTE, "Vries", "ROOS-KAT-11", "De Linde"]


def _respondent(anna):
    anna.client.post(reverse("link", args=[anna.way.token]))
    anna.begin()
    anna.answer("privacy", note=NOTE)
    assert Answer.objects.get().note == NOTE
    anna.client.get(f"/{TYPED}/?q={TYPED}")
    anna.client.get(f"/d/{anna.way.token}/{TYPED}")
    anna.send()


def _account(coordinator, monkeypatch):
    """Signing in wrongly and rightly, and pages that break with the words of people in their error."""
    browser = Client(raise_request_exception=False)
    browser.post(reverse("account_login"), {"login": TYPED, "password": "geheim-woord"})
    browser.post(reverse("account_login"), {"login": coordinator.email, "password": "wachtwoord"})
    for error in (
        ValueError(f"invalid literal: {NOTE}"),
        IntegrityError(f"Key (email)=({TYPED}) already exists."),
        OperationalError("could not connect to server"),
    ):
        _broken(browser, monkeypatch, error)
    Client(headers={"host": f"{TYPED}.example"}).get("/")


def _broken(browser, monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr("wolscan.views.locations_with_scans", fail)
        assert browser.get("/").status_code == (503 if isinstance(error, OperationalError) else 500)


def _mail_that_cannot_be_made():
    def builder(context):
        raise KeyError(f"no address for {context['name']}")

    built_by(builder, "scan_confirmed")
    queue("scan_confirmed", to=TYPED, context={"name": NOTE})
    send_waiting()


def test_nothing_of_people_stands_in_the_log(open_round_, log, monkeypatch):
    monkeypatch.setattr("wolscan.mail._builders", dict(_builders))
    hidden = walk(open_round_, monkeypatch)
    written = log.getvalue()

    assert len(written.splitlines()) > 20
    assert [word for word in hidden if word.lower() in written.lower()] == []
    assert "/d/" not in written
    assert "/geen-mail/" not in written


def test_log_says_enough_to_find_what_broke(open_round_, log, monkeypatch):
    monkeypatch.setattr("wolscan.mail._builders", dict(_builders))
    walk(open_round_, monkeypatch)
    written = log.getvalue()

    assert "Internal Server Error: home" in written
    assert "IntegrityError" in written
    assert "in home" in written
    assert "OperationalError: could not connect to server" in written
    assert "mail" in written
    assert "could not be made" in written


def test_line_of_a_request_says_page_status_and_time(client, db, log, monkeypatch):
    monkeypatch.setattr("wolscan.proxies.is_trusted", lambda peer: peer == "127.0.0.1")
    response = client.get("/account/login/?next=/x", headers={"X-Request-ID": "ab" * 16})
    written = log.getvalue()

    assert response.headers["X-Request-ID"] == "ab" * 16
    if not written.startswith("{"):
        assert (
            f"INFO wolscan.request request request_id={'ab' * 16} method=GET page=account_login status=200" in written
        )
        return
    line = json.loads(written)
    assert line.pop("at").endswith("Z")
    assert line.pop("ms") > 0
    assert line == {
        "level": "INFO", "logger": "wolscan.request", "message": "request", "request_id": "ab" * 16,
        "method": "GET", "page": "account_login", "status": 200,
    }  # fmt: skip


@pytest.mark.parametrize("given", ["", "x" * 20, "ab\r\nSet-Cookie: x=1", "a" * 200])
def test_id_of_a_request_that_is_none_is_not_copied(client, db, given):
    answer = client.get("/robots.txt", headers={"X-Request-ID": given} if given else {})

    assert len(answer.headers["X-Request-ID"]) == 32
    assert answer.headers["X-Request-ID"] != given


def test_probes_and_static_files_leave_no_line(client, db, log):
    client.get("/-/livez")
    client.get("/-/readyz")
    client.get("/static/wolscan/base.css")

    assert "wolscan.request" not in log.getvalue()
