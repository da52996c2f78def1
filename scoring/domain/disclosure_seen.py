"""What the worlds met so far already show, so that fewer linear programmes have to be solved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring.domain.disclosure_programme import LEVELS, TINY

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Numbers
    from scoring.domain.disclosure_worlds import Worlds


class Seen:
    """The least and the greatest value of every target over the worlds met so far, and the middle of those worlds."""

    def __init__(self, worlds: Worlds) -> None:
        import numpy as np

        self.worlds = worlds
        self.least, self.most = np.full(len(worlds.targets), np.inf), np.full(len(worlds.targets), -np.inf)
        self._sum, self._number = np.zeros(worlds.kinds * LEVELS), 0
        truth = worlds.truth()
        if truth is not None:
            self.meet(truth)

    @property
    def middle(self) -> Any:
        """The mean of the worlds met: a world itself."""
        return self._sum / max(1, self._number)

    def meet(self, world: Any) -> None:
        """Takes a world into account."""
        self._sum += world
        self._number += 1
        self._widen(self.worlds.sums.of(world))

    def _widen(self, values: Any) -> None:
        import numpy as np

        np.minimum(self.least, values, out=self.least)
        np.maximum(self.most, values, out=self.most)

    def narrow(self) -> Any:
        """The targets of which the worlds met do not show that they are uncertain enough."""
        low, high = self.worlds.low, self.worlds.high
        ends = self.misses_high() | self.misses_low()
        return ends & (self.worlds.published | (self.most - self.least < high - low - TINY))

    def misses_high(self) -> Any:
        return self.most < self.worlds.high - TINY

    def misses_low(self) -> Any:
        return self.least > self.worlds.low + TINY


def open_insiders(seen: Seen, organisations: Numbers) -> Numbers:
    """The organisations for which it is not plain that their own levels give nothing away.

    It is plain where all others can move together from the truth towards the middle of the worlds, while that
    organisation's own scans stay: each published count that is at an end of its interval moves inwards.
    """
    import numpy as np

    worlds = seen.worlds
    owners, own = np.unique(organisations[worlds.unknown], return_inverse=True)
    truth = worlds.truth()
    if truth is None:
        return owners
    way = seen.middle.reshape(-1, LEVELS)[worlds.kind] / worlds.sizes[worlds.kind][:, None]
    way[np.arange(len(way)), worlds.evidence.ranks[worlds.unknown]] -= 1.0
    values, is_open = worlds.sums.of(truth), np.zeros(len(owners), dtype=bool)
    for place in np.flatnonzero(worlds.published):
        inwards = [1.0] * int(values[place] <= worlds.low[place] + TINY) + [-1.0] * int(
            values[place] >= worlds.high[place] - TINY
        )
        if inwards:
            target = worlds.targets[place]
            steps = way[:, list(target.part)].sum(axis=1) * worlds.within[target.group][worlds.kind]
            others = steps.sum() - np.bincount(own, weights=steps, minlength=len(owners))
            for sign in inwards:
                is_open |= sign * others <= TINY
    return np.asarray(owners[is_open], dtype=np.int64)
