"""``manage.py make_administrator``: the first person who can let others in."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from wolscan.people.links import days_of_link
from wolscan.people.services import AccountClosed, AnotherAdministrator, make_administrator

THERE_IS_ONE = "There is an administrator already. Do you want one more? Then add --another."
CLOSED = "The account with this mail address is closed. An administrator can open it on the page Mensen."


class Command(BaseCommand):
    help = "Makes an administrator and prints a link, which works once, to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the mail address to sign in with")
        parser.add_argument("--name", required=True, help="how the site calls this person")
        parser.add_argument("--another", action="store_true", help="also when there is an administrator already")

    def handle(self, *args: Any, email: str, name: str, another: bool, **options: Any) -> None:
        try:
            validate_email(email)
            user, link = make_administrator(email=email, name=name, another=another)
        except ValidationError as error:
            raise CommandError(f"{email!r} is not a mail address.", returncode=2) from error
        except AnotherAdministrator as error:
            raise CommandError(THERE_IS_ONE, returncode=2) from error
        except AccountClosed as error:
            raise CommandError(CLOSED, returncode=2) from error
        self.stdout.write(f"{user.name} ({user.email}) is an administrator.")
        if link:
            self.stdout.write(f"Choose a password within {days_of_link()} days; the link works once:\n{link}")
        else:
            self.stdout.write("This account has a password: sign in with that.")
        self.stdout.write("The first sign-in also sets up a second step: have your phone at hand.")
