"""The dates that follow from the day a scan was confirmed (*vastgesteld*). Rules 2026-1, *Repeat scan*.

Days are days in Europe/Amsterdam; whoever has a moment in time turns it into a day first. Every date is counted from
the anchor, the day of confirmation, never from the repeat before: 29 February 2028 repeats on 28 February in 2029,
2030 and 2031, and on 29 February in 2032.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from scoring.domain.rules import Rules


def repeat_on(rules: Rules, confirmed_on: date, times: int = 1) -> date:
    """The day of the repeat scan, for every tier; ``times`` 2 is the repeat after that, and so on."""
    return add_months(confirmed_on, rules.repeat_months * times)


def invitation_on(rules: Rules, planned_on: date) -> date:
    """The day the invitation for a repeat scan goes out."""
    return planned_on - timedelta(weeks=rules.invitation_weeks)


def last_invited(rules: Rules, today: date) -> date:
    """The last day of a repeat scan whose invitation day has come: the other way round of ``invitation_on``."""
    return today + timedelta(weeks=rules.invitation_weeks)


def check_on(rules: Rules, confirmed_on: date) -> date:
    """The day of the check on the actions."""
    return confirmed_on + timedelta(days=rules.check_days)


def shift_window(rules: Rules, planned_on: date) -> tuple[date, date]:
    """The first and the last day to which a repeat scan may move, with a reason.

    ``planned_on`` is the day that the rules gave, so that moving twice does not add up.
    """
    return add_months(planned_on, -rules.shift_months), add_months(planned_on, rules.shift_months)


def may_move(rules: Rules, planned_on: date, new_on: date) -> bool:
    """Whether a repeat scan planned by the rules on one day may be held on another."""
    first, last = shift_window(rules, planned_on)
    return first <= new_on <= last


def may_start(rules: Rules, planned_on: date, today: date) -> bool:
    """Whether a location may start the repeat scan by itself: from the first day to which it could have moved."""
    return today >= shift_window(rules, planned_on)[0]


def add_months(day: date, months: int) -> date:
    """The same day of another month, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last_day = 28 if day.day <= 28 else calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last_day))
