"""The retention table: what is kept, why, for how long and what happens then. The only place where a term stands."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

TABLE: Final = Path(__file__).parent.parent / "data" / "retention.toml"
DELETE, ANONYMISE, AT_ONCE, KEEP, ELSEWHERE = "delete", "anonymise", "at_once", "keep", "elsewhere"
#: What the site does by itself once a term is over.
DONE_HERE: Final = frozenset({DELETE, ANONYMISE})


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class DataClass:
    """One class of data. ``counted_from`` says in words from which day the term of ``days`` runs."""

    key: str
    action: str
    days: int | None
    name: Words
    data: Words
    why: Words
    counted_from: Words

    @property
    def is_done_here(self) -> bool:
        return self.action in DONE_HERE


@dataclass(frozen=True, slots=True)
class Due:
    """A class and how much of it goes, or went, on the day that was asked about."""

    kept: DataClass
    count: int


@cache
def classes() -> tuple[DataClass, ...]:
    """All classes, in the order of the table."""
    return tuple(_class(row) for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["class"])


def _class(row: dict[str, Any]) -> DataClass:
    words = {name: Words(**row[name]) for name in ("name", "data", "why")}
    return DataClass(row["key"], row["action"], row.get("days"), counted_from=Words(**row["from"]), **words)


def class_of(key: str) -> DataClass:
    """The class with this key; there is one, or the table is wrong."""
    [found] = [kept for kept in classes() if kept.key == key]
    return found


def kept_days(key: str) -> int:
    """For how many days a class is kept."""
    days = class_of(key).days
    assert days is not None, f"{key} has no term"
    return days


def last_day(key: str, on: date) -> date:
    """What dates from this day or before goes on day ``on``."""
    return on - timedelta(days=kept_days(key))
