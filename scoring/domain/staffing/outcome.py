"""All that follows from a roster, and the one shape in which it goes out as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scoring.domain.staffing.coverage import Check, coverage
from scoring.domain.staffing.figures import Figures, figures
from scoring.domain.staffing.roster import Roster
from scoring.domain.staffing.rules import StaffingRules
from scoring.domain.staffing.week import clock


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of a roster and its checks, by the number of the eis."""

    roster: Roster
    figures: Figures
    checks: Mapping[str, Check]


def assess(roster: Roster, rules: StaffingRules) -> Outcome:
    """Reckon with a roster."""
    return Outcome(roster, figures(roster, rules), coverage(roster, rules))


def document(outcome: Outcome) -> dict[str, Any]:
    """The outcome in plain lists and dictionaries; numbers are not rounded."""
    found = outcome.figures
    return {
        "net_hours_per_group_day": float(found.net_hours_per_group_day),
        "net_fte": float(found.net_fte),
        "fte_per_client": _float(found.fte_per_client),
        "hours_per_client_day": _float(found.hours_per_client_day),
        "mix": {str(level): float(part) for level, part in found.mix.items()},
        "gross_fte": float(found.gross_fte),
        "checks": {eis: _check(check) for eis, check in outcome.checks.items()},
    }


def _check(check: Check) -> dict[str, Any]:
    stretches = [[gap.weekday, clock(gap.start), clock(gap.end)] for gap in check.gaps]
    return {"ok": check.ok, "gaps": stretches, "reason": check.reason}


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
