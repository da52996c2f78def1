"""``manage.py load_regions``: brings the reporting regions up to date. Safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from wolscan.regions import load_regions


class Command(BaseCommand):
    help = "Loads the regions that outcomes are reported by; what was edited (zorgkantoor, spellings) stays."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_regions()
        self.stdout.write(f"{loaded.units} reporting units: {loaded.created} regions new, {loaded.changed} changed.")
