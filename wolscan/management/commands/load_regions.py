"""``manage.py load_regions [FILE]``: brings the reporting regions up to date. Safe to run again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wolscan.dates import today
from wolscan.places.region_change import follow_regions
from wolscan.regions import FILE, RegionsError, load_regions


class Command(BaseCommand):
    help = "Loads the regions that outcomes are reported by; what was edited (zorgkantoor, spellings) stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=FILE, help="the file of a new year (TOML)")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                loaded = load_regions(file)
                moved = follow_regions(today())
                transaction.set_rollback(dry_run)
        except RegionsError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{loaded.units} reporting units: {loaded.created} regions new, {loaded.changed} changed.")
        if moved:
            self.stdout.write(f"{moved} locations go along with their region.")
        if dry_run:
            self.stdout.write("Nothing was changed.")
