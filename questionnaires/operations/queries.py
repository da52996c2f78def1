"""Reads for the programme office: locations that take part, with where their scan stands.

Nothing in here reads a level, an answer or a note; a test sees to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from questionnaires.models import FINAL, Application, DateChange, Scan, State
from wolscan.models import Location
from wolscan.pages import ordered_by
from wolscan.places.queries import named

#: The filter for locations that were admitted and have not begun; the other states are those of a scan.
REGISTERED = State.AANGEMELD.value
SORTS = {
    "locatie": "name",
    "organisatie": "organisation__name",
    "regio": "region__name",
    "status": "state_place",
    "gestart": "opened_on",
    "vastgesteld": "confirmed_on",
    "adviseur": "adviser_name",
    "ondersteuning": "tier",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which locations somebody asks for; what is empty does not matter."""

    text: str = ""
    region: int | None = None
    adviser: int | None = None
    state: str = ""
    tier: str = ""
    route: str = ""
    sort: str = ""

    @property
    def filters(self) -> bool:
        return any([self.text, self.region is not None, self.adviser is not None, self.state, self.tier, self.route])


def taking_part(wanted: Wanted) -> QuerySet[Location]:
    """Locations with a scan, or admitted to have one; each with the key of the scan that counts (``scan_key``)."""
    fits = _of_scan(wanted)
    if holds_before_a_scan(wanted):
        fits |= Q(scan_key=None) & _of_application(wanted)
    found = _beside_scan(of_places(wanted)).filter(fits)
    return with_tier(found).filter(tier=wanted.tier) if wanted.tier else found


def holds_before_a_scan(wanted: Wanted) -> bool:
    """Whether what has no scan yet may be among what is wanted: it has no adviser, no further state and no tier."""
    return wanted.adviser is None and wanted.state in {"", REGISTERED} and not wanted.tier


def _beside_scan(places: QuerySet[Location]) -> QuerySet[Location]:
    """Each location beside the scan that counts, or beside none: one join, and all that is asked hangs on it.

    That is the newest scan that was not withdrawn, else the newest. Only what these names stand for may be asked:
    a condition on ``scans`` itself would join the scans once more.
    """
    names = {"scan_key": "pk", "state_now": "state", "adviser_now": "adviser", "route_now": "route"}
    found = places.annotate(**{name: F(f"scans__{field}") for name, field in names.items()})
    found = found.annotate(opened_on=F("scans__opened_on"), confirmed_on=F("scans__confirmed_on"))
    others = Scan.objects.order_by().filter(location=OuterRef("pk"))
    newer = Q(opened_on__gt=OuterRef("opened_on")) | Q(opened_on=OuterRef("opened_on"), pk__gt=OuterRef("scan_key"))
    kept = ~Q(state=State.VERVALLEN)
    counts = ~Q(state_now=State.VERVALLEN) & ~Exists(others.filter(newer, kept))
    counts |= Q(state_now=State.VERVALLEN) & ~Exists(others.filter(newer | kept))
    return found.filter(Q(scan_key=None) | counts)


def scans_that_count(wanted: Wanted) -> QuerySet[Scan]:
    """The same scans by themselves, of the locations that somebody asks for: what is counted of very many."""
    others = Scan.objects.order_by().filter(location=OuterRef("location"))
    newer = Q(opened_on__gt=OuterRef("opened_on")) | Q(opened_on=OuterRef("opened_on"), pk__gt=OuterRef("pk"))
    kept = ~Q(state=State.VERVALLEN)
    counts = kept & ~Exists(others.filter(newer, kept))
    counts |= Q(state=State.VERVALLEN) & ~Exists(others.filter(newer | kept))
    names = {"scan_key": F("pk"), "state_now": F("state"), "adviser_now": F("adviser"), "route_now": F("route")}
    found = Scan.objects.order_by().annotate(**names).filter(counts, _of_scan(wanted, "location"))
    if wanted.text or wanted.region is not None:
        found = found.filter(location__in=of_places(wanted).values("pk"))
    return with_tier(found).filter(tier=wanted.tier) if wanted.tier else found


