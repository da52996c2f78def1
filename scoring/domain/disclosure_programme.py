"""A linear programme, solved by HiGHS: the least of arithmetic that the attacker needs, and nothing about care.

HiGHS keeps the last answer as the start of the next question, which is what makes hundreds of questions about the same
worlds affordable. One thread and a fixed seed: the same questions have the same answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags
    from scoring.domain.disclosure_worlds import Target

#: How many levels a scale has.
LEVELS: Final = 4
#: Less than this is nothing.
TINY: Final = 1e-6


class Rows:
    """Bounded sums of variables: per row the places of its variables."""

    def __init__(self, places: Sequence[Any], low: Any, high: Any) -> None:
        import numpy as np

        self.lengths = np.array([len(found) for found in places], dtype=np.int64)
        self.places = np.concatenate(places) if len(places) else np.zeros(0, dtype=np.int64)
        self.low, self.high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)

    def joined(self, other: Rows) -> Rows:
        """These rows and then the others."""
        import numpy as np

        found = Rows([], [], [])
        for name in ("lengths", "places", "low", "high"):
            setattr(found, name, np.concatenate([getattr(self, name), getattr(other, name)]))
        return found


class Programme:
    """Variables of at least 0 (the last one at most ``most``) that obey the rows. ``often``: asked more than once."""

    def __init__(self, size: int, rows: Rows, most: float | None = None, *, often: bool = True) -> None:
        import highspy
        import numpy as np

        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = size, len(rows.lengths)
        model.col_cost_, model.col_lower_ = np.zeros(size), np.zeros(size)
        model.col_upper_ = np.append(np.full(size - 1, np.inf), np.inf if most is None else most)
        model.row_lower_, model.row_upper_ = rows.low, rows.high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(rows.lengths)]).astype(np.int32)
        model.a_matrix_.index_ = rows.places.astype(np.int32)
        model.a_matrix_.value_ = np.ones(len(rows.places))
        model.sense_ = highspy.ObjSense.kMaximize
        self._size, self._best = size, highspy.HighsModelStatus.kOptimal
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (_OPTIONS | (_AGAIN if often else {})).items():
            self._solver.setOptionValue(name, value)
        self._solver.passModel(model)

    def greatest(self, goal: Any) -> Any:
        """The variables where the sum weighted by ``goal`` is greatest; nothing where rows contradict each other."""
        import numpy as np

        self._solver.changeColsCost(self._size, np.arange(self._size, dtype=np.int32), goal)
        self._solver.run()
        if self._solver.getModelStatus() != self._best:
            return None
        return np.array(self._solver.getSolution().col_value)

    def hold(self, least: Any) -> None:
        """From now on each variable is at least this much."""
        import numpy as np

        every = np.arange(self._size, dtype=np.int32)
        self._solver.changeColsBounds(self._size, every, least.astype(float), np.full(self._size, np.inf))

    def felt(self) -> Any:
        """Per row how much the last answer would change if the row gave way."""
        import numpy as np

        return np.array(self._solver.getSolution().row_dual)


_OPTIONS: Final[dict[str, Any]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
}
#: For questions that differ only in what is wanted: the primal simplex goes on from the last answer.
_AGAIN: Final[dict[str, Any]] = {"solver": "simplex", "simplex_strategy": 4}


class Sums:
    """The value of every target in a world: sums over the variables, one per kind of scan and level."""

    def __init__(self, targets: Sequence[Target], within: Flags, size: int) -> None:
        import numpy as np

        self.places = [
            (np.flatnonzero(within[target.group])[:, None] * LEVELS + np.array(target.part)).ravel()
            for target in targets
        ]
        self._size = size
        self._all = np.concatenate(self.places)
        self._target = np.repeat(np.arange(len(targets)), [len(found) for found in self.places])

    def of(self, world: Any) -> Any:
        """The value of each target."""
        import numpy as np

        return np.bincount(self._target, weights=world[self._all], minlength=len(self.places))

    def spread(self, wanted: Any) -> Any:
        """What each variable adds to the ``wanted`` sum of targets."""
        import numpy as np

        return np.bincount(self._all, weights=np.asarray(wanted, dtype=float)[self._target], minlength=self._size)
