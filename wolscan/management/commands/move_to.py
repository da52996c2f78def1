"""``manage.py move_to``: copies everything into an empty database, such as PostgreSQL when a site outgrows SQLite."""

from argparse import ArgumentParser
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from wolscan.backup.engines import CannotDoThis
from wolscan.backup.moving import move
from wolscan.backup.services import Different, NotEmpty

NOT_EMPTY = "There is something in that database already. Make an empty one."


class Command(BaseCommand):
    help = "Copies this database into an empty one, compares every table, and says how to go on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="as DATABASE_URL; - reads it from standard input, out of sight of other users")

    def handle(self, *, url: str, **options: Any) -> None:
        try:
            settings = environ.Env.db_url_config(input().strip() if url == "-" else url)
            moved = move(settings, say=self.stdout.write if options["verbosity"] > 1 else lambda line: None)
        except NotEmpty as error:
            raise CommandError(NOT_EMPTY, returncode=2) from error
        except Different as error:
            raise CommandError(
                "Nothing was kept there: the two are not equal. Did somebody work meanwhile? Stop web and worker "
                "first.\n" + "\n".join(error.lines)
            ) from error
        except (CannotDoThis, ImproperlyConfigured, DatabaseError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"Copied and compared: {len(moved.tables)} tables with {moved.rows} rows.")
        self.stdout.write("Now set DATABASE_URL to that address and start the site.")
