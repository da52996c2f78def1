"""``manage.py staffing``: what follows from a roster, in hours, ratios and thin spots."""

import json
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from scoring.domain.staffing.outcome import assess, document
from scoring.domain.staffing.parse import parse
from scoring.domain.staffing.rules import load
from scoring.domain.strict_json import MAX_BYTES, SubmissionError
from scoring.staffing.text import as_text
from wolscan.commandline import name_of, read_file

ABOUT = """\
Reckons with a roster (JSON) and prints hours, ratios and coverage.

  {"groups": [{"clients": 8, "count": 4, "shifts": [
     {"start": "07:00", "end": "15:30", "level": 3, "share": 1, "break_minutes": 30,
      "days": "all", "paid": true, "purpose": "zorg"}]}],
   "windows": [["07:00", "10:00"], ["12:00", "14:00"], ["16:00", "21:00"]],
   "mode": "gecombineerd", "productivity": 0.66, "nurse_within_30": true}

Required are groups, clients, shifts, start, end and level. Left out, the others are:
  count 1, share 1, break_minutes 0, days "all", paid true, purpose "zorg" (or toezicht,
  zingeving, bereikbaarheid, nacht), windows those above (NZa), mode "gecombineerd"
  (or "strikt"), productivity 0.66; without nurse_within_30 eis 6 stays null.
days is "all", "weekdays" or a list of 1 (Monday) to 7: the days a shift begins on.
A shift or window that ends before it starts runs on into the next day; "24:00" may be an end.
All paid hours count in the hours, also those of bereikbaarheid.

Hours and fte are net (paid, without breaks, an average day of the week) and not rounded.
Without clients the ratios are null. Gaps are [weekday, from, to] for all groups together,
cut at midnight. The gaps of eis 6 show when the roster has no nurse; its answer is yours.
"""


class Command(BaseCommand):
    help = ABOUT
    requires_system_checks = []

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        """Keeps the lines of the help as they are."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the roster, or - for standard input")
        parser.add_argument("--format", choices=["json", "text"], default="json", help="text is in Dutch")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        rules = load()
        try:
            outcome = assess(parse(read_file(file, MAX_BYTES), rules), rules)
        except SubmissionError as error:
            raise CommandError(f"{name_of(file)}: {error}", returncode=2) from error
        if options["format"] == "json":
            self.stdout.write(json.dumps(document(outcome), allow_nan=False))
            return
        with translation.override("nl"):
            self.stdout.write(as_text(outcome))
