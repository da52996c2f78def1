"""``manage.py daily``: what is done once a day, for a timer. Safe to run again, and twice at once."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wolscan.daily import run_jobs
from wolscan.dates import today
from wolscan.health.beats import DAILY, beat
from wolscan.sqlite import empty_log


class Command(BaseCommand):
    help = "Does what is done once a day (reminders, clearing up) and prints a count for each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="act as if it is this day")

    def handle(self, **options: Any) -> None:
        failed = []
        for done in run_jobs(options["today"] or today()):
            self.stdout.write(f"{done.name}: {'failed' if done.count is None else done.count}")
            failed += [done.name] if done.count is None else []
        empty_log()
        if failed:
            raise CommandError(f"These jobs failed; the log says why: {', '.join(failed)}.")
        beat(DAILY, every=0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--today: {text!r} is not a date; write it as 2026-11-22.") from error
