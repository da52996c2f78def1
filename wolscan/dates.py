"""The calendar of the people who use the site: Europe/Amsterdam, whatever the server's clock says."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """Today's date in the site's time zone."""
    return timezone.localdate()
