"""What the three import commands share. ``manage.py import_locations FILE [--dry-run]``; exit 2 on bad input."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from wolscan.places.importing import ChangedMeanwhile, plan_of, write
from wolscan.places.reading import SIZE_LIMIT, Unreadable
from wolscan.places.resources import Plan

MOST_FAULTS = 50


class ImportCommand(BaseCommand):
    """Checks a CSV or XLSX file and imports it, all or nothing."""

    kind = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="CSV or XLSX, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="check everything, change nothing")

    def handle(self, *args: Any, file: str, dry_run: bool, **options: Any) -> None:
        with translation.override("en"):
            try:
                plan = plan_of(self.kind, _read(file))
                if plan.faults:
                    raise CommandError(_listing(plan), returncode=2)
                if not dry_run:
                    write(self.kind, plan, by=None)
            except (Unreadable, ChangedMeanwhile) as error:
                raise CommandError(f"{file}: {error}", returncode=2) from error
        would = " Nothing was changed." if dry_run else ""
        self.stdout.write(f"{len(plan.made)} new, {len(plan.changed)} changed, {plan.same} the same.{would}")


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(SIZE_LIMIT + 1)
        with open(file, "rb") as opened:
            return opened.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.", returncode=2) from error


def _listing(plan: Plan) -> str:
    """All faults, a line each; after fifty the rest is counted."""
    lines = [
        f"row {fault.row}{f', column {fault.column}' if fault.column else ''}: {fault.sentence}"
        for fault in plan.faults[:MOST_FAULTS]
    ]
    more = len(plan.faults) - MOST_FAULTS
    faults = "1 fault" if len(plan.faults) == 1 else f"{len(plan.faults)} faults"
    return "\n".join(
        [f"Nothing was imported: {faults} in the file.", *lines, *([f"... and {more} more."] if more > 0 else [])]
    )
