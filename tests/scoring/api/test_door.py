"""The door of the interface: tokens, limits, errors as problem documents, and what loads when."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from questionnaires.models import Throttle
from scoring.api import documents, limits
from scoring.api.limits import PER_MINUTE, seconds_to_wait
from scoring.api.services import revoke_client
from scoring.models import ApiClient
from tests.scoring.api.conftest import ask
from tests.scoring.publication.figures import make_published
from wolscan.models import Event

DAY = date(2026, 6, 30)
ROOT = Path(__file__).parents[3]
PATHS = ["questionnaires", "questionnaires/2026-1", "snapshots", "snapshots/2026-06-30", "outcome-tables", "outcomes",
         "outcomes/00000000-0000-4000-8000-000000000000"]  # fmt: skip
#: What people and machines send where something sensible should stand.
BAD = [
    "\x00", "٢٠٢٦-٠٦-٣٠", "１", "x" * 20_000, "-1", "1e3", "' OR 1=1 --", "../../etc/passwd", " 1", "😀",
    "2026-06-30\n", "null",
]  # fmt: skip
NO_TOKENS = [
    "", "x", "wolscan_", "wolscan_" + "a" * 43, "wolscan_" + "é" * 43, "\x00" * 51, "a" * 20_000, "wolscan_ a b",
    "١" * 51, "wolscan_" + "a" * 42 + "\n",
]  # fmt: skip


@pytest.fixture
def endless(monkeypatch):
    """No limit, for tests that ask a lot."""
    monkeypatch.setattr(limits, "PER_MINUTE", 10_000)


def is_problem(found, status):
    assert found.status == status
    assert found.headers["Content-Type"] == "application/problem+json"
    assert found.document["status"] == status
    assert found.document["type"] == "about:blank"
    assert found.document["title"]
    return found.document


@pytest.mark.parametrize("path", PATHS)
def test_without_a_token_nothing_is_told(db, path):
    found = ask(None, path)

    is_problem(found, 401)
    assert found.headers["WWW-Authenticate"] == 'Bearer realm="wolscan"'


def test_wrong_tokens_are_all_the_same(db):
    known = ask(None, "snapshots").document

    for token in NO_TOKENS:
        header = f"Bearer {token}".encode().decode("latin-1")
        found = Client().get("/api/v1/snapshots", HTTP_AUTHORIZATION=header)
        assert (found.status_code, found.json()) == (401, known), token


@pytest.mark.parametrize("scheme", ["Basic", "Token", ""])
def test_only_bearer_tokens_count(tokens, scheme):
    header = f"{scheme} {tokens['published']}".strip()

    assert Client().get("/api/v1/snapshots", HTTP_AUTHORIZATION=header).status_code == 401


def test_being_signed_in_is_no_token(cast, as_user):
    assert as_user(cast.programme_office).get("/api/v1/snapshots").status_code == 401


def test_ended_program_is_out_at_once(tokens):
    revoke_client(client=ApiClient.objects.get(name="open"), by=None)

    is_problem(ask(tokens["published"], "snapshots"), 401)


def test_no_cookie_is_set_and_none_is_read(tokens):
    found = ask(tokens["published"], "questionnaires")

    assert not found.raw.cookies
    assert found.headers["API-Version"] == "1.0.0"
    assert found.headers["Cache-Control"] == "no-store"


def test_everything_can_only_be_read(tokens):
    for method in ("post", "put", "patch", "delete", "options"):
        found = ask(tokens["published"], "snapshots", method)
        is_problem(found, 405)
        assert found.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("asked", "language", "words"),
    [
        ("nl-NL,nl;q=0.9,en;q=0.8", "nl", "Op dit adres staat niets wat u mag lezen."),
        ("en;q=0.8,nl;q=0.2", "en", "There is nothing at this address that you may read."),
        ("fr", "en", "There is nothing at this address that you may read."),
        ("", "en", "There is nothing at this address that you may read."),
    ],
)
def test_a_problem_speaks_the_language_that_is_asked_for(db, asked, language, words):
    found = Client().get("/api/v1/x", HTTP_ACCEPT_LANGUAGE=asked)

    assert (found.json()["detail"], found.headers["Content-Language"]) == (words, language)
    assert found.json()["title"] == {"nl": "Niet gevonden", "en": "Not Found"}[language]


def test_head_is_like_get_without_its_content(tokens):
    found = ask(tokens["published"], "questionnaires", "head")

    assert (found.status, found.raw.content) == (200, b"")


def test_other_addresses_are_not_there(tokens):
    for path in (
        "/api/v1",
        "/api/v1/",
        "/api/v1/snapshots/",
        "/api/v2/snapshots",
        "/api/v1/docs",
        "/api/v1/x",
        "/api/x",
    ):
        is_problem(ask(tokens["published"], path), 404)


def test_bad_days_are_refused_with_what_to_do(tokens):
    for typed in [*BAD, "", "2026-6-30", "20260630"]:
        found = is_problem(ask(tokens["published"], "outcome-tables", on=typed), 400)
        assert found["errors"] == [{"in": "query", "name": "on", "detail": "Write a day as 2026-11-22."}], typed


def test_days_that_do_not_exist_are_refused(tokens):
    for typed in ("2026-02-30", "2026-13-01", "0000-01-01"):
        is_problem(ask(tokens["published"], "outcome-tables", on=typed), 400)


def test_bad_breakdowns_are_refused(tokens):
    for typed in [*BAD, "", "Region", "all"]:
        found = is_problem(ask(tokens["published"], "outcome-tables", breakdown=typed), 400)
        assert [error["name"] for error in found["errors"]] == ["breakdown"], typed


@pytest.mark.parametrize("path", ["questionnaires", "snapshots", "outcomes"])
def test_bad_pages_are_refused(tokens, endless, path):
    for typed in [*BAD, "0", "1.0", "+1", "1_0", "9" * 40, "", "²"]:
        for name in ("page", "pageSize"):
            found = is_problem(ask(tokens["location"], path, **{name: typed}), 400)
            assert [error["name"] for error in found["errors"]] == [name], typed


def test_pages_have_a_largest_size(tokens):
    is_problem(ask(tokens["published"], "snapshots", pageSize="101"), 400)
    assert ask(tokens["published"], "snapshots", pageSize="100").status == 200


@pytest.mark.parametrize("path", ["questionnaires", "snapshots", "outcomes"])
def test_bad_addresses_are_not_there(tokens, path):
    make_published(DAY)

    for typed in [word for word in BAD if "\n" not in word]:
        is_problem(ask(tokens["location"], f"{path}/{quote(typed, safe='')}"), 404)


def test_what_was_typed_is_not_repeated(tokens):
    found = ask(tokens["published"], "outcome-tables", on="<script>alert(1)</script>")

    assert "script" not in found.raw.content.decode()


def test_fault_of_ours_says_nothing_of_what_it_was(tokens, monkeypatch):
    def fail(*args):
        raise RuntimeError("kamer 12")

    monkeypatch.setattr(documents, "questionnaire_entry", fail)

    found = ask(tokens["published"], "questionnaires")

    is_problem(found, 500)
    assert "kamer 12" not in found.raw.content.decode()


# Limit


def test_after_sixty_requests_a_program_waits(tokens, monkeypatch):
    client = ApiClient.objects.get(name="open")
    now = timezone.now().replace(second=15)
    monkeypatch.setattr(limits, "PER_MINUTE", 3)

    assert [seconds_to_wait(client, now=now) for _ in range(5)] == [0, 0, 0, 45, 45]
    assert seconds_to_wait(ApiClient.objects.get(name="huis"), now=now) == 0
    assert seconds_to_wait(client, now=now + timedelta(minutes=1)) == 0


def test_refusal_says_how_long(tokens, monkeypatch):
    monkeypatch.setattr(limits, "PER_MINUTE", 1)
    moment = datetime(2026, 11, 22, 12, 0, 15, tzinfo=UTC)
    monkeypatch.setattr(limits.timezone, "now", lambda: moment)
    ask(tokens["published"], "questionnaires")

    found = ask(tokens["published"], "questionnaires")

    is_problem(found, 429)
    assert found.headers["Retry-After"] == "45"
    assert ask(tokens["location"], "questionnaires").status == 200


def test_limit_is_sixty_a_minute_and_tells_nobody_who(tokens):
    ask(tokens["published"], "questionnaires")

    assert PER_MINUTE == 60
    assert str(ApiClient.objects.get(name="open").pk) not in Throttle.objects.get().subject


def test_wrong_tokens_write_nothing(db):
    ask("wolscan_" + "a" * 43, "questionnaires")

    assert not Throttle.objects.exists()


def test_use_leaves_one_event_a_day(tokens):
    for _ in range(3):
        ask(tokens["published"], "questionnaires")

    assert Event.objects.filter(name="api_client_used").count() == 1


def test_token_is_kept_nowhere(tokens):
    kept = str(list(ApiClient.objects.values())) + str(list(Event.objects.values()))

    assert not [name for name, token in tokens.items() if token in kept or token[8:] in kept]
