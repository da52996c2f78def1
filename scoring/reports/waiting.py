"""How long the reports wait that somebody asked for; watched by ``/-/readyz``."""

from datetime import datetime

from django.db.models import Min

from scoring.models import Report


def oldest_waiting() -> datetime | None:
    """Since when the first report waits; ``None`` when none does."""
    found: datetime | None = Report.objects.filter(state=Report.State.QUEUED).aggregate(at=Min("queued_at"))["at"]
    return found
