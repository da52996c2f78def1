"""``manage.py note_bounce ADDRESS``: a mail came back; nobody writes to this address again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from questionnaires.round.inviting import note_bounce


class Command(BaseCommand):
    help = "Marks the invitations of a mail address that does not exist, and prints how many."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the address that mail came back from")

    def handle(self, *, address: str, **options: Any) -> None:
        self.stdout.write(f"{note_bounce(address=address)} invitations marked")
