"""A database of an earlier release is brought to this one: the same rows, the same outcomes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden.cases import CASES
from tests.wolscan.backup.earlier import MOMENT, golden

ROOT = Path(__file__).parents[3]
PLAY = """
import json
import django
django.setup()
from tests.wolscan.backup.earlier import main
print(json.dumps(main()))
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEMO", "DEBUG"}}
    settings = {"DJANGO_SETTINGS_MODULE": "wolscan.settings", "WOLSCAN_VAR": str(tmp_path_factory.mktemp("var"))}
    played = subprocess.run([sys.executable, "-c", PLAY], cwd=ROOT, env=kept | settings, capture_output=True, text=True)
    assert played.returncode == 0, played.stderr
    return json.loads(played.stdout.splitlines()[-1])


def test_no_row_is_lost(upgraded):
    assert upgraded["after"] == upgraded["before"]
    assert upgraded["before"]["questionnaires_scan"] == len(CASES)
    assert upgraded["before"]["questionnaires_answer"] > 1_000


def test_answers_give_the_same_outcomes(upgraded):
    """Only the day of the repeat scan depends on when a scan was confirmed."""
    for name, case in golden().items():
        now = upgraded["outcomes"][name]
        assert now | {"repeat_on": None} == case["outcome"] | {"repeat_on": None}, name


def test_outcomes_and_decisions_that_were_kept_are_untouched(upgraded):
    assert upgraded["kept"] == {name: case["outcome"] for name, case in golden().items()}
    assert upgraded["decided"] == len(CASES) // 3
    assert upgraded["moments"] == [MOMENT.isoformat()]
