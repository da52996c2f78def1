"""Every text of the site has its Dutch, and the catalog holds nothing that is used no longer."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parent.parent
CATALOG = Path("locale/nl/LC_MESSAGES/django.po")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The catalog as makemessages would leave it, made in a copy of the files that are under version control."""
    assert shutil.which("xgettext"), "gettext is missing: script/test installs it"
    copy = tmp_path_factory.mktemp("messages")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        if not name.startswith(("tests/", "docs/")) and (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    command = ["makemessages", "--locale=nl", "--verbosity=0", "--extension=html,txt,py,subject"]
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "wolscan.settings", "WOLSCAN_VAR": str(copy / "var")}
    run = [sys.executable, str(copy / "manage.py"), *command]
    subprocess.run(run, cwd=copy, check=True, capture_output=True, env=settings)
    return polib.pofile(str(copy / CATALOG))


def test_every_text_has_its_dutch(extracted):
    assert [entry.msgid for entry in extracted if not entry.obsolete and not entry.translated()] == []


def test_no_text_is_left_that_is_used_no_longer(extracted):
    assert [entry.msgid for entry in extracted.obsolete_entries()] == []


def test_placeholders_are_the_same_in_both_languages():
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    different = [
        entry.msgid
        for entry in polib.pofile(str(ROOT / CATALOG))
        for msgstr in ([entry.msgstr] if entry.msgstr else [entry.msgstr_plural[1]])
        if set(placeholder.findall(entry.msgid_plural or entry.msgid)) != set(placeholder.findall(msgstr))
    ]

    assert different == []


#: What is no running text: attributes and code, addresses, and what is between backticks.
NOT_READ = re.compile(r"<[^>]*>|`[^`]*`|https?://\S+")
#: A straight apostrophe in or before a word, and straight double quotes.
STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<!\w)'(?=[st]\b)|\"")


def straight_quotes(text):
    """Each place with the words around it."""
    read = NOT_READ.sub("", text)
    return [read[max(0, found.start() - 20) : found.end() + 20] for found in STRAIGHT.finditer(read)]


def test_texts_have_the_apostrophes_and_quotes_of_print():
    texts = [
        text
        for entry in polib.pofile(str(ROOT / CATALOG))
        for text in (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values())
    ]

    assert [place for text in texts for place in straight_quotes(text)] == []


@pytest.mark.parametrize("manual", sorted((ROOT / "docs/manuals").glob("*.md")), ids=lambda path: path.stem)
def test_manuals_have_them_too(manual):
    assert straight_quotes(manual.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["thema's", "Er is 's avonds te weinig tijd", 'Kies "Weet ik niet"', "I don't know"])
def test_straight_quotes_are_found(text):
    assert straight_quotes(text)


@pytest.mark.parametrize("text", ["thema’s", "‘Weet ik niet’", '<a href="/hulp/">hulp</a>', "`--name 'x'`"])
def test_other_quotes_are_left(text):
    assert straight_quotes(text) == []
