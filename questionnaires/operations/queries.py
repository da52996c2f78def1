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
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from questionnaires.models import FINAL, Application, DateChange, Scan, State
from wolscan.models import Location, User
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
#: So many are found sooner by walking through all of them in order than by seeking and sorting.
MANY = 2_000
_DAYS = ("gestart", "vastgesteld")
_DECIDED = "decisions__tier"


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


def taking_part(wanted: Wanted, *, many: bool = False) -> QuerySet[Location]:
    """Locations with a scan, or admitted to have one; each with the key of the scan that counts (``scan_key``).

    ``many`` tells that most of what is walked through fits, so that it is no use to seek what may fit first.
    """
    found = of_places(wanted).annotate(scan_key=_of_last("pk"))
    if wanted.state == REGISTERED:
        found = found.annotate(state_now=_of_last("state")).filter(Q(state_now=None) | Q(state_now=State.AANGEMELD))
    elif wanted.state:
        found = _with_last(found, "state", wanted.state, many)
    if wanted.adviser is not None:
        found = _with_last(found, "adviser", wanted.adviser, many)
    if wanted.route:
        came = admitted_here().filter(route=wanted.route)
        found = found.annotate(route_now=_of_last("route")).filter(Q(route_now=wanted.route) | Exists(came))
    if wanted.tier:
        had = Scan.objects.order_by().filter(**{_DECIDED: wanted.tier}, state__in=FINAL)
        found = _with_tier(found.filter(pk__in=had.values("location"))).filter(tier=wanted.tier)
    return found.filter(Exists(scans_here()) | Exists(admitted_here()))


def of_places(wanted: Wanted) -> QuerySet[Location]:
    """Locations that fit by their place and name, whether or not they take part."""
    found = Location.objects.all()
    if wanted.text:
        found = found.filter(named(wanted.text))
    return found if wanted.region is None else found.filter(region=wanted.region)


def scans_here() -> QuerySet[Scan]:
    """The scans of a location, newest first."""
    return Scan.objects.filter(location=OuterRef("pk")).order_by("-opened_on", "-pk")


def admitted_here() -> QuerySet[Application]:
    """The applications by which a location was admitted."""
    return Application.objects.filter(location=OuterRef("pk"), state=Application.State.ADMITTED)


def _of_last(field: str) -> Case | Coalesce:
    """A field of the scan that counts: the newest that was not withdrawn, else the newest.

    An index answers it (``scan_course``), as long as it holds the field.
    """
    kept, every = scans_here().exclude(state=State.VERVALLEN), scans_here()
    then, default = Subquery(kept.values(field)[:1]), Subquery(every.values(field)[:1])
    if not Scan._meta.get_field(field if field != "pk" else "id").null:
        return Coalesce(then, default)
    return Case(When(Exists(kept), then=then), default=default)


def _with_last(found: QuerySet[Location], field: str, value: object, many: bool) -> QuerySet[Location]:
    """Locations of which the scan that counts has this value; seen by itself, or among those that ever had such one."""
    if not many:
        had = Scan.objects.order_by().filter(**{field: value})
        found = found.filter(pk__in=had.values("location"))
    return found.annotate(**{f"{field}_now": _of_last(field)}).filter(**{f"{field}_now": value})


def _with_tier(found: QuerySet[Location]) -> QuerySet[Location]:
    """The support that was decided last, of a scan that is final."""
    last = decisions_of("scan_key").order_by("-at", "-pk").values("tier")[:1]
    decided = Case(When(state_decided__in=FINAL, then=Subquery(last)))
    return found.annotate(state_decided=_of_last("state")).annotate(tier=decided)


def decisions_of(scan: str) -> QuerySet[Any]:
    """What was decided about the scan with the key in this field of the query around it."""
    decisions = Scan._meta.get_field("decisions").related_model
    return decisions.objects.filter(scan=OuterRef(scan))


def sorted_by(locations: QuerySet[Location], sort: str) -> QuerySet[Location]:
    """The locations in the order that was asked for; only what is sorted by is read for it."""
    key = sort.removeprefix("-")
    if key == "status":
        order = [When(state_read=state, then=Value(place)) for place, state in enumerate(State.values)]
        locations = locations.annotate(state_read=_of_last("state"))
        locations = locations.annotate(state_place=Case(*order, output_field=IntegerField()))
    elif key == "adviseur":
        adviser = User.objects.filter(pk=OuterRef("adviser_read")).values("name")
        locations = locations.annotate(adviser_read=_of_last("adviser")).annotate(adviser_name=Subquery(adviser))
    elif key == "ondersteuning":
        locations = _with_tier(locations)
    elif key in _DAYS:
        locations = locations.annotate(**{SORTS[key]: _of_last(SORTS[key])})
    return locations.order_by(ordered_by(sort, SORTS, "name"), "name", "pk").select_related("organisation", "region")


def keys_of(wanted: Wanted, count: int) -> QuerySet[Location, UUID]:
    """The keys of the locations that somebody asks for, in the order that was asked for; ``count`` says how many."""
    return sorted_by(taking_part(wanted, many=count >= MANY), wanted.sort).values_list("pk", flat=True)


def in_this_order(keys: Iterable[UUID]) -> list[Location]:
    """The locations with these keys, each with its ``scan_key``."""
    wanted = list(keys)
    found = Location.objects.annotate(scan_key=_of_last("pk")).select_related("organisation", "region")
    by_key = {place.pk: place for place in found.filter(pk__in=wanted)}
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
