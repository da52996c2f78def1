"""What the three import commands share. ``manage.py import_locations FILE [--dry-run]``; exit 2 on bad input."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from wolscan.commandline import faults, name_of, read_file
from wolscan.places.importing import ChangedMeanwhile, plan_of, write
from wolscan.places.reading import SIZE_LIMIT, Unreadable
from wolscan.places.resources import Plan


class ImportCommand(BaseCommand):
    """Checks a CSV or XLSX file and imports it, all or nothing."""

    kind = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="CSV or XLSX, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="check everything, change nothing")

    def handle(self, *args: Any, file: str, dry_run: bool, **options: Any) -> None:
        with translation.override("en"):
            try:
                plan = plan_of(self.kind, read_file(file, SIZE_LIMIT))
                if plan.faults:
                    raise CommandError(faults("Nothing was imported", _sentences(plan)), returncode=2)
                if not dry_run:
                    write(self.kind, plan, by=None)
            except (Unreadable, ChangedMeanwhile) as error:
                raise CommandError(f"{name_of(file)}: {error}", returncode=2) from error
        would = " Nothing was changed." if dry_run else ""
        self.stdout.write(f"{len(plan.made)} new, {len(plan.changed)} changed, {plan.same} the same.{would}")


def _sentences(plan: Plan) -> list[str]:
    """The faults, with where each is."""
    return [
        f"row {fault.row}{f', column {fault.column}' if fault.column else ''}: {fault.sentence}"
        for fault in plan.faults
    ]
