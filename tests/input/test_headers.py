"""A3: every answer of the site says what a browser may do with it, whoever asked and however it ended."""

import json
import os
import subprocess

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction

from tests.wolscan.test_access import DOORS, ROWS
from tests.wolscan.test_deployed import run

pytestmark = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="headers are the same on every database"
)
#: A PDF is made while one waits; that takes seconds, and its headers come from the same place.
SLOW = {"round_papers", "round_letters", "round_council_letter", "guide_pdf", "paper_file", "poster"}
#: What stands on each answer, and what it has to hold.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": ("same-origin", "no-referrer"),
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'",
}
#: Policies that would let somebody else's code in.
LOOSE = ("unsafe-inline", "unsafe-eval", "*", "http:", "data:")
ASK = """
import json, sys
from django.test import Client
from wolscan.wsgi import application
client = Client(headers={"host": "wolscan.example"}, raise_request_exception=False)
asked = [("/robots.txt", True), ("/bestaat-niet/", True), ("/meedoen/", True), ("/", False), ("/-/livez", True)]
said = {f"{path} {secure}": dict(client.get(path, secure=secure).headers) for path, secure in asked}
cookies = {name: cookie.OutputString() for name, cookie in client.cookies.items()}
print(json.dumps({"said": said, "cookies": cookies}))
"""


def missing(answer):
    """What an answer lacks."""
    lacks = [
        name
        for name, value in ALWAYS.items()
        if not any(part in answer.headers.get(name, "") for part in ([value] if isinstance(value, str) else value))
    ]
    policy = answer.headers.get("Content-Security-Policy", "")
    return lacks + [word for word in LOOSE if word in policy.split() or f"'{word}'" in policy]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.stage}")
def test_every_page_says_it_all(world, db, row):
    """For somebody who may, for nobody, and for a method that does not exist there."""
    address = world.address(DOORS[row.name], row.stage)
    person = sorted(row.get & set(world.cookies) or {"anonymous"})[0]
    with transaction.atomic():
        who = "anonymous" if row.name in SLOW else person
        answers = [world.browser(who).get(address), world.browser("anonymous").post(address)]
        answers.append(world.browser("anonymous").put(address))
        transaction.set_rollback(True)

    assert [missing(answer) for answer in answers] == [[], [], []]
    assert answers[0].headers["Cache-Control"] == "no-store" or is_for_everybody(answers[0])


def is_for_everybody(answer):
    """A page without anybody's data may be kept."""
    return "public" in answer.headers["Cache-Control"] or "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/bestaat-niet/", "/account/login", "/invullen/x/", "/%ff/", "/static/bestaat-niet.css"]
)
def test_refusals_and_errors_say_it_all(world, db, path):
    assert missing(world.browser("anonymous").get(path)) == []


def test_error_of_the_server_says_it_all(world, db, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("wolscan.views.scope", breaks)
    client = world.browser("coordinator")
    client.raise_request_exception = False
    answer = client.get("/")

    assert (answer.status_code, missing(answer)) == (500, [])
    assert "Het ligt niet aan u" in answer.content.decode()
    assert "broken" not in answer.content.decode()


def test_files_of_the_site_are_what_they_say(world, db):
    answer = world.browser("anonymous").get("/static/wolscan/base.css")
    lacks = set(missing(answer))

    assert finders.find("wolscan/base.css")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert lacks <= {"X-Frame-Options", "Content-Security-Policy"}


def test_https_is_asked_for_and_kept(tmp_path):
    """The settings of an installation, in a process of their own."""
    asked = run(tmp_path, "-c", ASK, DJANGO_SETTINGS_MODULE="tests.settings")
    found = json.loads(asked.stdout) if asked.stdout else pytest.fail(asked.stderr)

    lacking = [path for path, headers in found["said"].items() if path.endswith("True") and not hsts(headers)]
    assert lacking == []
    assert found["said"]["/ False"]["Location"] == "https://wolscan.example/"
    assert [name for name in found["cookies"] if not name.startswith(("__Host-", "django_language"))] == []
    assert [text for text in found["cookies"].values() if "Secure" not in text or "SameSite=Lax" not in text] == []


def hsts(headers):
    return headers.get("Strict-Transport-Security") == "max-age=31536000; includeSubDomains; preload"


def test_secrets_stand_in_no_file():
    """Keys and tokens, by their shape, in everything that is tracked."""
    shapes = (
        "-----BEGIN [A-Z ]*PRIVATE KEY", "AKIA[0-9A-Z]{16}", "gh[pousr]_[A-Za-z0-9]{36}", "glpat-[A-Za-z0-9_-]{20}",
        "xox[baprs]-[A-Za-z0-9-]{10}", "AIza[0-9A-Za-z_-]{35}", "sk_live_[0-9a-zA-Z]{20}",
        "eyJhbGciOi[A-Za-z0-9_-]{20}",
    )  # fmt: skip
    command = ["git", "grep", "-lIE", "-e", "|".join(shapes), "--", ":!tests/input/test_headers.py"]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.stdout.split() == []
    assert found.returncode == 1, found.stderr
