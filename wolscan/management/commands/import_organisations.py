"""``manage.py import_organisations FILE [--dry-run]``: organisations from a CSV or XLSX file, all or nothing."""

from wolscan.places.columns import ORGANISATIONS
from wolscan.places.command import ImportCommand


class Command(ImportCommand):
    help = "Imports organisations from a CSV or XLSX file, all or nothing; a second run changes nothing."
    kind = ORGANISATIONS
