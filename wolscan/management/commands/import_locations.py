"""``manage.py import_locations FILE [--dry-run]``: locations from a CSV or XLSX file, all or nothing."""

from wolscan.places.columns import LOCATIONS
from wolscan.places.command import ImportCommand


class Command(ImportCommand):
    help = "Imports locations from a CSV or XLSX file, all or nothing; a second run changes nothing."
    kind = LOCATIONS
