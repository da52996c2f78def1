"""The funnel: how many locations stand where in the course of their scan.

Where a location stands is known to everybody who may know who takes part, and says nothing about its levels. So there
is nothing to merge and nothing for the attacker; what holds is the size of a row, what may be had by subtraction, and
rounding. It is counted anew for every snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from scoring.domain.disclosure_groups import NEW, WHOLE, Candidate, Key, Selection
from scoring.domain.disclosure_model import FUNNEL, REGION, Cell, Row, Shown, Suppressed, Table
from scoring.domain.disclosure_population import Population, column, zorgkantoren
from scoring.domain.disclosure_rows import rounded
from scoring.domain.disclosure_settings import Settings

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags

#: The one row of each table of the funnel.
STATE = "state"


def funnel_tables(population: Population, hierarchy: Mapping[str, str], settings: Settings) -> Iterator[Table]:
    """The funnel of the country, of each zorgkantoor and of each region; nothing without locations."""
    import numpy as np

    standings = population.funnel
    if not standings:
        return
    groups: dict[Key, Flags] = {WHOLE: np.ones(len(standings), dtype=bool)}
    regions = column(REGION, [at.region for at in standings])
    groups |= dict(zorgkantoren([regions], hierarchy))
    groups |= {(REGION, label): regions.codes == place for place, label in enumerate(regions.labels)}
    organisations = np.array([at.organisation for at in standings], dtype=np.int64)
    chosen = Selection(organisations, settings, {key: Candidate(members) for key, members in groups.items()}).settle()
    states = np.array([population.states.index(at.state) for at in standings], dtype=np.int64)
    for key, members in groups.items():
        counts = np.bincount(states[members], minlength=len(population.states))
        cells = _cells(population.states, [rounded(int(count), settings.base) for count in counts], chosen[key])
        yield Table(FUNNEL, *key, (Row(STATE, cells, population.on if chosen[key] == NEW else None),))


def _cells(states: tuple[str, ...], shown: list[int], status: str) -> dict[str, Cell]:
    whole = sum(shown)
    if status != NEW or not whole:
        return {state: Suppressed(status) for state in states}
    return {state: Shown(count, count / whole) for state, count in zip(states, shown)}
