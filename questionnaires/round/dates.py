"""When a round may end, and when the team may talk: rules on dates, without a clock."""

from collections.abc import Iterable
from datetime import date, timedelta

SHORTEST, LONGEST, USUAL = 7, 60, 21


class WrongDate(ValueError):
    """A date that cannot be: ``code`` is ``too_soon``, ``too_late``, ``not_later`` or ``before_end``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def usual_end(today: date) -> date:
    """The last day of a round that is offered at first."""
    return today + timedelta(days=USUAL)


def check_end(closes_on: date, today: date) -> None:
    """The last day of a round that has to open: at least a week away, at most sixty days."""
    if closes_on < today + timedelta(days=SHORTEST):
        raise WrongDate("too_soon")
    if closes_on > today + timedelta(days=LONGEST):
        raise WrongDate("too_late")


def check_later_end(closes_on: date, old: date | None, today: date) -> None:
    """The last day of a round that is extended: later than it was, not past, at most sixty days away."""
    if closes_on < today or (old is not None and closes_on <= old):
        raise WrongDate("not_later")
    if closes_on > today + timedelta(days=LONGEST):
        raise WrongDate("too_late")


def check_meeting(meets_on: date, closes_on: date | None, today: date) -> None:
    """The day of the conversation: after the last day of the round, and not past."""
    if meets_on < today or (closes_on is not None and meets_on <= closes_on):
        raise WrongDate("before_end")


def last_mark(closes_on: date, today: date, marks: Iterable[int]) -> date | None:
    """Of the days that lie so many days before the end, the last that has come; ``None`` when none has."""
    days = [closes_on - timedelta(days=mark) for mark in marks]
    return max((day for day in days if day <= today), default=None)
