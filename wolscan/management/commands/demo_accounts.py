"""``manage.py demo_accounts``: the accounts of the demo, one for each role."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from wolscan.demo import login_choices


class Command(BaseCommand):
    help = "Prints the accounts of the demo, one for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("nl"):
            for account in login_choices():
                self.stdout.write(f"  {account['role']:22} {account['email']:28} {account['password']}")
