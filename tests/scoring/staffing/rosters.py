"""Rosters to test with: printed inputs of the NZa, and a short way to write shifts."""

import json
from fractions import Fraction
from typing import Any

from scoring.domain.staffing.outcome import assess
from scoring.domain.staffing.parse import parse
from scoring.domain.staffing.roster import Roster
from scoring.domain.staffing.rules import load
from scoring.domain.staffing.week import clock

RULES = load("2026-1")
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
NZA_WINDOWS = [["07:00", "10:00"], ["12:00", "14:00"], ["16:00", "21:00"]]


def shift(times: str, level: int, **other: Any) -> dict[str, Any]:
    """A shift as in the input; ``07:00-15:30`` and its like have half an hour of break, shorter ones none."""
    start, end = times.split("-")
    return {"start": start, "end": end, "level": level, "break_minutes": 30 if times in FULL else 0, **other}


DAY, EVENING, NIGHT = FULL = ("07:00-15:30", "15:00-23:30", "23:00-07:30")

CARE = [shift(DAY, 3), shift(EVENING, 3)]
WATCH = [shift(DAY, 2, purpose="toezicht"), shift(EVENING, 2, purpose="toezicht")]
NURSES = [
    shift(DAY, 4, share=0.125),
    shift(EVENING, 4, share=0.125),
    shift(NIGHT, 4, share=0.25, purpose="nacht"),
]
SCENARIO_1 = [*CARE, *WATCH, *NURSES]
#: Alternative 4: niveau 2 only at intensive moments.
WATCH_AT_PEAKS = [shift(times, 2, purpose="toezicht") for times in ("07:00-10:00", "12:00-14:00", "16:00-21:00")]
ALTERNATIVE_4 = [*CARE, *WATCH_AT_PEAKS, *NURSES]
#: Alternative 6: niveau 3 for two groups.
ALTERNATIVE_6 = [shift(DAY, 3, share=0.5), shift(EVENING, 3, share=0.5), *WATCH, *NURSES]


def document(*groups: dict[str, Any], **settings: Any) -> bytes:
    """The input of the command."""
    return json.dumps({"groups": list(groups), **settings}).encode()


def roster(shifts: list[dict[str, Any]], *, clients: int = 8, count: int = 4, **settings: Any) -> Roster:
    """A location with groups that are all alike."""
    return parse(document({"clients": clients, "count": count, "shifts": shifts}, **settings))


def outcome(shifts: list[dict[str, Any]], **settings: Any):
    return assess(roster(shifts, **settings), RULES)


def check(eis: str, shifts: list[dict[str, Any]], **settings: Any):
    return outcome(shifts, **settings).checks[eis]


def gaps(found, weekday: int = 1) -> list[tuple[str, str]]:
    """The gaps of a check on one weekday, as times."""
    return [(clock(gap.start), clock(gap.end)) for gap in found.gaps if gap.weekday == weekday]


def rounded(value: Fraction, places: int) -> str:
    """As printed in a source: rounded to places, with a point."""
    return f"{float(value):.{places}f}"
