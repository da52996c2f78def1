"""No key, token or password stands in a file that goes with the product."""

import math
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: What says of itself that it is a secret.
KNOWN = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bgithub_pat_\w{40}|\bglpat-[\w-]{20}"
    r"|\bxox[abprs]-[\w-]{10}|\bsk_live_\w{16}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\."
)
#: A name that holds a secret, with a text behind it: ``PASSWORD = "…"``, ``secret_key: …``, ``//user:word@``.
GIVEN = re.compile(
    r"""(?ix) ^\s* [\w.-]* (?:secret|password|passwd|api_?key|token) [\w.-]* \s* (?::\s*[\w\[\] |]+)? [=:] \s*
    (?P<quote>["']) (?P<said>[^"'\s{}<$%]{8,}) (?P=quote) | ://[^\s/:@"'<]+ : (?P<word>[^\s/:@"'<{$%*]+) @[\w.-]""",
    re.MULTILINE,
)
#: Long texts without words in them.
LONG = re.compile(r"(?<![\w/+=-])(?:[0-9a-fA-F]{40,}|[\w+/-]{40,}={0,2})(?![\w/+=-])")
#: Files that consist of fingerprints.
FINGERPRINTS = re.compile(r"(^|/)LOCK$|^deploy/requirements.*\.txt$|^tests/golden/")
#: Looked at: what stands there is no secret.
HARMLESS = {
    "csrfmiddlewaretoken": "the name of a field",
    "password": "a place to fill in, in the example of the settings",
    "wachtwoord": "a place to fill in, in the manual",
    "give_tokens": "the name of what somebody may do",
    "834ce35eaa1b24ed2db9be3450ae9be922a750aba5e8185be24765a52523dcd4": "the fingerprint of a published text",
    "demo-wolscan-2026": "meant to be read: it stands on the login page of the demo",
}


def tracked():
    """Everything in the repository that is text; without git everything that git would have."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    files = [ROOT / name for name in names if name] or [
        path for path in ROOT.rglob("*") if not {".venv", "var", ".git"} & set(path.relative_to(ROOT).parts)
    ]
    return [path for path in files if path.is_file() and b"\0" not in path.read_bytes()[:8000]]


def secrets_in(text, *, of_the_product=True):
    """What looks like a secret. Tests may hold passwords of people who do not exist."""
    found = {match[0] for match in KNOWN.finditer(text)}
    if of_the_product:
        found |= {match["said"] or match["word"] for match in GIVEN.finditer(text)}
    return {one for one in found | set(filter(is_random, LONG.findall(text))) if one not in HARMLESS}


def is_random(text):
    """Whether the signs are spread as chance spreads them; words and paths are not."""
    if "/" in text and max(map(len, text.split("/"))) < 24:
        return False
    counted = Counter(text)
    spread = -sum(n / len(text) * math.log2(n / len(text)) for n in counted.values())
    is_hex = re.fullmatch("[0-9a-fA-F]+", text)
    return spread > (3.0 if is_hex else 4.3) and bool(re.search(r"\d", text))


def test_no_secret_stands_in_a_file():
    found = {}
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if not FINGERPRINTS.search(name):
            said = secrets_in(path.read_text(encoding="utf-8", errors="replace"), of_the_product=name[:6] != "tests/")
            if said:
                found[name] = said

    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN " + "RSA PRIVATE KEY-----",
        "SECRET_KEY = 'tiet0AhngaeF9woh'",
        "password: 'Geheim!2026'",
        "DATABASE_URL=postgres://wolscan:" + "zeer-geheim@db.example/wolscan",
        "x = '" + "9f86d081884c7d659a2feaa0c55ad015" + "a3bf4f1b2b0b822cd15d6c15b0f00a08'",
        "key: " + "kX9vQ2mZ7tLpW4sB8nRc" + "Yd3HgJ6fTq1uEoAiVx5z",
        "AKIA" + "ABCDEFGHIJKLMNOP",
    ],
)
def test_secret_is_seen(text):
    assert secrets_in(text)


@pytest.mark.parametrize(
    "text", ["password = settings.PASSWORD", "a_very_long_name_of_a_test_that_says_what_it_does_and_why"]
)
def test_what_is_no_secret_is_left_alone(text):
    assert not secrets_in(text)
