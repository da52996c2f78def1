"""The attacker let loose on everything that was published: the account that ``manage.py check_disclosure`` prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.domain.disclosure_check import Finding, check
from scoring.domain.disclosure_model import all_facts
from scoring.publication import archive
from scoring.publication.population import population
from scoring.publication.queries import published
from scoring.publication.services import KEPT, hierarchy
from scoring.publication.thresholds import settings_in_force


@dataclass(frozen=True, slots=True)
class Account:
    """What was attacked, and what came of it."""

    snapshots: int
    rows: int
    scans: int
    found: tuple[Finding, ...]


class NothingPublished(Exception):
    """There are no figures on or before this day."""


def check_published(on: date) -> Account:
    """Attacks all figures published on or before a day together. Raises ``NothingPublished``."""
    snapshots = archive.restored(list(published().filter(on__lte=on).values(*KEPT)))
    if not snapshots:
        raise NothingPublished
    day = snapshots[-1].on
    counted = population(day)
    found = check(counted, hierarchy(day), snapshots, settings_in_force())
    return Account(len(snapshots), len(list(all_facts(snapshots))), len(counted.scans), found)
