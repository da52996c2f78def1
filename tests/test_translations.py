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
