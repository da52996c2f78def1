"""Reads of places, for the programme office and for the people of a location."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from wolscan.jobs.models import Job
from wolscan.models import Location, LocationChange, Organisation, Region
from wolscan.pages import ordered_by
from wolscan.permissions import Permission, can, can_everywhere
from wolscan.places.clearing import CHECK

OPEN, CLOSED, ALL = "open", "gesloten", "alle"
SORTS = {
    "locatie": "name",
    "organisatie": "organisation__name",
    "plaats": "place",
    "regio": "region__name",
    "bewoners": "residents",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which locations somebody asks for; what is empty does not matter."""

    text: str = ""
    region: int | None = None
    organisation: int | None = None
    shown: str = OPEN
    sort: str = ""

    @property
    def filters(self) -> bool:
        return bool(self.text or self.region is not None or self.organisation is not None)


def places(wanted: Wanted, today: date) -> QuerySet[Location]:
    """Locations with their organisation and region, sorted."""
    found = Location.objects.select_related("organisation", "region", "successor")
    if wanted.shown != ALL:
        closed = Q(closed_on__lte=today)
        found = found.filter(closed if wanted.shown == CLOSED else ~closed | Q(closed_on=None))
    if wanted.text:
        found = found.filter(named(wanted.text))
    if wanted.region is not None:
        found = found.filter(region=wanted.region)
    if wanted.organisation is not None:
        found = found.filter(organisation=wanted.organisation)
    return found.order_by(ordered_by(wanted.sort, SORTS, "name"), "name", "pk")


def named(text: str) -> Q:
    """The condition that a location, its place, its organisation or its key holds every word of a text."""
    condition = Q()
    for word in text.split():
        condition &= (
            Q(name__icontains=word)
            | Q(place__icontains=word)
            | Q(organisation__in=Organisation.objects.order_by().filter(name__icontains=word))
            | Q(outside_key__iexact=word)
        )
    return condition


def is_key(text: str) -> bool:
    """Whether a text can be the key of a location."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def place_to_keep(location: UUID) -> Location:
    """One location for the programme office; else 404."""
    rows = Location.objects.select_related("organisation", "region", "successor")
    found: Location = get_object_or_404(rows, pk=location)
    return found


def place_to_hand_on(user: Any, location: UUID) -> Location | None:
    """A location of which this person may name the coordinators; ``None`` for others."""
    found = Location.objects.select_related("organisation", "region", "successor").filter(pk=location).first()
    if found is None:
        return None
    may = can_everywhere(user, Permission.KEEP_PLACES) or can(user, Permission.HAND_ON, location=found)
    return found if may else None


def history(location: Location) -> list[LocationChange]:
    """What happened to a location, the last first."""
    return list(location.changes.select_related("by", "other").order_by("-at", "-pk"))


def merged_into(location: Location) -> list[Location]:
    """The locations that go on in this one."""
    return list(location.merged_from.order_by("name"))


def regions_with_places() -> QuerySet[Region]:
    """The regions in which there are locations, by name."""
    return Region.objects.filter(Exists(Location.objects.filter(region=OuterRef("pk")))).order_by("name", "pk")


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("name", "pk")


def all_regions() -> QuerySet[Region]:
    """Every region that ever was, parts after the whole, with the number of its locations."""
    here = Location.objects.order_by().filter(region=OuterRef("pk")).values("region")
    counted = Coalesce(Subquery(here.annotate(count=Count("pk")).values("count")), 0)
    found = Region.objects.select_related("parent").annotate(count=counted)
    return found.order_by("name", "valid_from", "pk")


def check_to_see(check: UUID) -> Job:
    """A file that was checked, without its content; else 404."""
    found: Job = get_object_or_404(Job.objects.defer("file").filter(kind=CHECK), pk=check)
    return found
