"""R4: the disk is full. Nothing acknowledged is lost, people read what to do, and it goes on when there is room."""

import errno
import os
import resource
import subprocess
import sys

import pytest
from django.db import connection

from tests.faults import people

MEGABYTE = 2**20


class Mounted:
    """A small disk in memory; only root may make one."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder, self.ballast = folder, folder / "ballast"
        command = ["mount", "-t", "tmpfs", "-o", f"size={room_needed()}", "tmpfs", str(folder)]
        self.is_there = os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0

    def fill(self, server):
        with self.ballast.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self, server):
        self.ballast.unlink()

    def end(self):
        if self.is_there:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)


class Limited:
    """For who may not mount: no file of the server may grow any more."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self, server):
        biggest = max(path.stat().st_size for path in self.folder.glob("full.sqlite3*"))
        self.limit(server, biggest)

    def free(self, server):
        self.limit(server, -1)

    def limit(self, server, size):
        pids = subprocess.run(["pgrep", "-g", str(server.process.pid)], capture_output=True, text=True).stdout.split()
        for pid in pids:
            resource.prlimit(int(pid), resource.RLIMIT_FSIZE, (size, -1))

    def end(self):
        pass


def room_needed():
    return os.stat(connection.settings_dict["NAME"]).st_size + 8 * MEGABYTE


@pytest.fixture
def disk(transactional_db, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL stands on a machine of its own")
    mounted = Mounted(tmp_path / "disk")
    disk = mounted if mounted.is_there else Limited(mounted.folder)
    yield disk
    disk.end()


def test_full_disk_loses_nothing_and_says_so(serve, disk, figures):
    writer = people.coordinator(0, "De Linde")
    path = disk.folder / "full.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM INTO '{path}'")
    server = serve(database=f"sqlite:///{path}")
    writer.browser.port = server.port
    server.start()
    seen = writer.save(writer.open())
    disk.fill(server)
    refused = write_until_refused(writer, seen)
    assert refused.status == 503
    assert "Wat u typte, is nog niet opgeslagen" in refused.text
    assert f"nummer {writer.tried}" in refused.text
    assert writer.browser.get("/-/livez").status == 200
    assert writer.browser.get(writer.url).status in {200, 503}
    disk.free(server)
    assert rows(path, writer) == {f"nummer {writer.acknowledged}"}
    writer.save(writer.open())
    assert rows(path, writer) == {f"nummer {writer.acknowledged}"}
    assert writer.acknowledged == writer.tried
    figures(disk=type(disk).__name__, saved_before_it_was_full=writer.acknowledged - 1, lost=0)


def write_until_refused(writer, seen):
    """Saves on, as a browser without JavaScript does, until there is no room."""
    for _ in range(2_000):
        before, seen = seen, writer.save(seen)
        if writer.refused:
            return writer.browser.post(writer.url, writer.page(writer.tried, before))
    raise AssertionError("the disk was never full")


def rows(path, writer):
    """What stands on that disk, read beside the server."""
    database = sys.modules["sqlite3"].connect(path)
    query = "SELECT note FROM questionnaires_answer WHERE sheet_id = ? AND theme = ?"
    found = {note for (note,) in database.execute(query, [writer.sheet.pk.hex, people.THEME])}
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    return found
