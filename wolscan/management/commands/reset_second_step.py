"""``manage.py reset_second_step``: for an administrator who lost it, when no other administrator can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wolscan.models import User
from wolscan.people.services import NoSecondStep, reset_second_step


class Command(BaseCommand):
    help = "Takes away somebody's second step and signs them out; at the next sign-in they set up another."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the mail address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account with the mail address {options['email']}.", returncode=2)
        try:
            reset_second_step(user=user, by=None)
        except NoSecondStep as error:
            raise CommandError(f"{user.name} has no second step.", returncode=2) from error
        self.stdout.write(f"The second step of {user.name} is taken away; a mail tells so.")
