"""Who counts as being on a group, and how many there are in each quarter of a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.domain.staffing.roster import BEREIKBAARHEID, NACHT, TOEZICHT, WHOLE, ZORG, Group, Shift
from scoring.domain.staffing.week import DAY, QUARTER, layers

CARE: Final = frozenset({ZORG, NACHT})
CARE_OR_WATCH: Final = CARE | {TOEZICHT}


class Quarter(NamedTuple):
    """How many are on the group during a whole quarter of an hour: ``carers`` as eis 1 counts, ``present`` as eis 2."""

    start: int
    carers: int
    present: int


def picture(group: Group, weekday: int) -> tuple[Quarter, ...]:
    """The 96 quarters of a weekday, for a picture of the day with the thin spots."""
    start = (weekday - 1) * DAY
    care, everyone = layers(carers(group, CARE_OR_WATCH)), layers(present(group))
    return tuple(
        Quarter(place, _number_at(care, start + place), _number_at(everyone, start + place))
        for place in range(0, DAY, QUARTER)
    )


def present(group: Group) -> list[int]:
    """The minutes of everybody who is on the group, whatever for, paid or not."""
    return [shift.minutes for shift in group.shifts if is_present(shift)]


def carers(group: Group, purposes: frozenset[str]) -> list[int]:
    """The minutes of everybody who is on the group, paid, for one of these purposes."""
    return [shift.minutes for shift in group.shifts if is_carer(shift, purposes)]


def is_present(shift: Shift) -> bool:
    """On the group itself: not shared with another, not only within reach."""
    return shift.share == WHOLE and shift.purpose != BEREIKBAARHEID


def is_carer(shift: Shift, purposes: frozenset[str]) -> bool:
    """On the group itself, paid, for one of these purposes."""
    return shift.share == WHOLE and shift.paid and shift.purpose in purposes


def _number_at(found: Sequence[int], place: int) -> int:
    whole = (1 << QUARTER) - 1
    return sum(layer >> place & whole == whole for layer in found)
