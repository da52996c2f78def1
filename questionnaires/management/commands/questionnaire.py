"""``manage.py questionnaire``: prints a version of the questionnaire in full. Touches no database."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questionnaires.definitions import UnknownVersion, load, versions
from questionnaires.printout import as_document, as_text


class Command(BaseCommand):
    help = "Prints a version of the questionnaire in full."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Our own ``--version`` takes the place of Django's, which prints the version of Django."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--version", default=versions()[-1], help="which version (default: the newest)")
        parser.add_argument("--format", choices=["json", "text"], default="json")

    def handle(self, *args: Any, version: str, format: str, **options: Any) -> None:  # noqa: A002
        try:
            questionnaire = load(version)
        except UnknownVersion as error:
            known = ", ".join(versions())
            raise CommandError(
                f"--version: unknown version {json.dumps(version)} (use {known}).", returncode=2
            ) from error
        if format == "text":
            self.stdout.write(as_text(questionnaire))
        else:
            self.stdout.write(json.dumps(as_document(questionnaire), ensure_ascii=False, indent=2))
