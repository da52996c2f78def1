"""What is done for the aggregates once a day."""

from scoring.publication import jobs
from scoring.publication.freezing import heal_rows
from wolscan.daily import every_day


def register() -> None:
    """Adds the daily job, and the kind of long work."""
    jobs.register()
    every_day("rows of outcomes that were missing", heal_rows, order=80)
