"""Few applications from one place: five an hour at one address, forty an hour overall.

Counted like wrong codes, in rows of their own, by a keyed hash of the address.
"""

from datetime import datetime

from django.db.models import Q, Sum
from django.http import HttpRequest
from django.utils import timezone

from questionnaires.models import Throttle
from questionnaires.throttle import MINUTE, OVERALL_WINDOW, count, subject_of

PER_ADDRESS, OVERALL = 5, 40
EVERYBODY = "applications"


def allow(request: HttpRequest, *, now: datetime | None = None) -> bool:
    """Whether another application may come from this address."""
    since = (now or timezone.now()) - OVERALL_WINDOW - MINUTE
    here = subject_of(request, EVERYBODY)
    sent = Throttle.objects.filter(subject__in=[here, EVERYBODY], minute_at__gt=since).aggregate(
        here=Sum("wrong", default=0, filter=Q(subject=here)),
        overall=Sum("wrong", default=0, filter=Q(subject=EVERYBODY)),
    )
    return sent["here"] < PER_ADDRESS and sent["overall"] < OVERALL


def note(request: HttpRequest, *, now: datetime | None = None) -> None:
    """Counts an application. Call it outside a transaction that may be rolled back."""
    minute = (now or timezone.now()).replace(second=0, microsecond=0)
    for subject in (subject_of(request, EVERYBODY), EVERYBODY):
        count(subject, minute)
