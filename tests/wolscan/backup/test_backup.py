"""A backup is made, tried, and put back; what is not the same is noticed. Runs on SQLite and on PostgreSQL."""

import json
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from scoring.assessment.export import scan_to_export
from tests import factories
from wolscan.backup import archive, services
from wolscan.backup.fingerprints import fingerprint
from wolscan.health.models import Heartbeat
from wolscan.models import Location, User

NEW = "wolscan_user"


@pytest.fixture
def kept(transactional_db, cast, tmp_path):
    """A sent scan, and a backup of it."""
    factories.send_in_scan(cast.scan, cast.coordinator, schone_ruimtes="aandachtspunt")
    return services.make_backup(tmp_path)


def said(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def tampered(path, change):
    """The same backup with something else in it."""
    other = path.with_name("other.backup")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        manifest, database = json.loads(source.read("manifest.json")), source.read("database")
        manifest, database = change(manifest, database)
        target.writestr("manifest.json", json.dumps(manifest))
        target.writestr("database", database)
    return other


def test_backup_is_one_file_that_only_its_owner_reads(kept, tmp_path):
    with zipfile.ZipFile(kept.path) as file:
        manifest = json.loads(file.read("manifest.json"))

    assert [path.name for path in tmp_path.iterdir()] == [kept.path.name]
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert manifest["release"] == "0.1.0"
    assert manifest["vendor"] == connection.vendor
    assert manifest["tables"]["wolscan_location"]["rows"] == 2
    assert len(manifest["tables"]["questionnaires_answer"]["digest"]) == 64
    assert "wolscan.0005_heartbeat" in manifest["migrations"]
    assert Heartbeat.objects.filter(name="backup").exists()


def test_backup_is_good_when_it_is_tried(kept, tmp_path):
    told = said("backup", "--verify", str(tmp_path))

    counts = f"{len(kept.manifest.tables)} tables with {kept.manifest.rows} rows"
    assert told == f"Good: restored on trial, {counts}, all as they were.\n"


def test_restored_database_has_the_same_rows_and_the_same_outcome(kept, cast):
    before = scan_to_export(str(cast.scan.pk))
    Location.objects.filter(pk=cast.location.pk).update(name="Anders")
    factories.make_user("Wie later kwam")
    told = said("restore", str(kept.path), "--replace", "--confirm", kept.manifest.made_at[:10])

    assert told.startswith(f"Restored: {len(kept.manifest.tables)} tables with {kept.manifest.rows} rows, all as they")
    assert Location.objects.get(pk=cast.location.pk).name == "De Linde"
    assert not User.objects.filter(name="Wie later kwam").exists()
    assert scan_to_export(str(cast.scan.pk)) == before


def test_restored_database_goes_on(kept):
    """Keys are given out after the last one, and constraints are still there."""
    services.restore(kept.path, replace=True)

    assert factories.make_user("Nieuw").pk > max(User.objects.exclude(name="Nieuw").values_list("pk", flat=True))
    connection.check_constraints()


def test_database_with_something_in_it_is_left_alone(kept, cast):
    with pytest.raises(CommandError, match="There is something in this database already") as refused:
        said("restore", str(kept.path))
    assert refused.value.returncode == 2
    assert Location.objects.count() == 2


def test_replacing_needs_the_day_of_the_backup(kept):
    factories.make_user("Wie later kwam")
    with pytest.raises(CommandError, match=r"Nothing was changed\."):
        said("restore", str(kept.path), "--replace", "--confirm", "yes")
    assert User.objects.filter(name="Wie later kwam").exists()


def test_empty_database_takes_it_without_a_question(kept):
    factories.empty_log()
    call_command("flush", interactive=False, verbosity=0)
    Heartbeat.objects.all().delete()

    assert services.engine().is_empty()
    assert services.restore(kept.path).rows == kept.manifest.rows
    assert Location.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda m, d: (m, d[:-1] + bytes([d[-1] ^ 1])), "is damaged: its database is not the one"),
        (lambda m, d: (m | {"form": 9}, d), "was made by another release"),
        (lambda m, d: ({"x": 1}, d), "is no backup of Wolscan"),
        (lambda m, d: (m | {"vendor": "oracle", "server": "Oracle 9"}, d), "another kind of database"),
    ],
)
def test_damaged_file_changes_nothing(kept, change, sentence):
    other = tampered(kept.path, change)
    day = kept.manifest.made_at[:10]
    for command in (["backup", "--verify", str(other)], ["restore", str(other), "--replace", "--confirm", day]):
        with pytest.raises(CommandError, match=sentence) as refused:
            said(*command)
        assert refused.value.returncode == 2
    assert Location.objects.count() == 2


def test_row_that_is_not_the_same_is_noticed(kept):
    def change(manifest, database):
        manifest["tables"][NEW]["digest"] = "0" * 64
        return manifest, database

    with pytest.raises(CommandError, match=f"{NEW}: .* rows, but not the same ones"):
        said("backup", "--verify", str(tampered(kept.path, change)))


@pytest.mark.parametrize("name", ["nothing.backup", "text.backup"])
def test_something_else_is_no_backup(transactional_db, tmp_path, name):
    (tmp_path / "text.backup").write_text("hello")
    with pytest.raises(CommandError, match=r"There is no file|is no backup of Wolscan"):
        said("backup", "--verify", str(tmp_path / name))


def test_backup_that_cannot_be_written_leaves_nothing_behind(transactional_db, cast, tmp_path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(CommandError, match="No space left"):
        said("backup", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_old_backups_go_and_other_files_stay(transactional_db, cast, tmp_path):
    now = datetime.now(UTC)
    old = [tmp_path / archive.name_for(now - timedelta(days=days)) for days in (31, 29)]
    for path in (*old, tmp_path / "notes.txt"):
        path.write_text("x")
    told = said("backup", str(tmp_path), "--keep-days", "30")

    assert f"Removed {old[0]}.\n" in told
    assert [path.exists() for path in old] == [False, True]
    assert (tmp_path / "notes.txt").exists()


def test_program_that_is_not_there_is_named(transactional_db, cast, tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no program")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(CommandError, match=r"pg_dump is not on this machine\. Install the client programs"):
        said("backup", str(tmp_path))


def test_fingerprint_is_of_the_rows_in_any_order():
    assert fingerprint(["a", "b"]) == fingerprint(["b", "a"])
    assert fingerprint(["a", "b"]) != fingerprint(["a", "a"])
    assert fingerprint(["a", "a"]) != fingerprint([])
