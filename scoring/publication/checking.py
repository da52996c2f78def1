"""The attacker let loose on everything that was published: the account that ``manage.py check_disclosure`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scoring.domain.attacker import attack
from scoring.domain.disclosure import Universe, universe_of
from scoring.domain.disclosure_model import Fact, Place, Snapshot, all_facts
from scoring.domain.disclosure_population import Population, zorgkantoren
from scoring.domain.disclosure_settings import Settings
from scoring.domain.disclosure_worlds import Clue, Evidence
from scoring.publication import archive
from scoring.publication.population import population
from scoring.publication.queries import published
from scoring.publication.services import KEPT, hierarchy
from scoring.publication.thresholds import settings_in_force

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Ranks

Groups = dict[tuple[str, str], "Flags"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something the attacker recovered: what about, in which row (if it is one), and of which day."""

    attribute: str
    kind: str
    place: Place | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Account:
    """What was attacked, and what came of it."""

    snapshots: int
    rows: int
    scans: int
    found: tuple[Found, ...]


class NothingPublished(Exception):
    """There are no figures on or before this day."""


def check_published(on: date) -> Account:
    """Attacks all figures published on or before a day together. Raises ``NothingPublished``."""
    snapshots = archive.restored(list(published().filter(on__lte=on).values(*KEPT)))
    if not snapshots:
        raise NothingPublished
    day = snapshots[-1].on
    return check(snapshots, population(day), hierarchy(day), settings_in_force())


def check(snapshots: Sequence[Snapshot], counted: Population, above: dict[str, str], settings: Settings) -> Account:
    """Attacks snapshots, attribute by attribute, with the levels of ``counted`` as the truth to be recovered."""
    universe = universe_of(counted, [snapshot.roster for snapshot in snapshots])
    facts: dict[str, list[tuple[Fact, Clue]]] = {}
    for fact, roster in all_facts(snapshots):
        clue = Clue(universe.flags(roster.members(fact)), fact.form, fact.shown)
        facts.setdefault(fact.place.attribute, []).append((fact, clue))
    groups = _groups(counted, above)
    found = [
        hit
        for attribute, known in facts.items()
        for hit in _attacked(attribute, known, _truth(universe, counted, attribute), groups, universe, settings)
    ]
    return Account(len(snapshots), sum(map(len, facts.values())), len(universe.scans), tuple(found))


def _groups(counted: Population, above: dict[str, str]) -> Groups:
    """The scans that count now, in every group of every breakdown."""
    latest = counted.latest()
    found: Groups = {key: members & latest for key, members in zorgkantoren(counted.columns, above)}
    for column in counted.columns:
        for place, label in enumerate(column.labels):
            found[column.breakdown, label] = latest & (column.codes == place)
    return found


def _truth(universe: Universe, counted: Population, attribute: str) -> Ranks:
    """The rank of each scan, as far as it is still known."""
    import numpy as np

    ranks = np.full(len(universe.scans), -1, dtype=np.int8)
    if attribute in counted.ranks:
        ranks[universe.places] = counted.ranks[attribute]
    return ranks


def _attacked(
    attribute: str,
    known: list[tuple[Fact, Clue]],
    ranks: Ranks,
    groups: Groups,
    universe: Universe,
    settings: Settings,
) -> Iterator[Found]:
    """What is recovered about one attribute, from its own rows and of the groups that are hidden in it."""
    shown = {clue.members.tobytes() for _fact, clue in known}
    has_groups = any(fact.place.breakdown != "country" for fact, _clue in known)
    spread = [universe.spread(members) & (ranks >= 0) for members in groups.values()] if has_groups else []
    hidden = {members.tobytes(): members for members in spread if members.any()}
    evidence = Evidence(
        universe.organisations,
        ranks,
        tuple([clue for _fact, clue in known]),
        tuple([members for key, members in hidden.items() if key not in shown]),
        settings.base,
    )
    for breach in attack(evidence):
        fact = known[breach.clue][0] if breach.clue >= 0 else None
        yield Found(attribute, breach.kind, fact.place if fact else None, fact.on if fact else None)
