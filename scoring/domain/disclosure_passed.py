"""What the attacker was let loose on already without recovering anything, so that nobody asks the same question twice.

The attacker has no memory and no chance in it: the same evidence has the same answer. It is also enough that *more*
groups had to stay uncertain: what is hidden is only looked at, it takes no world away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from scoring.domain.attacker import attack
from scoring.domain.disclosure_worlds import Breach, Clue, Evidence

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags


@dataclass(slots=True)
class Passed:
    """Evidence that told nothing: per set of published rows the hidden groups that stayed uncertain."""

    hidden: dict[bytes, frozenset[bytes]] = field(default_factory=dict)

    def attack(self, evidence: Evidence) -> tuple[Breach, ...]:
        """``attack``, unless its answer is known to be that nothing is recovered."""
        key, hidden = _fingerprint(evidence), frozenset([_digest(members) for members in evidence.hidden])
        if key in self.hidden and hidden <= self.hidden[key]:
            return ()
        found = attack(evidence)
        if not found:
            self.hidden[key] = hidden
        return found


def _fingerprint(evidence: Evidence) -> bytes:
    """Everything known about an attribute but its hidden groups, whatever the order of the rows."""
    found = sha256(f"{evidence.base} {len(evidence.ranks)}".encode())
    found.update(evidence.organisations.tobytes())
    found.update(evidence.ranks.tobytes())
    for clue in sorted([_clue(clue) for clue in evidence.clues]):
        found.update(clue)
    return found.digest()


def _clue(clue: Clue) -> bytes:
    return sha256(_digest(clue.members) + repr((clue.form, tuple(map(int, clue.shown)))).encode()).digest()


def _digest(members: Flags) -> bytes:
    import numpy as np

    return sha256(np.packbits(members).tobytes()).digest()
