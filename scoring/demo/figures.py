"""The published figures of the demo: a series of half-years that ends on its day, made and published as real ones."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from scoring.models import Period, Snapshot
from scoring.publication import services
from scoring.publication.population import NothingToCount
from scoring.publication.queries import last_published_on

#: How many half-years have figures.
SERIES = 2


def publish_figures(today: date, say: Callable[[str], None]) -> int:
    """Publishes the series, unless there are figures already, and opens the next period. Gives back how many."""
    if Snapshot.objects.exists():
        return 0
    for number in range(-SERIES + 1, 2):
        _open(_half_years_on(today, number - 1), _half_years_on(today, number))
    days = [_half_years_on(today, number) for number in range(-SERIES + 1, 1)]
    return sum(_publish(day, say) for day in days)


def _publish(day: date, say: Callable[[str], None]) -> bool:
    say(f"Figures of {day}")
    try:  # what they rest on is checked anyway; the second attack takes longer than all the rest of the demo
        figures, after = services.count(day, lambda _done, _total: None, attacked=False)
    except NothingToCount:
        return False
    services.publish_snapshot(snapshot=services.keep_draft(figures=figures, after=after, by=None), by=None)
    assert last_published_on() == day
    return True


def _open(before: date, day: date) -> None:
    first = before + timedelta(days=1)
    name = f"{first:%m-%Y} – {day:%m-%Y}"  # reads in every language
    if not Period.objects.filter(counted_on=day).exists():
        services.open_period(name=name, starts_on=first, ends_on=day, counted_on=day, by=None)


def _half_years_on(day: date, number: int) -> date:
    """So many half-years later, or earlier: the same day of the month, or its last."""
    month = day.year * 12 + day.month - 1 + 6 * number
    year, place = divmod(month, 12)
    return date(year, place + 1, min(day.day, monthrange(year, place + 1)[1]))
