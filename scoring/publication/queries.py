"""Reads of snapshots and periods."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, QuerySet

from scoring.models import Period, Snapshot

#: What only the disclosure control needs: pages leave it where it is.
HEAVY = ("control",)


def published() -> QuerySet[Snapshot]:
    """The published snapshots, oldest first, with everything."""
    return Snapshot.objects.filter(published_at__isnull=False).order_by("on")


def published_on(day: date) -> Snapshot | None:
    """The last snapshot that was published for a day on or before this one."""
    return published().filter(on__lte=day).defer(*HEAVY).last()


def days_published() -> list[date]:
    """The days for which there are published figures, newest first."""
    return list(published().order_by("-on").values_list("on", flat=True))


def snapshot_to_see(on: date) -> Snapshot | None:
    """The snapshot of exactly this day for the programme office: the published one, else the draft."""
    found = Snapshot.objects.filter(on=on).defer(*HEAVY).select_related("made_by", "published_by")
    return found.order_by(F("published_at").asc(nulls_last=True)).first()


def all_snapshots() -> QuerySet[Snapshot]:
    """Every snapshot, the newest day first, without its figures."""
    return Snapshot.objects.defer("tables", *HEAVY).select_related("made_by", "published_by").order_by("-on")


def last_published_on() -> date | None:
    """The day of the newest published figures."""
    return published().order_by("-on").values_list("on", flat=True).first()


def periods() -> Sequence[Period]:
    """All periods, the newest first."""
    return list(Period.objects.order_by("-counted_on"))
