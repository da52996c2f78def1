"""Fills an empty database with the fictitious country. Each block of locations is one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from questionnaires.definitions import versions
from questionnaires.models import Scan, SeriousIssue, State
from questionnaires.services import CURRENT_RULES
from scoring.conversation.serious import note_serious
from scoring.demo.accounts import give_places, make_accounts
from scoring.demo.afterwards import write_afterwards, write_assignments
from scoring.demo.applications import make_applications
from scoring.demo.bulk import write_counted
from scoring.demo.draw import OF_COORDINATOR, Country, draw_block
from scoring.demo.figures import publish_figures
from scoring.demo.population import BLOCK, blocks
from scoring.demo.reference import identity
from scoring.demo.rows import Counts, Writer, write_block
from scoring.domain import plan as plans
from scoring.followup.checking import plan_absent_checks
from wolscan.audit import record
from wolscan.mixing import real_data
from wolscan.models import Location, Organisation
from wolscan.regions import load_regions, read_regions, reporting_units

LARGEST = 230_000
#: Years in which the regions of the demo are in force.
_YEARS = range(2017, 2100)


class NotSeedable(Exception):
    """The demo cannot be made here; the message is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a run did. ``kept``: locations of this population that were there before the run."""

    counts: Counts
    asked: int
    kept: int
    seconds: float


def seed_demo(
    *, locations: int, seed: int, today: date, say: Callable[[str], None], counted_only: bool = False
) -> Seeded:
    """Makes the demo population of a seed, with as many locations as asked, in a database for fictitious data only.

    A population that is there already stays as it is; one that was cut off is completed. ``counted_only`` leaves the
    answers out and writes only what is counted of all scans. ``say`` gets a line per phase. Raises ``NotSeedable``.
    """
    started = time.monotonic()
    _check(locations, today)
    kept = _standing(seed)
    counts = Counts()
    if _is_to_do(kept, locations):
        say("Regions and accounts")
        with transaction.atomic():
            load_regions()
            writer = _writer(today)
        country = Country(seed, today, tuple(writer.regions), writer.plan, sheets=not counted_only)
        for start, stop in blocks(locations):
            if start >= kept:
                say(f"Locations {start + 1} to {stop} of {locations}, with their scans")
                _write(writer, country, start, stop, counts)
        if not counted_only:
            plan_absent_checks()
            write_assignments()
        record("demo_seeded", actor=None, subject="demo", seed=seed, locations=locations)
    publish_figures(today, say)
    return Seeded(counts, locations, kept, time.monotonic() - started)


def _check(locations: int, today: date) -> None:
    if not 1 <= locations <= LARGEST:
        raise NotSeedable(f"The number of locations must be between 1 and {LARGEST}, not {locations}.")
    if today.year not in _YEARS:
        raise NotSeedable(f"The day must lie between {_YEARS.start} and {_YEARS.stop - 1}, not on {today}.")


def _standing(seed: int) -> int:
    """How many locations of this population there are; ``NotSeedable`` where other data stand."""
    if said := real_data():
        raise NotSeedable(f"{said}; load the demo into an empty one.")
    if Organisation.objects.exists() and not Location.objects.filter(pk=identity(seed, "location", 0)).exists():
        raise NotSeedable("This database holds other fictitious data; load the demo into an empty database.")
    return Location.objects.count()


def _is_to_do(kept: int, locations: int) -> bool:
    """Whole blocks are the same in every larger population, so one that ends with a whole block can be completed."""
    return kept < locations and kept % BLOCK == 0


def _writer(today: date) -> Writer:
    coordinator, advisers = make_accounts()
    keys = [unit["key"] for unit in read_regions()[1]]
    found = dict(reporting_units(today).filter(key__in=keys).values_list("key", "pk"))
    return Writer(
        plan=plans.load(versions()[-1], CURRENT_RULES),
        regions={key: found[key] for key in keys},
        advisers=advisers,
        coordinator=coordinator,
        own_places=frozenset(OF_COORDINATOR),
    )


@transaction.atomic
def _write(writer: Writer, country: Country, start: int, stop: int, counts: Counts) -> None:
    drawn = list(draw_block(country, start, stop))
    if not country.sheets:
        write_counted(writer, country, drawn, counts)
        return
    organisations = write_block(writer, drawn, counts)
    if start == 0:
        give_places(drawn[0], organisations[0])
        _note_serious()
        make_applications(country.seed, country.today)
        write_afterwards(seed=country.seed, adviser=writer.advisers[0], today=country.today)


def _note_serious() -> None:
    """What closing a round notes; the demo's rounds were closed before they were written."""
    for scan in Scan.objects.filter(state=State.GESPREK):
        note_serious(scan=scan, found=SeriousIssue.Found.ROUND, today=scan.state_changes.latest("at").at.date())
