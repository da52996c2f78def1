"""``manage.py import_advisers FILE [--dry-run]``: advisers from a CSV or XLSX file, all or nothing."""

from wolscan.places.columns import ADVISERS
from wolscan.places.command import ImportCommand


class Command(ImportCommand):
    help = "Imports advisers from a CSV or XLSX file, all or nothing; a second run changes nothing."
    kind = ADVISERS
