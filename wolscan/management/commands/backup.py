"""``manage.py backup``: one file with the whole database, made while people work, or the proof that one is good."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wolscan.backup.archive import Manifest, NotABackup
from wolscan.backup.engines import CannotDoThis
from wolscan.backup.services import Different, make_backup, verify


class Command(BaseCommand):
    help = "Writes a backup to a folder or a file. With --verify: restores a backup on trial and compares it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("destination", nargs="?", type=Path, metavar="DEST", help="a folder, or the file to write")
        what.add_argument("--verify", type=Path, metavar="FILE", help="a backup, or a folder: the newest in it")
        parser.add_argument("--keep-days", type=int, help="remove older backups from the folder, once this one is good")

    def handle(self, **options: Any) -> None:
        try:
            if options["verify"]:
                manifest = verify(options["verify"])
                self.stdout.write(f"Good: restored on trial, {_counts(manifest)}, all as they were.")
            else:
                self.make(options["destination"], options["keep_days"])
        except Different as error:
            raise CommandError("This backup is not what was kept:\n" + "\n".join(error.lines)) from error
        except (CannotDoThis, NotABackup, OSError) as error:
            raise CommandError(str(error), returncode=2) from error

    def make(self, destination: Path, keep_days: int | None) -> None:
        made = make_backup(destination, keep_days=keep_days)
        self.stdout.write(f"{made.path} ({made.path.stat().st_size} bytes): {_counts(made.manifest)}.")
        for path in made.removed:
            self.stdout.write(f"Removed {path}.")


def _counts(manifest: Manifest) -> str:
    return f"{len(manifest.tables)} tables with {manifest.rows} rows"
