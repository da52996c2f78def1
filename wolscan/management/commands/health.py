"""``manage.py health``: what ``/-/readyz`` says, for a timer or a person at the server."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wolscan.health.checks import health

WORDS = {
    "database": "the database cannot be reached",
    "migrations": "the database waits for manage.py migrate",
    "mail": "mail waits for more than ten minutes",
    "job": "long work waits for more than ten minutes",
    "report": "a report waits for more than ten minutes",
    "worker": "the worker was not heard of for five minutes",
    "daily": "manage.py daily did not end well for more than 26 hours",
    "backup": "no backup was made for more than 50 hours",
}


class Command(BaseCommand):
    help = "Says as JSON how the site is doing; ends with status 1 when something needs attention."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        found = health()
        self.stdout.write(json.dumps(found.as_json(), indent=2))
        if found.attention:
            said = "; ".join(WORDS.get(name, name) for name in found.attention)
            raise CommandError(f"Needs attention: {said}.")
