"""How much one program may ask: sixty times a minute, counted in the database, so by all processes together.

Refused requests are not counted: after the minute a program can always go on. Requests that come in at the same
instant can go over the limit by no more than the number the server handles at once.
"""

from datetime import datetime
from typing import Final

from django.utils import timezone

from questionnaires.codes import lookup
from questionnaires.models import Throttle
from questionnaires.throttle import count
from scoring.models import ApiClient

PER_MINUTE: Final = 60


def seconds_to_wait(client: ApiClient, *, now: datetime | None = None) -> int:
    """Counts a request; gives back 0, or how many seconds the program has to wait."""
    now = now or timezone.now()
    minute, subject = now.replace(second=0, microsecond=0), lookup("api", str(client.pk))
    asked = Throttle.objects.filter(subject=subject, minute_at=minute).values_list("wrong", flat=True).first()
    if asked is not None and asked >= PER_MINUTE:
        return 60 - now.second
    count(subject, minute)
    return 0
