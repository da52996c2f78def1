"""The documents of the interface as types, for checking and for OpenAPI. Imported only when the interface is asked."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from scoring.domain.disclosure_model import BREAKDOWNS, TABLES

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def strict_day(typed: Any) -> date:
    """A day in the one way it is written here; ``ValueError`` for anything else."""
    if not isinstance(typed, str) or not _DAY.fullmatch(typed):
        raise ValueError("write a day as 2026-11-22")
    return date.fromisoformat(typed)


def _number(typed: Any) -> int:
    if isinstance(typed, int):
        return typed
    if not isinstance(typed, str) or not _NUMBER.fullmatch(typed):
        raise ValueError("write a whole number from 1 on")
    return int(typed)


#: What may stand in a query. Only the digits 0 to 9, one way to write each value.
Day = Annotated[date, BeforeValidator(strict_day)]
Number = Annotated[int, BeforeValidator(_number)]
Breakdown = Literal[BREAKDOWNS]
TableKey = Literal[TABLES]


class Shape(BaseModel):
    """A document; names of properties are in lowerCamelCase."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Text(Shape):
    nl: str
    en: str


class QuestionnaireEntry(Shape):
    version: str
    themes: int
    topics: int


class Level(Shape):
    key: str
    label: Text
    definition: Text


class Topic(Shape):
    key: str
    title: Text
    text: Text
    is_critical: bool
    levels: dict[str, Text]


class Theme(Shape):
    key: str
    number: int
    title: Text
    topics: list[Topic]


class Questionnaire(Shape):
    version: str
    framework: Text
    scale: list[Level] = Field(description="From uitblinker to ernstig issue.")
    themes: list[Theme]


class SnapshotEntry(Shape):
    on: date = Field(description="The day the figures are about (peildatum).")
    questionnaire: str
    rules: str
    published_at: datetime
    digest: str = Field(description="sha256 of everything that is shown.")


class Snapshot(SnapshotEntry):
    excluded: dict[str, int] = Field(description="How many scans do not count, by reason, rounded to 5.")
    breakdowns: list[Breakdown]


class Cell(Shape):
    count: int | None = Field(description="Rounded to 5; null where it is hidden.")
    share: float | None = Field(description="Of the rounded counts of its row, from 0 to 1.")
    suppressed: bool


class Row(Shape):
    key: str
    n: int | None = Field(description="The sum of the rounded counts; null where the row is hidden.")
    cells: dict[str, Cell] = Field(description="By level, tier or step; levels put together are joined by a plus sign.")


class Table(Shape):
    key: TableKey
    breakdown: Breakdown
    group: str
    rows: list[Row]


class OutcomeTables(Shape):
    """The same document as ``manage.py outcomes --format json``."""

    on: date
    questionnaire: str
    rules: str
    excluded: dict[str, int]
    tables: list[Table]


class Place(Shape):
    id: UUID
    name: str
    place: str
    organisation: str


class OutcomeEntry(Shape):
    id: UUID = Field(description="Of the scan; it stands in the address of its pages too.")
    location: Place
    questionnaire: str
    rules: str
    confirmed_on: date
    repeat_on: date


class TierChoice(Shape):
    rule: str | None = Field(description="What the rules proposed; null where there were too few answers.")
    decided: str
    themes: list[str] = Field(description="The themes the support is for.")


class ThemeLevel(Shape):
    key: str
    level: str | None = Field(description="Null where there were too few answers.")
    need: str | None


class TopicLevel(Shape):
    key: str
    level: str | None = Field(description="The agreed level, nvt (not applicable), or null.")


class Outcome(OutcomeEntry):
    tier: TierChoice
    themes: list[ThemeLevel]
    topics: list[TopicLevel]
    digest: str


class Page(Shape):
    """A part of a list."""

    count: int = Field(description="Of the whole list.")
    next: str | None = Field(description="The address of the next page.")
    previous: str | None


class Questionnaires(Page):
    results: list[QuestionnaireEntry]


class Snapshots(Page):
    results: list[SnapshotEntry]


class Outcomes(Page):
    results: list[OutcomeEntry]
