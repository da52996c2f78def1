"""National values to lay beside the facts of a location, read from ``reference.toml``. Each with source and year."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from questionnaires.definitions import Text

FILE = Path(__file__).with_name("reference.toml")


@dataclass(frozen=True, slots=True)
class Reference:
    """A national value over the years, oldest first. ``numbers``: on how much it rests, where that is published."""

    source: str
    years: Mapping[int, Decimal]
    numbers: Mapping[int, int]
    note: Text | None

    @property
    def latest(self) -> int:
        """The last year there is a value of."""
        return max(self.years)


@cache
def references() -> Mapping[str, Reference]:
    """All national values, by the field of ``LocationFacts`` they belong to."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    return {
        key: Reference(
            source=entry["source"],
            years={int(year): Decimal(value) for year, value in sorted(entry["years"].items())},
            numbers={int(year): number for year, number in entry.get("numbers", {}).items()},
            note=Text(**entry["note"]) if "note" in entry else None,
        )
        for key, entry in data.items()
    }