def _of_scan(wanted: Wanted, place: str = "pk") -> Q:
    """What is asked of the scan that counts."""
    found = Q(scan_key__isnull=False)
    if wanted.state:
        found &= Q(state_now=wanted.state)
    if wanted.adviser is not None:
        found &= Q(adviser_now=wanted.adviser)
    if wanted.route:
        found &= Q(route_now=wanted.route) | Exists(admitted_here(place).filter(route=wanted.route))
    return found


def _of_application(wanted: Wanted) -> Q:
    """What is asked of a location without a scan: that it was admitted, perhaps by one way."""
    return Q(Exists(admitted_here().filter(route=wanted.route) if wanted.route else admitted_here()))


def of_places(wanted: Wanted) -> QuerySet[Location]:
    """Locations that fit by their place and name, whether or not they take part."""
    found = Location.objects.all()
    if wanted.text:
        found = found.filter(named(wanted.text))
    return found if wanted.region is None else found.filter(region=wanted.region)


def scans_here() -> QuerySet[Scan]:
    """The scans of a location, newest first."""
    return Scan.objects.filter(location=OuterRef("pk")).order_by("-opened_on", "-pk")


def admitted_here(place: str = "pk") -> QuerySet[Application]:
    """The applications by which a location was admitted; ``place`` leads to it from the query around this."""
    return Application.objects.filter(location=OuterRef(place), state=Application.State.ADMITTED)


def with_tier(found: QuerySet[Any]) -> QuerySet[Any]:
    """The support that was decided last, of a scan that is final: ``tier``."""
    last = decisions_of("scan_key").order_by("-at", "-pk").values("tier")[:1]
    return found.annotate(tier=Case(When(state_now__in=FINAL, then=Subquery(last))))


def decisions_of(scan: str) -> QuerySet[Any]:
    """What was decided about the scan with the key in this field of the query around it."""
    decisions = Scan._meta.get_field("decisions").related_model
    return decisions.objects.filter(scan=OuterRef(scan))


def sorted_by(locations: QuerySet[Location], sort: str) -> QuerySet[Location]:
    """The locations of ``taking_part`` in the order that was asked for; only what is sorted by is read for it."""
    key = sort.removeprefix("-")
    if key == "status":
        order = [When(state_now=state, then=Value(place)) for place, state in enumerate(State.values)]
        locations = locations.annotate(state_place=Case(*order, output_field=IntegerField()))
    elif key == "adviseur":
        locations = locations.annotate(adviser_name=F("scans__adviser__name"))
    elif key == "ondersteuning":
        locations = with_tier(locations)
    return locations.order_by(ordered_by(sort, SORTS, "name"), "name", "pk").select_related("organisation", "region")


def in_this_order(keys: Iterable[UUID]) -> list[Location]:
    """The locations with these keys, each with its ``scan_key``."""
    wanted = list(keys)
    found = _beside_scan(Location.objects.filter(pk__in=wanted)).select_related("organisation", "region")
    by_key = {place.pk: place for place in found}
    return [by_key[key] for key in wanted if key in by_key]


def scans_by_key(keys: list[object]) -> dict[object, Scan]:
    """The scans of some rows, with adviser, decisions and why the round was extended. Three queries."""
    extended = DateChange.objects.filter(field="closes_on", new__isnull=False).order_by("at", "pk")
    scans = Scan.objects.filter(pk__in=[key for key in keys if key]).select_related("adviser")
    scans = scans.prefetch_related("decisions", Prefetch("date_changes", extended, to_attr="extensions"))
    return {scan.pk: scan for scan in scans}


def applications_by_location(keys: list[object]) -> dict[object, Application]:
    """The last application that was admitted, for each of some locations."""
    admitted = Application.objects.filter(location__in=keys, state=Application.State.ADMITTED)
    return {found.location_id: found for found in admitted.order_by("decided_at", "pk")}


def scans_of(location: Location) -> list[Scan]:
    """Every scan of a location, newest first, with its adviser."""
    return list(location.scans.select_related("adviser"))
