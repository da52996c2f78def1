"""The attacker reads the database file itself, byte by byte, with the settings that the site really uses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAY = """
import json
import django
django.setup()
from tests.questionnaires.raw_round import main
print(json.dumps(main()))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What was found in the files of a SQLite database before and after its round was closed."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEMO", "DEBUG"}}
    settings = {
        "DJANGO_SETTINGS_MODULE": "wolscan.settings",
        "WOLSCAN_VAR": str(tmp_path_factory.mktemp("var")),
        "EMAIL_URL": "dummymail://",
    }
    played = subprocess.run(
        [sys.executable, "-c", PLAY], cwd=ROOT, env=kept | settings, capture_output=True, text=True, check=True
    )
    return json.loads(played.stdout.splitlines()[-1])


def test_attacker_wins_before_the_round_is_closed(found):
    """What was deleted still stands in the log of SQLite: without that, finding nothing afterwards says nothing."""
    assert found["before"]["drafts"] > 0
    assert found["before"]["sent"] == 20


def test_files_hold_no_trace_of_drafts_and_of_sheets_as_they_were_sent(found):
    assert found["after"] == {"drafts": 0, "sent": 0}
    assert found["kept"] == 20


def test_files_hold_no_token_and_no_code(found):
    assert found["secrets"] == 0
