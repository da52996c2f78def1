"""Rosters to start from: an example is an example, never a norm."""

from __future__ import annotations

from typing import Any, NamedTuple

from scoring.domain.staffing.parse import read
from scoring.domain.staffing.roster import Roster
from scoring.domain.staffing.rules import Source, StaffingRules
from scoring.domain.strict_json import Number


class Example(NamedTuple):
    """A roster with its name and where it comes from."""

    key: str
    name: str
    source: Source
    roster: Roster


def examples(rules: StaffingRules) -> tuple[Example, ...]:
    """All examples of a rules version, in the order of the file."""
    return tuple(example(key, rules) for key in rules.examples)


def example(key: str, rules: StaffingRules) -> Example:
    """One example; ``KeyError`` for a key that the rules do not have."""
    entry = rules.examples[key]
    roster = read(_as_decoded(entry["roster"]), rules)
    return Example(key, entry["name"], Source(entry["source"], entry["year"]), roster)


def _as_decoded(value: Any) -> Any:
    """TOML as if it came in as JSON: numbers become marks, so that one reader checks both."""
    if isinstance(value, dict):
        return {key: _as_decoded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_decoded(item) for item in value]
    return value if isinstance(value, (str, bool)) else Number(str(value))
