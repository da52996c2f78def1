"""``manage.py export_scan``: a scan in the form that ``manage.py score`` reads."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scoring.assessment.export import CannotExport, scan_to_export, to_json


class Command(BaseCommand):
    help = "Prints the sheets and the agreed levels of a scan as JSON, one line, ready for manage.py score."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scan", help="the id of the scan, as in the address of its pages")
        parser.add_argument("--format", choices=["json"], default="json")

    def handle(self, *args: Any, scan: str, **options: Any) -> None:
        try:
            self.stdout.write(to_json(scan_to_export(scan)))
        except CannotExport as error:
            raise CommandError(str(error), returncode=2) from error
