"""The scans the programme office assigns, and the advisers it can choose from."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.utils import timezone

from questionnaires.models import ENDED, FINAL, Assignment, Scan, State
from wolscan.models import Organisation, Region, User
from wolscan.permissions import advisers
from wolscan.places.queries import regions_with_places

#: What the list shows: running scans without an adviser, all running ones, or the last confirmed scan of each location.
WITHOUT, RUNNING, CONFIRMED = "zonder", "lopend", "vastgesteld"
#: States in which a scan waits for its adviser.
WAITS = frozenset({State.INGEDIEND, State.IN_BEOORDELING})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which scans somebody asks for; what is empty does not matter."""

    shown: str = WITHOUT
    text: str = ""
    region: int | None = None
    adviser: int | None = None


def scans_to_assign(wanted: Wanted) -> QuerySet[Scan]:
    """Scans in the order in which they need an adviser: sent in and without one on top, longest waiting first."""
    scans = _shown(wanted).select_related("location__organisation", "location__region", "adviser")
    if wanted.shown == CONFIRMED:  # all of them were sent in, and none waits: an index gives this order
        return scans.order_by("submitted_at", "opened_on", "pk")
    is_without = Q(state__in=WAITS, adviser=None)
    order = Case(
        When(is_without, then=Value(0)),
        When(state__in=WAITS, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return scans.order_by(order, F("submitted_at").asc(nulls_last=True), "opened_on", "pk")


def _shown(wanted: Wanted) -> QuerySet[Scan]:
    running = Q() if wanted.shown == CONFIRMED else Q(state__in=sorted(set(State) - ENDED))
    conditions = {
        WITHOUT: Q(adviser=None),
        RUNNING: Q(),
        CONFIRMED: Q(state__in=FINAL, repeat=None),
    }
    found = Scan.objects.filter(running & conditions[wanted.shown])
    if wanted.text:
        organisations = Organisation.objects.order_by().filter(name__icontains=wanted.text)
        found = found.filter(Q(location__name__icontains=wanted.text) | Q(location__organisation__in=organisations))
    if wanted.region is not None:
        found = found.filter(location__region=wanted.region)
    if wanted.adviser is not None:
        found = found.filter(adviser=wanted.adviser)
    return found


def assignable() -> QuerySet[Scan]:
    """Scans that can be given to an adviser: also when they are being followed up, not when they were withdrawn."""
    return Scan.objects.exclude(state=State.VERVALLEN)


def scan_to_assign(scan: UUID) -> Scan:
    """One scan for the programme office; else 404."""
    scans = assignable().select_related("location__organisation", "location__region", "adviser")
    found: Scan = get_object_or_404(scans, pk=scan)
    return found


def history(scan: Scan) -> list[Assignment]:
    """Who guided a scan, from the first to the last."""
    return list(Assignment.objects.filter(scan=scan).select_related("old", "new", "by"))


def days_waiting(scan: Scan, today: date) -> int | None:
    """How many days a scan waits for its adviser; ``None`` where it does not."""
    if scan.state not in WAITS or scan.submitted_at is None:
        return None
    return (today - timezone.localdate(scan.submitted_at)).days


def count_without_adviser() -> int:
    """How many running scans nobody guides yet."""
    return _shown(Wanted()).count()


def advisers_to_choose() -> QuerySet[User]:
    """Everybody who can be given a scan, by name."""
    return User.objects.filter(advisers()).distinct().order_by("name", "pk")


def regions_to_choose() -> QuerySet[Region]:
    """The regions in which there are locations, by name."""
    return regions_with_places()
