"""T1: the repeat date of every day from 2024 to 2040, against the calendar itself."""

import calendar
import json
import sys
from datetime import date, timedelta

from scoring.domain import rules
from scoring.domain.schedule import repeat_on

FIRST, LAST, TIMES = date(2024, 1, 1), date(2040, 12, 31), 20


def expected(day: date, years: int) -> date:
    """The same day of the month so many years later; 29 February is the 28th where there is none."""
    year = day.year + years
    return date(year, day.month, 28 if (day.month, day.day) == (2, 29) and not calendar.isleap(year) else day.day)


def main() -> None:
    known = rules.load("2026-1")
    days = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]
    wrong = [
        f"{day} × {times}"
        for day in days
        for times in range(1, TIMES)
        if repeat_on(known, day, times) != expected(day, times)
    ]
    json.dump({"ok": not wrong, "days": len(days), "dates": len(days) * (TIMES - 1), "wrong": wrong[:5]}, sys.stdout)


if __name__ == "__main__":
    main()
