"""``manage.py check_disclosure``: can anybody find out about one location from what was published?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scoring.domain.disclosure_check import Finding
from scoring.management.commands.outcomes import day
from scoring.publication.checking import Account, NothingPublished, check_published


class Command(BaseCommand):
    help = (
        "Attacks all published figures together, as somebody would who knows who took part when, every decided tier "
        "and all levels of one organisation. Exit status 1 when a level or an exact count can be recovered."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="figures published on or before this day (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        on = day(options["on"])
        try:
            account = check_published(on)
        except NothingPublished:
            self.stdout.write(f"No figures were published on or before {on}: there is nothing to attack.")
            return
        self.stdout.write(summary(account))
        if account.found:
            raise CommandError(
                f"{len(account.found)} things can be recovered from the published figures.", returncode=1
            )


def summary(account: Account) -> str:
    """What was attacked, and every row that gave something away."""
    lines = [
        f"Attacked {account.snapshots} publications together: {account.rows} rows about {account.scans} scans.",
        "The attacker knew who joined when, where and how large they are, the decided tiers, and all levels of one",
        "organisation, each in turn.",
    ]
    if not account.found:
        return "\n".join([*lines, "No level of a location and no count beyond its rounding could be recovered."])
    return "\n".join([*lines, *map(_line, account.found)])


def _line(found: Finding) -> str:
    where = f": {' '.join(found.place)}" if found.place else " from several rows together"
    what = {
        "count": "a count is known more tightly than rounding leaves it",
        "location": "the level of a location follows",
        "nothing_fits": "the figures contradict each other",
        "too_few": "a row rests on too few locations or organisations",
        "alone": "a row is one-sided or tells its exact counts",
        "not_rounded": "a row shows other counts than the rounded ones",
        "not_the_facts": "a table shows something else than what was checked",
    }.get(found.kind, found.kind)
    return f"{what}{where}"
