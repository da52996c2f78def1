"""Probes answer without login, session or cache, and say what needs attention."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from wolscan.health import checks
from wolscan.health.beats import BACKUP, DAILY, WORKER, beat
from wolscan.health.models import Heartbeat
from wolscan.mail import queue
from wolscan.models import Event, Job, OutgoingMail

LIVEZ, READYZ = "/-/livez", "/-/readyz"


@pytest.fixture
def alive(db):
    """A worker and a timer that were heard of just now."""
    for name in (WORKER, DAILY):
        beat(name, every=0)


def ago(**long):
    return timezone.now() - timedelta(**long)


def attention(client):
    return client.get(READYZ).json()["attention"]


def test_livez_answers_without_the_database(client, django_assert_num_queries):
    response = client.get(LIVEZ)

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_says_that_all_is_well(client, alive):
    response = client.get(READYZ)

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "version": "0.1.0",
        "database": "ok",
        "migrations_missing": 0,
        "oldest_mail_seconds": None,
        "oldest_job_seconds": None,
        "oldest_report_seconds": None,
        "worker_seconds": 0,
        "daily_seconds": 0,
        "backup_seconds": None,
        "attention": [],
    }


@pytest.mark.parametrize("probe", [LIVEZ, READYZ])
def test_probe_is_never_kept_and_sets_no_cookie(client, alive, probe):
    response = client.get(probe)

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert not response.cookies
    assert client.post(probe).status_code == 405


@pytest.mark.parametrize("probe", [LIVEZ, READYZ])
def test_probe_may_ask_by_any_address_and_without_https(alive, settings, probe):
    settings.ALLOWED_HOSTS = ["wolscan.example"]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^-/(livez|readyz)$"]

    assert Client(headers={"host": "10.0.0.7:8000"}).get(probe).status_code == 200


def test_session_is_not_looked_at(alive, as_user, cast, django_assert_num_queries):
    browser = as_user(cast.coordinator)
    with django_assert_num_queries(5):  # migrations, mail, jobs, reports, signs of life
        browser.get(READYZ)
    assert Event.objects.count() == Event.objects.filter(name__startswith="scan_").count()


@pytest.mark.parametrize(
    ("state", "long", "says"),
    [("waiting", {"minutes": 11}, ["mail"]), ("waiting", {"minutes": 9}, []), ("sent", {"days": 9}, [])],
)
def test_mail_that_waits_too_long_needs_attention(client, alive, state, long, says):
    mail = queue("scan_confirmed", to="karin@example.org", context={})
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, queued_at=ago(**long))
    response = client.get(READYZ)

    assert (response.status_code, response.json()["attention"]) == (200, says)
    assert "karin" not in response.content.decode()


def test_job_that_waits_too_long_needs_attention(client, alive):
    Job.objects.create(kind="import", queued_at=ago(hours=1))

    assert attention(client) == ["job"]


@pytest.mark.parametrize(
    ("name", "long", "says"),
    [
        (WORKER, {"minutes": 6}, ["worker"]),
        (WORKER, {"minutes": 4}, []),
        (DAILY, {"hours": 27}, ["daily"]),
        (DAILY, {"hours": 25}, []),
        (BACKUP, {"hours": 51}, ["backup"]),
        (BACKUP, {"hours": 49}, []),
    ],
)
def test_silence_needs_attention(client, alive, name, long, says):
    Heartbeat.objects.update_or_create(name=name, defaults={"at": ago(**long)})

    assert attention(client) == says


def test_worker_and_timer_that_never_came_to_life_need_attention(client, db):
    assert attention(client) == ["worker", "daily"]


def test_sign_of_life_is_written_twice_a_minute_at_most(db, monkeypatch):
    monkeypatch.setattr("wolscan.health.beats._last", {})

    assert [beat(WORKER), beat(WORKER), beat(DAILY)] == [True, False, True]
    assert Heartbeat.objects.count() == 2


def test_worker_and_daily_give_signs_of_life(db, monkeypatch):
    monkeypatch.setattr("wolscan.health.beats._last", {})
    call_command("worker", "--once", stdout=StringIO())
    call_command("daily", stdout=StringIO())

    assert set(Heartbeat.objects.values_list("name", flat=True)) == {WORKER, DAILY}


def test_migrations_that_wait_make_it_not_ready(client, alive, monkeypatch):
    more = checks._migrations() | {("scoring", "9999_of_the_next_release")}
    monkeypatch.setattr(checks, "_migrations", lambda: more)
    response = client.get(READYZ)

    assert response.status_code == 503
    assert response.json()["status"] == "down"
    assert response.json()["attention"] == ["migrations"]


def test_database_that_is_away_is_an_answer(client, db, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError("connection to server at 10.0.0.3 failed: password secret")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", away)
        response = client.get(READYZ)

    assert response.status_code == 503
    assert response.json() == {"status": "down", "version": "0.1.0", "database": "away", "attention": ["database"]}
    assert client.get(LIVEZ).status_code == 200


def test_command_says_the_same_and_ends_with_a_sentence(alive):
    out = StringIO()
    call_command("health", stdout=out)
    assert json.loads(out.getvalue())["status"] == "ok"

    Heartbeat.objects.filter(name=WORKER).delete()
    with pytest.raises(CommandError, match="the worker was not heard of for five minutes"):
        call_command("health", stdout=StringIO())
