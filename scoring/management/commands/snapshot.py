"""``manage.py snapshot``: makes the figures of a period's day here and now, and publishes them when asked to."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scoring.management.commands.outcomes import day
from scoring.models import Period
from scoring.publication import services
from scoring.publication.population import NothingToCount
from wolscan.jobs.running import tell_nobody


class Command(BaseCommand):
    help = "Makes the figures of a day as a draft, after disclosure control. The same as the button of the office."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="the day of a period, such as 2026-12-31 (default: today)")
        parser.add_argument("--publish", action="store_true", help="publish them; from then on they never change")

    def handle(self, *args: Any, **options: Any) -> None:
        on = day(options["on"])
        if not Period.objects.filter(counted_on=on).exists():
            days = ", ".join(map(str, Period.objects.values_list("counted_on", flat=True))) or "there is none yet"
            raise CommandError(f"{on} is not the day of a period; those are: {days}.", returncode=2)
        try:
            services.check_day(on)
            figures, after = services.count(on, tell_nobody)
        except services.DayNotOver as error:
            raise CommandError(f"{on} is still to come.", returncode=2) from error
        except services.SeriesGoesForward as error:
            raise CommandError(f"Figures of {on} or a later day are published already.", returncode=2) from error
        except services.MixedData as error:
            raise CommandError(
                "Scans of fictitious and of real locations stand together in this database; no figures are made.",
                returncode=2,
            ) from error
        except services.GivenAway as error:
            raise CommandError(f"The check found something in the figures of {on}; they were not kept.") from error
        except NothingToCount as error:
            raise CommandError(f"No scan was confirmed on or before {on}.", returncode=2) from error
        draft = services.keep_draft(figures=figures, after=after, by=None)
        if options["publish"]:
            services.publish_snapshot(snapshot=draft, by=None)
        shown = sum(row.n is not None for table in figures.tables for row in table.rows)
        hidden = sum(len(table.rows) for table in figures.tables) - shown
        self.stdout.write(
            f"Figures of {on} {'published' if options['publish'] else 'made'}: {shown} rows, {hidden} hidden."
        )
