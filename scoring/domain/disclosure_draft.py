"""The rows of one attribute on their way to a snapshot: groups, rounding, and the attacker as the last word.

The attacker is asked about everything that was ever published about the attribute together with the draft. Whatever it
recovers makes the least useful row that helped give way: levels are put together, then the row is hidden or keeps the
figures that stand. In the end that leaves what was safe before; so this always stops, and stops safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from scoring.domain.disclosure_groups import NEW, Candidate, Key, Selection, priority
from scoring.domain.disclosure_model import ATTACK, FORMS, Form
from scoring.domain.disclosure_passed import Passed
from scoring.domain.disclosure_rows import settle
from scoring.domain.disclosure_settings import Settings
from scoring.domain.disclosure_worlds import Breach, Clue, Evidence

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers, Ranks

#: How often rows give way one by one before all new rows do.
_ROUNDS: Final = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """The rounded counts of a row in the form it is shown in."""

    form: Form
    shown: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """All that is known about one attribute: of which organisation and rank every scan is, the groups that may be
    shown, every row that was published before, and who was new in each."""

    organisations: Numbers
    ranks: Ranks
    candidates: Mapping[Key, Candidate]
    published: tuple[Clue, ...]
    joined: tuple[Flags, ...]


class Draft:
    """Decides which rows of an attribute get new figures. ``status`` says of each: new, old, or why it is hidden."""

    def __init__(self, material: Material, settings: Settings, status: Mapping[Key, str] | None = None) -> None:
        """``status`` is what ``Selection.settle`` gave for the same groups; without it that is worked out here."""
        self.material, self.settings = material, settings
        self.selection = select(material, settings)
        self.selection.status = dict(self.selection.settle() if status is None else status)
        self.figures: dict[Key, Figures] = {}
        for key, found in list(self.selection.status.items()):
            if found == NEW:
                self._settle(key, FORMS)

    @property
    def status(self) -> Mapping[Key, str]:
        return self.selection.status

    def counts(self, key: Key) -> tuple[int, ...]:
        """The true counts of a group by rank: they leave this module rounded or not at all."""
        import numpy as np

        ranks = self.material.ranks[self.material.candidates[key].members]
        return tuple(map(int, np.bincount(ranks, minlength=len(FORMS[0]))))

    def _settle(self, key: Key, forms: Sequence[Form], why: str | None = None) -> None:
        counts = self.counts(key)
        found = settle(counts, forms, self.settings)
        if isinstance(found, str):
            self.figures.pop(key, None)
            self.selection.withhold(key, why or found)
        else:
            self.figures[key] = Figures(*found, sum(counts))

    def make_safe(self, passed: Passed) -> None:
        """Lets rows give way until the attacker recovers nothing. ``passed`` is asked, and told that."""
        for _ in range(_ROUNDS):
            if not self.figures:
                return
            keys = self._by_use()
            breaches = passed.attack(self._evidence(keys))
            if not breaches:
                return
            for key in {self._weakest(keys, breach) for breach in breaches}:
                self._give_way(key)
        for key in self._by_use():
            self._settle(key, (), ATTACK)

    def _by_use(self) -> list[Key]:
        """The rows with new figures, the most useful first."""
        return sorted(self.figures, key=lambda key: priority(key, self.figures[key].total))

    def _evidence(self, keys: Sequence[Key]) -> Evidence:
        clues = [Clue(self.material.candidates[key].members, *self._figure(key)) for key in keys]
        uncertain = chain(self.selection.rests(), self.material.joined)
        hidden = _different([clue.members for clue in (*self.material.published, *clues)], uncertain)
        return Evidence(
            self.material.organisations,
            self.material.ranks,
            (*self.material.published, *clues),
            tuple(hidden),
            self.settings.base,
        )

    def _figure(self, key: Key) -> tuple[Form, tuple[int, ...]]:
        found = self.figures[key]
        return found.form, found.shown

    def _weakest(self, keys: Sequence[Key], breach: Breach) -> Key:
        """The least useful new row that helped to recover something; when none is known to, the least useful of all."""
        before = len(self.material.published)
        helped = [place - before for place in breach.blamed if place >= before]
        return keys[max(helped)] if helped else keys[-1]

    def _give_way(self, key: Key) -> None:
        """The next form, or no new figures. A row of which putting levels together hides nothing new goes at once."""
        self._settle(key, FORMS[FORMS.index(self.figures[key].form) + 1 :], ATTACK)


def select(material: Material, settings: Settings) -> Selection:
    """The choice of groups, on what everybody knows."""
    history = [clue.members for clue in material.published]
    return Selection(material.organisations, settings, material.candidates, history)


def _different(known: Sequence[Flags], found: Iterator[Flags]) -> Iterator[Flags]:
    """The groups that have anybody in them and are not among those known, each once."""
    seen = {members.tobytes() for members in known}
    for members in found:
        if members.any() and members.tobytes() not in seen:
            seen.add(members.tobytes())
            yield members
