"""``manage.py seed_demo``: fills an empty database with a fictitious country that looks like the published one."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scoring.demo.service import NotSeedable, Seeded, seed_demo
from scoring.models import Tier
from wolscan.dates import today


class Command(BaseCommand):
    help = "Loads the fictitious demo. A second run keeps what is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--locations", type=int, default=212, help="how many locations (default 212)")
        parser.add_argument("--seed", type=int, default=2026, help="another number gives another population")
        parser.add_argument(
            "--counted-only", action="store_true", help="no answers, only what is counted of all scans: for 230000"
        )
        parser.add_argument("--today", help="the day to count back from, such as 2026-11-22 (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            seeded = seed_demo(
                locations=options["locations"],
                seed=options["seed"],
                today=_day(options["today"]),
                counted_only=options["counted_only"],
                say=lambda line: self.stderr.write(line, str),
            )
        except NotSeedable as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(summary(seeded))


def _day(given: str | date | None) -> date:
    if given is None or isinstance(given, date):
        return given or today()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise CommandError(f'"{given}" is not a day; write it as 2026-11-22.', returncode=2) from error


def summary(seeded: Seeded) -> str:
    """What a run did, for a person who watches it."""
    counts = seeded.counts
    lines = []
    if seeded.kept:
        lines.append(f"The demo was loaded before, with {seeded.kept} locations; they stay as they are.")
        if not counts.locations and seeded.kept != seeded.asked:
            lines.append(f"For {seeded.asked} locations, load the demo into an empty database.")
    if counts.locations:
        states = ", ".join(f"{state} {number}" for state, number in sorted(counts.states.items()))
        tiers = ", ".join(f"{tier} {counts.tiers[tier]}" for tier in Tier.values)
        lines += [
            f"{counts.locations} locations of {counts.organisations} fictitious organisations.",
            f"{counts.states.total()} scans: {states}.",
            f"Tiers by rule of {counts.tiers.total()} final scans: {tiers}; decided otherwise: {counts.other_tiers}.",
            f"{seeded.seconds:.1f} seconds.",
        ]
    return "\n".join(lines)
