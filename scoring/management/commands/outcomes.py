"""``manage.py outcomes``: the published tables of a day. It shows what everybody may see, and nothing else."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scoring.domain.disclosure_model import BREAKDOWNS
from scoring.publication.queries import published_on
from scoring.publication.tables import FORMATS, OTHER_WORDS, breakdown_of
from wolscan.dates import today


class Command(BaseCommand):
    help = "Prints the last figures that were published on or before a day, after disclosure control."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="a day such as 2026-11-22 (default: today)")
        parser.add_argument(
            "--by", default="country", metavar="BREAKDOWN", help=f"one of {', '.join(BREAKDOWNS)} (default: country)"
        )
        parser.add_argument("--format", choices=list(FORMATS), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        on, by = day(options["on"]), breakdown_of(options["by"])
        if by is None:
            words = ", ".join([*BREAKDOWNS, *OTHER_WORDS])
            raise CommandError(f'There is no breakdown "{options["by"]}"; choose one of {words}.', returncode=2)
        snapshot = published_on(on)
        if snapshot is None:
            raise CommandError(f"No figures were published on or before {on}.", returncode=2)
        self.stdout.write(FORMATS[options["format"]](snapshot, by).rstrip("\r\n"))


def day(given: str | date | None) -> date:
    """The day that was asked for, as it stands on the command line."""
    if given is None or isinstance(given, date):
        return given or today()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise CommandError(f'"{given}" is not a day; write it as 2026-11-22.', returncode=2) from error
