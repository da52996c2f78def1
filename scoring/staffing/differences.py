"""In what a roster is not like an example, in sentences. An example is an example, never a norm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.domain.staffing.compare import differences
from scoring.domain.staffing.examples import examples
from scoring.domain.staffing.figures import figures
from scoring.domain.staffing.roster import Roster
from scoring.domain.staffing.rules import Source, StaffingRules
from scoring.staffing.words import percentage, shown

#: What each code is about (see ``compare.differences``).
LABELS = {
    "groepsgrootte": gettext_lazy("Clients per group"),
    "uren_per_groep": gettext_lazy("Paid hours per group per day (net)"),
    "niveaus": gettext_lazy("Levels in the roster"),
    "aparte_zingeving": gettext_lazy("Paid hours for meaningful activities alone, per group per day"),
    "informele_hulp": gettext_lazy("Unpaid hours per group per day"),
    "nacht": gettext_lazy("Clients per paid person at night"),
    "productiviteit": gettext_lazy("Productivity"),
}


@dataclass(frozen=True, slots=True)
class ExampleView:
    """An example with the features in which a roster differs: label, own value and that of the example."""

    key: str
    name: str
    source: Source
    fte_per_client: str
    rows: list[tuple[str, str, str]]


def example_views(own: Roster, rules: StaffingRules) -> list[ExampleView]:
    """Every example beside a roster. Values that read the same are left out."""
    found = []
    for example in examples(rules):
        rows = [
            (str(LABELS[code]), WORDS[code](mine), WORDS[code](theirs))
            for code, mine, theirs in differences(own, example.roster, rules)
        ]
        ratio = figures(example.roster, rules).fte_per_client
        different = [row for row in rows if row[1] != row[2]]
        found.append(ExampleView(example.key, example.name, example.source, shown(ratio or Fraction(0), 2), different))
    return found


def _number(value: Fraction) -> str:
    return shown(value, 0 if value.denominator == 1 else 1)


def _hours(value: Fraction) -> str:
    return shown(value, 1) if value else _("none")


def _levels(levels: tuple[int, ...]) -> str:
    return ", ".join(str(level) for level in levels) or _("none")


def _night(value: Fraction | None) -> str:
    return _("nobody in the roster") if value is None else _number(value)


WORDS: dict[str, Callable[[Any], str]] = {
    "groepsgrootte": _number,
    "uren_per_groep": _hours,
    "niveaus": _levels,
    "aparte_zingeving": _hours,
    "informele_hulp": _hours,
    "nacht": _night,
    "productiviteit": percentage,
}
