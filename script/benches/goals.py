"""Whether goals are met: as JSON beside the figures, and as a table for who runs ``script/bench``.

An absolute time belongs to the machine for which it was set. Such a goal is judged by the calibrated figure: what was
found, scaled by the bare view of the same run. A ratio, a size and a number of queries are judged as they were found.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HEADS = ("", "What", "Goal", "Found", "Calibrated", "Met")
#: What stands in the last column; a figure without a verdict was not measured.
MET = {True: "yes", False: "NO", None: "?"}


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal with what was found; ``found`` is ``None`` where it was not measured this time."""

    what: str
    limit: float
    unit: str
    found: float | None
    calibrated: float | None = None
    is_least: bool = False

    @property
    def is_met(self) -> bool | None:
        judged = self.found if self.calibrated is None else self.calibrated
        if judged is None:
            return None
        return judged >= self.limit if self.is_least else judged <= self.limit

    def document(self) -> dict[str, object]:
        goal = f"{'≥' if self.is_least else '≤'} {_short(self.limit)} {self.unit}".rstrip()
        found = {"what": self.what, "goal": goal, "found": self.found, "calibrated": self.calibrated}
        return found | {"met": self.is_met}


def judged(*goals: Goal) -> dict[str, object]:
    """What a figure adds to its JSON: every goal, and by name whether it is met."""
    documents = [goal.document() for goal in goals]
    return {"goals": documents, "met": {goal.what: goal.is_met for goal in goals}}


def table(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """The goals of all figures, a line each, in columns."""
    lines = [HEADS, *(line for name, figure in figures.items() for line in _lines(name, figure))]
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def _lines(name: str, figure: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """A figure that has no goals in this form shows its own verdicts, or only what its goal is."""
    for goal in figure.get("goals", ()):
        yield (name, goal["what"], goal["goal"], _short(goal["found"]), _short(goal["calibrated"]), MET[goal["met"]])
    if "goals" not in figure:
        verdicts = figure.get("met") or {str(figure.get("goal", "")): None}
        yield from ((name, str(what), "", "", "", MET[met]) for what, met in verdicts.items())


def _short(number: float | None) -> str:
    if number is None:
        return "–"
    if abs(number) >= 100:
        return f"{number:,.0f}".replace(",", "\u202f")
    return f"{number:.3g}"
