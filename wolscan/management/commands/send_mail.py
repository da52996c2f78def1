"""Sends the mails that wait: for a timer, where no worker runs."""

from typing import Any

from django.core.management.base import BaseCommand

from wolscan.mail import send_waiting


class Command(BaseCommand):
    help = "Sends the mails that wait, once, and prints how many went out."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{send_waiting()} mails sent")
