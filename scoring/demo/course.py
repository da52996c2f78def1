"""When things happened in the demo: the course of each scan, counted back from the day of reference."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from questionnaires.models import State
from scoring.domain.rules import Rules
from scoring.domain.schedule import check_on, repeat_on

#: How many days back the first scans were confirmed: two and a half years.
HISTORY: Final = 913
#: The last scans were confirmed this many days ago, and those that have a repeat at most this many.
_RECENT: Final = 4
_LATEST_REPEAT: Final = 430

_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")

#: Who makes a step: the location itself, its adviser, or the calendar.
LOCATION: Final = "location"
ADVISER: Final = "adviser"
CALENDAR: Final = "calendar"


@dataclass(frozen=True, slots=True)
class Step:
    """A scan reaches a state."""

    new: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Course:
    """The dates of one scan; the last step is the state it is in."""

    opened_on: date
    steps: tuple[Step, ...]
    submitted_at: datetime | None = None
    confirmed_on: date | None = None
    repeat_on: date | None = None

    @property
    def state(self) -> str:
        return self.steps[-1].new


def confirmed_ago(chance: random.Random, *, repeated: bool) -> int:
    """How many days ago the latest final scan of a location was confirmed; more locations take part every year."""
    if repeated:
        return chance.randint(_RECENT, _LATEST_REPEAT)
    return _RECENT + int((HISTORY - _RECENT) * (1 - chance.random() ** 0.4))


def final_course(chance: random.Random, rules: Rules, *, confirmed_on: date, today: date, first: bool) -> Course:
    """A scan that was confirmed on a day; after the check on the actions it is followed up."""
    confirmed_on = _weekday(confirmed_on)
    submitted_on = _weekday(confirmed_on - timedelta(days=chance.randint(6, 20)))
    opened_on = _weekday(submitted_on - timedelta(days=chance.randint(14, 40)))
    submitted_at = _moment(chance, submitted_on)
    steps = [
        *_preparation(chance, opened_on, first=first),
        Step(State.INGEDIEND, submitted_at, LOCATION),
        Step(
            State.IN_BEOORDELING, _moment(chance, _not_weekend(submitted_on + timedelta(chance.randint(1, 3)))), ADVISER
        ),
        Step(State.VASTGESTELD, _moment(chance, confirmed_on), ADVISER),
    ]
    checked_on = check_on(rules, confirmed_on)
    if checked_on <= today:
        steps.append(Step(State.OPVOLGING, datetime.combine(checked_on, time(8), _AMSTERDAM), CALENDAR))
    return Course(opened_on, tuple(steps), submitted_at, confirmed_on, repeat_on(rules, confirmed_on))


def running_course(chance: random.Random, state: str, *, today: date) -> Course:
    """A repeat scan that is still under way, in this state."""
    opened_on = _weekday(today - timedelta(days={State.OPEN: 12, State.GESPREK: 38, State.INGEDIEND: 45}[State(state)]))
    steps = list(_preparation(chance, opened_on, first=False))
    if state == State.GESPREK:
        steps.append(Step(state, _moment(chance, _weekday(today - timedelta(days=5))), LOCATION))
    if state != State.INGEDIEND:
        return Course(opened_on, tuple(steps))
    submitted_at = _moment(chance, _weekday(today - timedelta(days=6)))
    return Course(opened_on, (*steps, Step(state, submitted_at, LOCATION)), submitted_at)


def year_before(chance: random.Random, opened_on: date) -> date:
    """The day on which the scan before was confirmed, when its repeat was opened on a day."""
    return opened_on - timedelta(days=365 + chance.randint(-7, 21))


def _preparation(chance: random.Random, opened_on: date, *, first: bool) -> Iterator[Step]:
    """What comes before the answers. A repeat is not applied for: it follows from the scan before."""
    prepared_on = _weekday(opened_on - timedelta(days=chance.randint(7, 18)))
    if first:
        applied_on = _weekday(prepared_on - timedelta(days=chance.randint(10, 50)))
        yield Step(State.AANGEMELD, _moment(chance, applied_on), LOCATION)
    yield Step(State.VOORBEREIDING, _moment(chance, prepared_on), LOCATION)
    yield Step(State.OPEN, _moment(chance, opened_on), LOCATION)


def _weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _not_weekend(day: date) -> date:
    """The day itself, or two days on from a weekend."""
    return day + timedelta(days=2 * (day.weekday() > 4))


def _moment(chance: random.Random, day: date) -> datetime:
    """Some time during office hours."""
    return datetime.combine(day, time(chance.randint(9, 16), chance.randint(0, 59)), _AMSTERDAM)
