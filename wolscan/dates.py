"""The calendar of the people who use the site: Europe/Amsterdam, whatever the server's clock says."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def today() -> date:
    """Today's date in the site's time zone."""
    return timezone.localdate()


def end_of(day: date) -> datetime:
    """The moment at which a day is over: to compare a column with, which an index can answer."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
