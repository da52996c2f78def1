"""``manage.py retention``: clears away what is over its term, or only says how much that would be."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wolscan.dates import today
from wolscan.privacy.retention import due_on, purge_all
from wolscan.sqlite import empty_log


class Command(BaseCommand):
    help = "Clears away, per class of data, what is over its term, and leaves a receipt. Part of manage.py daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how much would go")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="act as if it is this day (not later than today)")

    def handle(self, **options: Any) -> None:
        on = _day(options["on"]) if options["on"] else today()
        if on > today() and not options["dry_run"]:
            raise CommandError(f"{on} is not there yet. Use --dry-run to see what would go.", returncode=2)
        found = due_on(on) if options["dry_run"] else purge_all(on)
        for due in found:
            self.stdout.write(f"{due.kept.key}: {due.count}")
        if not options["dry_run"]:
            empty_log()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--on: {text!r} is not a date; write it as 2026-11-22.", returncode=2) from error
