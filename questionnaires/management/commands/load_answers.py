"""``manage.py load_answers``: loads filled-in sheets from a spreadsheet into the scan of a location."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questionnaires.definitions import load, versions
from questionnaires.loading import CannotLoad, find_location, load_sheets, loadable_scan
from questionnaires.spreadsheet import SIZE_LIMIT, read_answers
from wolscan.dates import today


class Command(BaseCommand):
    help = "Loads filled-in sheets (CSV: sheet,group,named,topic,answer,note) into the open scan of a location."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the spreadsheet, or - for standard input")
        parser.add_argument("--location", required=True, help="the location's id or its name")
        parser.add_argument("--dry-run", action="store_true", help="check everything, change nothing")

    def handle(self, *args: Any, file: str, location: str, dry_run: bool, **options: Any) -> None:
        try:
            place = find_location(location)
            scan = loadable_scan(place)
            loaded = read_answers(_read(file), load(scan.questionnaire if scan else versions()[-1]))
            if loaded.errors:
                raise CommandError(_listing(loaded.errors), returncode=2)
            count = load_sheets(location=place, sheets=list(loaded.sheets.values()), today=today(), dry_run=dry_run)
        except CannotLoad as error:
            raise CommandError(str(error), returncode=2) from error
        would = "would be loaded" if dry_run else "loaded"
        sheets, answers = _number(count.sheets, "sheet"), _number(count.answers, "answer")
        self.stdout.write(f"{sheets} with {answers} {would} at {place}.")


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(SIZE_LIMIT + 1)
        with open(file, "rb") as opened:
            return opened.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise CannotLoad(f"{file}: {error.strerror}.") from error


def _listing(errors: list[str]) -> str:
    """All faults, a line each; after fifty the rest is counted."""
    more = [f"... and {len(errors) - 50} more."] if len(errors) > 50 else []
    return "\n".join([f"Nothing was loaded: {_number(len(errors), 'fault')} in the file.", *errors[:50], *more])


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
