"""Every scan that is or ever was counted, so that figures of different days can be laid beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.domain.disclosure_model import Roster
from scoring.domain.disclosure_population import Population

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Universe:
    """Every scan that is or ever was counted, by number; ``places`` says where those of today stand among them."""

    scans: Numbers
    organisations: Numbers
    places: Numbers

    def flags(self, scans: Numbers) -> Flags:
        """Which scans of the universe these are."""
        import numpy as np

        found = np.zeros(len(self.scans), dtype=bool)
        found[np.searchsorted(self.scans, scans)] = True
        return found

    def spread(self, flags: Flags) -> Flags:
        """Flags over the scans of today as flags over the universe."""
        import numpy as np

        found = np.zeros(len(self.scans), dtype=bool)
        found[self.places] = flags
        return found


def universe_of(population: Population, rosters: Iterable[Roster]) -> Universe:
    """The scans of today and those of earlier days."""
    import numpy as np

    found = list(rosters)
    scans = np.unique(np.concatenate([population.scans, *[roster.scans for roster in found]]))
    organisations = np.zeros(len(scans), dtype=np.int64)
    for roster in found:
        organisations[np.searchsorted(scans, roster.scans)] = roster.organisations
    places = np.searchsorted(scans, population.scans)
    organisations[places] = population.organisations
    return Universe(scans, organisations, places)


def numbered(keys: Numbers) -> Numbers:
    """Keys as numbers that can be counted with: as they are when they are no larger than there are keys."""
    import numpy as np

    if not len(keys) or (keys.min() >= 0 and keys.max() < len(keys)):
        return keys
    return np.asarray(np.unique(keys, return_inverse=True)[1], dtype=np.int64)
