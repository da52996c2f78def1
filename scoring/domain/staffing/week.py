"""Times of day, and stretches of the week as whole numbers with a bit for every minute.

The week goes round: what runs on after Sunday 24:00 is on Monday. Weekdays run from 1 (Monday) to 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

DAY: Final = 24 * 60
QUARTER: Final = 15
EVERY_DAY: Final = (1, 2, 3, 4, 5, 6, 7)
WEEKDAYS: Final = (1, 2, 3, 4, 5)

_WEEK: Final = 7 * DAY
ALWAYS: Final = (1 << _WEEK) - 1
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


class Window(NamedTuple):
    """A stretch of the day in minutes after midnight; ``end`` lies beyond 24:00 when it runs on into the next day."""

    start: int
    end: int


class Gap(NamedTuple):
    """A stretch of one weekday, in minutes after midnight; ``end`` may be 24:00 (1440)."""

    weekday: int
    start: int
    end: int


def minute(text: str) -> int:
    """Minutes after midnight of ``07:30``, up to ``23:59``, and of ``24:00``; ``ValueError`` for anything else."""
    if text != "24:00" and not _TIME.fullmatch(text):
        raise ValueError(text)
    return int(text[:2]) * 60 + int(text[3:])


def clock(minutes: int) -> str:
    """``07:30``. The end of a day is ``24:00``; later than that is a time of the next day."""
    hours, rest = divmod(minutes if minutes <= DAY else minutes - DAY, 60)
    return f"{hours:02}:{rest:02}"


def window(start: int, end: int) -> Window:
    """From ``start`` to the first ``end`` after it."""
    return Window(start, end if end > start else end + DAY)


def during(window: Window, days: Iterable[int] = EVERY_DAY) -> int:
    """The minutes of the week within a window that begins on each of these days."""
    block = (1 << (window.end - window.start)) - 1
    found = 0
    for day in days:
        found |= block << ((day - 1) * DAY + window.start)
    return (found | found >> _WEEK) & ALWAYS


def layers(stretches: Iterable[int], most: int = 1_000) -> list[int]:
    """The minutes that lie in at least one of the stretches, in at least two, and so on, up to ``most``."""
    found: list[int] = []
    for stretch in stretches:
        rest = stretch
        for place, layer in enumerate(found):
            found[place], rest = layer | rest, layer & rest
        if rest and len(found) < most:
            found.append(rest)
    return found


def at_least(number: int, stretches: Iterable[int]) -> int:
    """The minutes that lie in at least this many (1 or more) of the stretches."""
    found = layers(stretches, number)
    return found[number - 1] if len(found) >= number else 0


def quarters(minutes: int) -> int:
    """All minutes of every quarter of an hour that has one of these minutes."""
    found = 0
    for day, start, end in gaps(minutes):
        found |= during(Window(start // QUARTER * QUARTER, -(-end // QUARTER) * QUARTER), (day,))
    return found


def gaps(minutes: int) -> tuple[Gap, ...]:
    """The same minutes as stretches per weekday, in order, joined where they touch but not over midnight."""
    return tuple([Gap(day, *run) for day in EVERY_DAY for run in _runs(minutes >> (day - 1) * DAY & (1 << DAY) - 1)])


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    start = 0
    while bits:
        skip = (bits & -bits).bit_length() - 1
        bits >>= skip
        length = (~bits & bits + 1).bit_length() - 1
        yield start + skip, start + skip + length
        bits >>= length
        start += skip + length
