"""Moving to another kind of database: everything arrives as it was, and gives the same outcomes."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from scoring.assessment.export import scan_to_export, to_json
from tests import factories
from wolscan.backup.moving import tables_of
from wolscan.models import User

ROOT = Path(__file__).parents[3]
START = '. script/postgres; postgres_start "$1" >&2; echo "$POSTGRES_URL"'
STOP = '. script/postgres; postgres_folder=$1; postgres_stop; rm -rf "$1"'
NEW_USER = "from wolscan.models import User; print(User.objects.create_user('n@example.org').pk)"


@pytest.fixture
def there(tmp_path):
    """The address of an empty database of the other kind."""
    if connection.vendor == "postgresql":
        yield f"sqlite:///{tmp_path / 'there.sqlite3'}"
        return
    folder = f"/tmp/wolscan-pg-{os.getpid()}"  # noqa: S108 - the path of a socket has to be short
    started = subprocess.run(["sh", "-c", START, "sh", folder], cwd=ROOT, capture_output=True, text=True)
    assert started.returncode == 0, f"PostgreSQL is missing: script/test installs it. {started.stderr}"
    yield started.stdout.strip()
    subprocess.run(["sh", "-c", STOP, "sh", folder], cwd=ROOT, check=True)


def here():
    """The address of the database of this test, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def run(address, *command):
    """A command on one of the two databases."""
    settings = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "wolscan.settings", "EMAIL_URL": "dummymail://"}
    line = [sys.executable, "manage.py", *command]
    return subprocess.run(line, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True)


def test_everything_arrives(transactional_db, cast, there):
    factories.send_in_scan(cast.scan, cast.coordinator, schone_ruimtes="aandachtspunt")
    factories.confirm_scan(cast.scan, cast.adviser)
    factories.write_note(cast.sheet, "schone-ruimtes", "Één notitie – met “tekens” 🌷")
    before = tables_of("default")
    rows = sum(table.rows for table in before.values())
    moved = run(here(), "move_to", there)

    assert moved.stdout.startswith(f"Copied and compared: {len(before)} tables with {rows} rows."), moved.stderr
    key = str(cast.scan.pk)
    assert run(there, "export_scan", key).stdout == to_json(scan_to_export(key)) + "\n"
    assert tables_of("default") == before
    last = User.objects.order_by("pk").last().pk
    assert run(there, "shell", "-v0", "-c", NEW_USER).stdout == f"{last + 1}\n"
    again = run(here(), "move_to", there)
    assert (again.returncode, again.stderr) == (
        2,
        "CommandError: There is something in that database already. Make an empty one.\n",
    )


def test_address_that_leads_nowhere_is_refused(transactional_db):
    refused = run(here(), "move_to", "postgres://nobody@127.0.0.1:1/nothing")

    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
