"""Few guesses for whoever tries codes: ten wrong ones in 15 minutes at one address, sixty in an hour overall.

Ask ``allow`` before a typed code is looked up and tell ``note_wrong`` when it opened nothing. A right code costs
nothing, so that a whole team behind one address can begin at the same time; refused attempts are not counted, so that
waiting always helps. Links are not throttled: their tokens are too long to guess.

Wrong codes are counted by the minute, and a minute counts until all of it lies outside the window. So the limit holds
for every stretch of 15 minutes, and an address that was stopped may go on after 15 to 16 minutes. Requests that are
looked up at the same instant can go over the limit by no more than the number the server handles at once.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.db.models import F, Q, Sum
from django.http import HttpRequest
from django.utils import timezone

from questionnaires.codes import lookup
from questionnaires.models import Throttle

PER_ADDRESS, ADDRESS_WINDOW = 10, timedelta(minutes=15)
OVERALL, OVERALL_WINDOW = 60, timedelta(hours=1)
MINUTE = timedelta(minutes=1)
#: The subject of the rows that count for everybody; no keyed hash looks like it.
EVERYBODY = "everybody"


def allow(request: HttpRequest, *, now: datetime | None = None) -> bool:
    """Whether a code from this address may be looked up."""
    now = now or timezone.now()
    subject = subject_of(request)
    wrong = Throttle.objects.filter(subject__in=[subject, EVERYBODY]).aggregate(
        here=Sum("wrong", default=0, filter=Q(subject=subject, minute_at__gt=now - ADDRESS_WINDOW - MINUTE)),
        overall=Sum("wrong", default=0, filter=Q(subject=EVERYBODY, minute_at__gt=now - OVERALL_WINDOW - MINUTE)),
    )
    return wrong["here"] < PER_ADDRESS and wrong["overall"] < OVERALL


def note_wrong(request: HttpRequest, *, now: datetime | None = None) -> None:
    """Counts a code that opened nothing. Call it outside a transaction that may be rolled back."""
    minute = (now or timezone.now()).replace(second=0, microsecond=0)
    for subject in (subject_of(request), EVERYBODY):
        count(subject, minute)


def prune(now: datetime) -> int:
    """Removes the rows that no longer count; gives back how many."""
    return Throttle.objects.filter(minute_at__lte=now - OVERALL_WINDOW - MINUTE).delete()[0]


def count(subject: str, minute: datetime) -> None:
    """Adds one to what happened in a minute."""
    # The row is made without counting, whoever comes first; then the database itself adds one. No count gets lost
    # between processes, and neither statement can fail on the other.
    Throttle.objects.bulk_create([Throttle(subject=subject, minute_at=minute)], ignore_conflicts=True)
    Throttle.objects.filter(subject=subject, minute_at=minute).update(wrong=F("wrong") + 1)


def subject_of(request: HttpRequest, what: str = "address") -> str:
    """The keyed hash of where a request comes from; requests without a known address share one.

    Another ``what`` counts apart: it has nothing to do with codes.
    """
    return lookup(what, _place(request.META.get("REMOTE_ADDR", "")))


def _place(address: str) -> str:
    """An address as one place: an IPv6 connection hands out a whole /64, so that counts as one."""
    try:
        known = ip_address(address.split("%")[0])
    except ValueError:
        return "unknown"
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
