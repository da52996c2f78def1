"""``manage.py load_answers``: loads filled-in sheets from a spreadsheet into the scan of a location."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questionnaires.definitions import load, versions
from questionnaires.loading import CannotLoad, find_location, load_sheets, loadable_scan
from questionnaires.spreadsheet import SIZE_LIMIT, read_answers
from wolscan.commandline import counted, faults, read_file
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
            loaded = read_answers(read_file(file, SIZE_LIMIT), load(scan.questionnaire if scan else versions()[-1]))
            if loaded.errors:
                raise CommandError(faults("Nothing was loaded", loaded.errors), returncode=2)
            count = load_sheets(location=place, sheets=list(loaded.sheets.values()), today=today(), dry_run=dry_run)
        except CannotLoad as error:
            raise CommandError(str(error), returncode=2) from error
        would = "would be loaded" if dry_run else "loaded"
        sheets, answers = counted(count.sheets, "sheet"), counted(count.answers, "answer")
        self.stdout.write(f"{sheets} with {answers} {would} at {place}.")
