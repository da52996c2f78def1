"""``manage.py restore``: puts a backup back, into an empty database or, if that is typed, in the place of another."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wolscan.backup.archive import NotABackup, read_manifest
from wolscan.backup.engines import CannotDoThis
from wolscan.backup.services import Different, NotEmpty, restore

NOT_EMPTY = (
    "There is something in this database already. Restore into an empty one, or add --replace: then everything that is "
    "in it now is lost."
)


class Command(BaseCommand):
    help = "Puts a backup back and compares every table with what was kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="in the place of what is there; asks first")
        parser.add_argument("--confirm", metavar="DATE", help="the answer to that question, for a script")

    def handle(self, *, file: Path, replace: bool, confirm: str | None, **options: Any) -> None:
        try:
            if replace:
                self.ask(read_manifest(file).made_at[:10], confirm)
            manifest = restore(file, replace=replace)
        except NotEmpty as error:
            raise CommandError(NOT_EMPTY, returncode=2) from error
        except Different as error:
            raise CommandError("Restored, but not what was kept:\n" + "\n".join(error.lines)) from error
        except (CannotDoThis, NotABackup, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        tables = f"{len(manifest.tables)} tables with {manifest.rows} rows, all as they were on {manifest.made_at}"
        self.stdout.write(f"Restored: {tables}.\nNow give: manage.py migrate")

    def ask(self, day: str, given: str | None) -> None:
        """The day of the backup has to be typed: nobody does that by accident."""
        self.stderr.write("Everything that is in the database now will be lost.", str)
        typed = given if given is not None else input(f"Type the day of the backup ({day}) to go on: ")
        if typed.strip() != day:
            raise CommandError("Nothing was changed.", returncode=2)
