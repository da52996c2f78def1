"""The attacker: what follows from everything published, for who knows the most that anybody may know.

The attacker knows every table of every snapshot, which scan a row counts (so who joined when, and region, size and
kind of each location), the tier that was decided for each, and all levels of one organisation. What is unknown is the
level of every scan of the others. The worlds that fit what is known form the solutions of a linear programme: one
variable per kind of scan (scans that the same rows count) and level, one equation per kind (its scans have one level
each), one pair of inequalities per published count (rounding left it in an interval). Two things must not happen:

``count``     the least and the greatest value that some count takes over those worlds lie closer together than rounding
              leaves them; for a published count both ends of its interval must be reached, an unpublished one
              (a hidden region, those who joined between two snapshots) must be as uncertain as rounding would leave it.
``location``  the level of a scan is the same in all worlds, for who knows the levels of some other organisation.

For the second it is enough that there is a world that has room at every published count, with that organisation's
levels as they are: from there every scan of the others can move a little to any other level, without any published
figure changing. Where there is none, every kind of scan is asked whether it can leave its level (scans of one kind
that have several levels can trade places). ``nothing_fits`` means that the figures contradict each other: a fault.

In a large population the attacker treats a selection of scans as unknown and is told the levels of all others. What
is safe from this attacker is safe from one who is told less, so a pass is a pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from scoring.domain.disclosure_programme import LEVELS, TINY
from scoring.domain.disclosure_rows import is_loose, put_together
from scoring.domain.disclosure_seen import Seen, open_insiders
from scoring.domain.disclosure_universe import numbered
from scoring.domain.disclosure_worlds import Breach, Clue, Evidence, Worlds, counted, every, groups_of, kinds_of

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Numbers

__all__ = ["COUNT", "LOCATION", "NOTHING_FITS", "Breach", "Clue", "Evidence", "attack"]

COUNT: Final = "count"
LOCATION: Final = "location"
NOTHING_FITS: Final = "nothing_fits"

#: Up to how many scans all levels are unknown at once; and up to how many as the last resort.
_SMALL: Final = 400
_LARGE: Final = 1500
#: In a larger population: how many scans of each row and level are unknown.
_PER_LEVEL: Final = (6, 15)
#: Many counts are asked for at once as long as that settles this many.
_ENOUGH: Final = 2


def attack(evidence: Evidence) -> tuple[Breach, ...]:
    """Everything that can be recovered; empty when the figures are safe. Locations are tried once counts are safe."""
    if not evidence.clues or _is_plain(evidence):
        return ()
    found: tuple[Breach, ...] = ()
    for unknown in _selections(evidence):
        seen = Seen(Worlds(evidence, unknown))
        found = tuple(_count_breaches(seen)) or tuple(_location_breaches(seen))
        if not found:
            break
    return found


def _is_plain(evidence: Evidence) -> bool:
    """The short way for one row and nothing else: its counts are loose, and without any one organisation its scans
    still have different levels and can trade places."""
    import numpy as np

    if len(evidence.clues) > 1 or evidence.hidden:
        return False
    clue = evidence.clues[0]
    ranks = evidence.ranks[clue.members]
    if (ranks < 0).any() or not is_loose(clue.shown, len(ranks), evidence.base):
        return False
    own = numbered(evidence.organisations)[clue.members]
    held = np.bincount(own * LEVELS + ranks, minlength=(int(own.max()) + 1) * LEVELS).reshape(-1, LEVELS)
    truth = put_together(held.sum(axis=0).tolist(), clue.form, evidence.base)
    return truth == clue.shown and bool((((held.sum(axis=0) - held) > 0).sum(axis=1) > 1).all())


def _selections(evidence: Evidence) -> Iterator[Flags]:
    """The scans whose level is unknown to this attacker: in a large population first some, then more. What seems
    recovered by who was told many levels is not recovered when who was told fewer does not recover it."""
    everybody = counted(evidence)
    number = int(everybody.sum())
    if number > _SMALL:
        for wanted in _PER_LEVEL:
            yield _selected(evidence, everybody, wanted)
    if number <= _LARGE:
        yield everybody


def _selected(evidence: Evidence, everybody: Flags, wanted: int) -> Flags:
    """All scans of some kinds: large kinds first, until every group has ``wanted`` scans of each level it has."""
    import numpy as np

    groups = groups_of(evidence)
    places = np.flatnonzero(everybody)
    kinds, kind = kinds_of([members[places] for members in groups])
    levels = np.zeros((len(kinds), LEVELS + 1), dtype=np.int64)
    np.add.at(levels, (kind, evidence.ranks[places] % (LEVELS + 1)), 1)
    sizes, chosen = levels.sum(axis=1), levels[:, LEVELS] > 0
    inside = [members[places[kinds]] for members in groups]
    for members, level in product(inside, range(LEVELS)):
        within = np.flatnonzero(members & (levels[:, level] > 0))
        order = within[np.lexsort((within, -sizes[within], ~chosen[within]))]
        total = levels[order, level].cumsum()
        chosen[order[: int(np.searchsorted(total, wanted)) + 1]] = True
    found: Flags = np.zeros(len(everybody), dtype=bool)
    found[places] = chosen[kind]
    return found


def _count_breaches(seen: Seen) -> Iterator[Breach]:
    """Counts that vary less than rounding leaves them."""
    import numpy as np

    worlds = seen.worlds
    for wanted in _questions(seen):
        found = worlds.extreme(wanted)
        if found is None:
            yield Breach(NOTHING_FITS, -1, every(worlds.evidence.clues))
            return
        seen.meet(found)
    for place in np.flatnonzero(seen.narrow()):
        wanted = np.zeros(len(worlds.targets))
        wanted[place] = 1.0 if seen.misses_high()[place] else -1.0
        yield Breach(COUNT, worlds.targets[place].clue, worlds.blame(wanted))


def _questions(seen: Seen) -> Iterator[Any]:
    """Sums to make as great as can be, until every target was seen at both ends: first many at once, each in a
    direction that is missing, then one by one. Who asks lets ``seen`` meet the answer."""
    import numpy as np

    number = len(seen.worlds.targets)
    chance = np.random.default_rng(number)
    left, before = int(seen.narrow().sum()), number + _ENOUGH
    while left and before - left >= _ENOUGH:
        weights = 10 ** chance.uniform(0.0, 2.0, number) * chance.choice([-1.0, 1.0], number)
        forced = np.abs(weights) * np.where(seen.misses_high(), 1.0, -1.0)
        yield seen.narrow() * np.where(seen.misses_high() & seen.misses_low(), weights, forced)
        left, before = int(seen.narrow().sum()), left
    for place in range(number):
        for sign in (1.0, -1.0):
            if seen.narrow()[place]:
                yield sign * (np.arange(number) == place)


def _location_breaches(seen: Seen) -> Iterator[Breach]:
    """Organisations whose own levels give those of another away. Several are taken together as long as that goes
    well: knowing more than one cannot tell less."""
    import numpy as np

    evidence, everybody = seen.worlds.evidence, seen.worlds.unknown
    insiders = open_insiders(seen, evidence.organisations)
    parts = 1 if 2 * len(insiders) < len(np.unique(evidence.organisations[everybody])) else 2
    todo: list[Numbers] = [part for part in np.array_split(insiders, parts) if len(part)]
    while todo:
        part = todo.pop()
        own = everybody & np.isin(evidence.organisations, part) & (evidence.ranks >= 0)
        others = everybody & ~own
        if others.any() and seen.worlds.has_room(own):
            continue
        if len(part) > 1:
            todo.extend(np.array_split(part, 2))
        elif others.any() and (blamed := _known(evidence, others, everybody)):
            yield Breach(LOCATION, -1, blamed)
            return


def _known(evidence: Evidence, others: Flags, everybody: Flags) -> tuple[int, ...]:
    """The rows that give the level of some scan away; none when no level is known. Who was told the levels of many
    cannot judge that, and takes it for known."""
    if int(everybody.sum()) < int(counted(evidence).sum()):
        return every(evidence.clues)
    free, blamed = Worlds(evidence, others).freedom()
    return blamed if free <= TINY else ()
