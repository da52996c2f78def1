"""Rosters as JSON, in the input form of ``manage.py staffing``: what is stored, and where a new one starts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from fractions import Fraction
from hashlib import blake2b
from typing import Any

from scoring.domain.staffing import rules as staffing_rules
from scoring.domain.staffing.parse import DEFAULT_WINDOWS, parse
from scoring.domain.staffing.roster import COMBINED, Roster
from scoring.domain.staffing.rules import StaffingRules
from scoring.domain.staffing.week import Window, clock

#: More groups, or shifts in a group, than any location types in; a page holds them.
MOST_GROUPS = 40
MOST_SHIFTS = 60

Document = dict[str, Any]


def as_roster(document: Mapping[str, Any]) -> Roster:
    """The roster in a stored document; ``SubmissionError`` for a document that is not one."""
    return parse(json.dumps(document).encode())


def example_document(key: str, rules: StaffingRules) -> Document:
    """A copy of an example roster; ``KeyError`` for a key that the rules do not have."""
    return deepcopy(rules.examples[key]["roster"])


def empty_document(clients: int = 0, count: int = 1) -> Document:
    """A roster of one group without a shift, with the usual windows and productivity."""
    rules = staffing_rules.load()
    return {
        "groups": [{"clients": clients, "count": count, "shifts": []}],
        "windows": pairs(rules.presets[DEFAULT_WINDOWS]),
        "mode": COMBINED,
        "productivity": float(rules.productivity),
    }


def pairs(windows: tuple[Window, ...]) -> list[list[str]]:
    """Windows as a document has them: ``[["07:00", "10:00"]]``."""
    return [[clock(start), clock(end)] for start, end in windows]


def part(value: Fraction) -> float | int:
    """A share as a number of a document."""
    return 1 if value == 1 else float(value)


def settings_of(document: Mapping[str, Any]) -> Document:
    """What holds for the whole roster: everything in the document but its groups."""
    return {key: value for key, value in document.items() if key != "groups"}


def fingerprint(value: Any) -> str:
    """A mark by which a page says what it showed when it was made."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return blake2b(text.encode(), digest_size=6).hexdigest()
