"""A roster: groups of clients with the shifts of a week, and the settings it is read with. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.domain.staffing.week import EVERY_DAY, Window, during

ZORG: Final = "zorg"
TOEZICHT: Final = "toezicht"
ZINGEVING: Final = "zingeving"
BEREIKBAARHEID: Final = "bereikbaarheid"
NACHT: Final = "nacht"
PURPOSES: Final = (ZORG, TOEZICHT, ZINGEVING, BEREIKBAARHEID, NACHT)

COMBINED: Final = "gecombineerd"
STRICT: Final = "strikt"
MODES: Final = (COMBINED, STRICT)

LEVELS: Final = (1, 2, 3, 4, 5)
WHOLE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Shift:
    """One line of a group's roster.

    ``window`` is by the clock, break included; ``days`` are the weekdays it begins on. ``share`` is the part of this
    person that the group has: 1/8 for somebody who serves eight groups.
    """

    window: Window
    level: int
    share: Fraction = WHOLE
    break_minutes: int = 0
    days: tuple[int, ...] = EVERY_DAY
    paid: bool = True
    purpose: str = ZORG

    @property
    def day_hours(self) -> Fraction:
        """Net hours for the group on an average day of the week: without break, times share, paid or not."""
        minutes = self.window.end - self.window.start - self.break_minutes
        return self.share * Fraction(minutes * len(self.days), 60 * 7)

    @property
    def minutes(self) -> int:
        """The minutes of the week this shift is there, breaks ignored (see ``week``)."""
        return during(self.window, self.days)


@dataclass(frozen=True, slots=True)
class Group:
    """``count`` groups that are alike: each with this many clients and these shifts."""

    clients: int
    shifts: tuple[Shift, ...]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Roster:
    """The groups of a location. ``windows`` are its intensive moments, every day.

    ``productivity`` is the part of paid contract hours that is worked with clients. ``nurse_within_30`` is the
    location's own answer to eis 6; nothing when it did not say.
    """

    groups: tuple[Group, ...]
    windows: tuple[Window, ...]
    productivity: Fraction
    mode: str = COMBINED
    nurse_within_30: bool | None = None
