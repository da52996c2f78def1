"""The demo, where everybody may sign in as anybody, never opens a database with real data."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks

from scoring.demo.service import NotSeedable, seed_demo
from tests import factories
from wolscan.dates import today
from wolscan.mixing import real_data
from wolscan.models import Organisation, User
from wolscan.people.services import make_administrator

ROOT = Path(__file__).parents[3]


def test_empty_database_holds_nothing_real(db):
    assert real_data() == ""


def test_organisation_that_is_not_fictitious_is_real(db):
    Organisation.objects.create(name="Stichting Echt")

    assert real_data() == "This database holds organisations that are not fictitious"


def test_first_administrator_is_real(db):
    make_administrator(email="bo@wolscan.nl", name="Bo", another=True)

    assert real_data() == "This database holds accounts of people, and none of the demo"
    with pytest.raises(NotSeedable, match="accounts of people"):
        seed_demo(locations=1, seed=1, today=today(), say=print)


def test_somebody_invited_in_the_demo_does_not_make_it_real(db):
    factories.make_location()
    User.objects.create_user("adviseur@demo.example")
    User.objects.create_user("nora@example.org")

    assert real_data() == ""


def run(folder, code, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEMO", "DEBUG"}}
    given = {"WOLSCAN_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "wolscan.settings"} | environment
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=kept | given, capture_output=True, text=True)


def test_site_does_not_start_as_demo_on_real_data(tmp_path):
    setup = """
import django; django.setup()
from django.db import connection
from wolscan.models import Organisation, User
with connection.schema_editor() as editor:
    editor.create_model(User); editor.create_model(Organisation)
Organisation.objects.create(name="Stichting Echt")
"""
    start = "from wolscan.wsgi import application; print('started')"
    assert run(tmp_path, start, DEMO="1").stdout == "started\n"  # nothing stands there yet
    assert run(tmp_path, setup).returncode == 0
    refused = run(tmp_path, start, DEMO="1")

    assert refused.returncode != 0
    assert "it cannot be opened with DEMO=1" in refused.stderr.splitlines()[-1]
    assert run(tmp_path, start).stdout == "started\n"


@pytest.mark.parametrize(
    ("demo", "hosts", "errors"),
    [
        (True, ["wolscan.example"], ["wolscan.E002"]),
        (True, ["127.0.0.1", "localhost"], []),
        (False, ["wolscan.nl"], []),
    ],
)
def test_demo_is_for_this_machine(settings, demo, hosts, errors):
    settings.DEMO, settings.ALLOWED_HOSTS = demo, hosts

    assert [found.id for found in run_checks() if found.id == "wolscan.E002"] == errors


def test_demo_is_served_on_this_machine_only():
    listens = [word for word in (ROOT / "script/demo").read_text().split() if word.startswith("--listen=")]

    assert listens == ['--listen="127.0.0.1:$port"']
