"""The picture of a day: per group who is there in every quarter of an hour, and where it is thin.

Places are per cents of the width, so that the drawing is as wide as the page while its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from scoring.domain.staffing.outcome import Outcome
from scoring.domain.staffing.presence import Quarter, picture
from scoring.domain.staffing.roster import Roster
from scoring.domain.staffing.week import DAY, EVERY_DAY, QUARTER, Gap, clock
from scoring.staffing.words import EISEN, group_name, in_days

#: Height of one person and of the room above the highest pile, in pixels.
PERSON, HEADROOM = 30, 24
#: No more people than this are drawn on top of each other; the number above the pile says how many there are.
HIGHEST: Final = 8
#: A run needs this many quarters to have room for its number on a phone.
ROOM_FOR_NUMBER: Final = 4
#: Eisen that lie in a day; eis 6 rests on an answer.
DRAWN: Final = ("1", "2", "3", "5")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left edge and width as percentages, top and height in pixels."""

    x: str
    width: str
    y: int
    height: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """How many are there, above their pile."""

    x: str
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch in which nothing changes, as a row of the table: times, people, and the eisen that are thin in it."""

    start: str
    end: str
    carers: int
    present: int
    thin: list[str]


@dataclass(frozen=True, slots=True)
class Lane:
    """One eis over a day: where it is thin, drawn and in words."""

    eis: str
    title: str
    boxes: list[Box]
    words: str


@dataclass(frozen=True, slots=True)
class GroupDay:
    """One group on one kind of day, ready to be drawn."""

    number: int
    name: str
    clients: int
    count: int
    height: int
    windows: list[Box]
    people: list[Box]
    numbers: list[Number]
    lanes: list[Lane]
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class DayTab:
    """Days of the week that look the same for all groups, under the first of them."""

    weekday: int
    title: str
    is_shown: bool
    is_thin: bool


@dataclass(frozen=True, slots=True)
class WeekView:
    """The days to choose from, and the groups on the day that is shown."""

    tabs: list[DayTab]
    title: str
    groups: list[GroupDay]


def week_view(outcome: Outcome, names: Sequence[str], weekday: int | None) -> WeekView:
    """The picture of a weekday (1 to 7) or of the first that is thin, with tabs for days that look different."""
    alike: dict[object, list[int]] = {}
    for day in EVERY_DAY:
        alike.setdefault(_look(outcome, day), []).append(day)
    thin = [found[0] for found in alike.values() if _is_thin(outcome, found[0])]
    opened = weekday or next(iter(thin), 1)
    days = next(found for found in alike.values() if opened in found)
    tabs = [DayTab(found[0], _capital(in_days(found)), found is days, found[0] in thin) for found in alike.values()]
    groups = [_group_day(outcome, number, names, days[0]) for number in range(1, len(outcome.roster.groups) + 1)]
    return WeekView(tabs if len(tabs) > 1 else [], _capital(in_days(days)), groups)


def _look(outcome: Outcome, weekday: int) -> object:
    return tuple(
        (tuple(picture(group, weekday)), tuple(_thin(outcome, place, weekday).items()))
        for place, group in enumerate(outcome.roster.groups)
    )


def _is_thin(outcome: Outcome, weekday: int) -> bool:
    return any(_thin(outcome, place, weekday) for place in range(len(outcome.roster.groups)))


def _thin(outcome: Outcome, place: int, weekday: int) -> dict[str, tuple[tuple[int, int], ...]]:
    """By eis the thin stretches of a group on a weekday, in minutes."""
    found = {eis: outcome.checks[eis].groups for eis in DRAWN}
    return {eis: _on(groups[place], weekday) for eis, groups in found.items() if _on(groups[place], weekday)}


def _on(gaps: Sequence[Gap], weekday: int) -> tuple[tuple[int, int], ...]:
    return tuple((gap.start, gap.end) for gap in gaps if gap.weekday == weekday)


def _group_day(outcome: Outcome, number: int, names: Sequence[str], weekday: int) -> GroupDay:
    group = outcome.roster.groups[number - 1]
    quarters = picture(group, weekday)
    thin = _thin(outcome, number - 1, weekday)
    tallest = min(max((quarter.present for quarter in quarters), default=0), HIGHEST) or 1
    height = tallest * PERSON + HEADROOM
    return GroupDay(
        number=number,
        name=group_name(names, number),
        clients=group.clients,
        count=group.count,
        height=height,
        windows=_windows(outcome.roster, height),
        people=_people(quarters, height),
        numbers=_numbers(quarters, height),
        lanes=[_lane(eis, stretches) for eis, stretches in thin.items()],
        runs=_runs(quarters, thin),
    )


def _windows(roster: Roster, height: int) -> list[Box]:
    """The intensive moments of any day, also what runs on from the day before."""
    found = []
    for start, end in roster.windows:
        found.append(_box(start, min(end, DAY), 0, height))
        if end > DAY:
            found.append(_box(0, end - DAY, 0, height))
    return found


def _people(quarters: Sequence[Quarter], height: int) -> list[Box]:
    """A box for every person, carers below: each layer joined where it runs on."""
    boxes = []
    for layer in range(1, HIGHEST + 1):
        kinds = ["carer" if q.carers >= layer else "other" if q.present >= layer else "" for q in quarters]
        place = 0
        for kind, same in groupby(kinds):
            length = len(list(same)) * QUARTER
            if kind:
                boxes.append(_box(place, place + length, height - layer * PERSON, PERSON - 3, kind))
            place += length
    return boxes


def _numbers(quarters: Sequence[Quarter], height: int) -> list[Number]:
    found, place = [], 0
    for present, same in groupby(quarters, key=lambda quarter: quarter.present):
        length = len(list(same))
        if length >= ROOM_FOR_NUMBER:
            top = height - min(present, HIGHEST) * PERSON - 6
            found.append(Number(_percent((place + length / 2) * QUARTER), top, str(present)))
        place += length
    return found


def _lane(eis: str, stretches: Sequence[tuple[int, int]]) -> Lane:
    words = [_("%(start)s to %(end)s") % {"start": clock(start), "end": clock(end)} for start, end in stretches]
    return Lane(eis, str(EISEN[eis]), [_box(start, end, 1, 20) for start, end in stretches], ", ".join(words))


def _runs(quarters: Sequence[Quarter], thin: dict[str, tuple[tuple[int, int], ...]]) -> list[Run]:
    def state(quarter: Quarter) -> tuple[int, int, tuple[str, ...]]:
        until = quarter.start + QUARTER
        eisen = [eis for eis, gaps in thin.items() if any(start < until and quarter.start < end for start, end in gaps)]
        return quarter.carers, quarter.present, tuple(eisen)

    runs, place = [], 0
    for (carers, there, eisen), same in groupby(quarters, key=state):
        length = len(list(same)) * QUARTER
        runs.append(Run(clock(place), clock(place + length), carers, there, [str(EISEN[eis]) for eis in eisen]))
        place += length
    return runs


def _box(start: int, end: int, y: int, height: int, kind: str = "") -> Box:
    return Box(_percent(start), _percent(end - start), y, height, kind)


def _percent(minutes: float) -> str:
    return f"{100 * minutes / DAY:.3f}%"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
