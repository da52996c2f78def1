"""Reads for the programme office: locations that take part with where their scan stands, and the funnel.

Nothing in here reads a level, an answer or a note; a test sees to it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    Case,
    Count,
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
#: The stages of the funnel in order.
STAGES = ("aangemeld", "open", "ingevuld", "gesprek", "ingediend", "vastgesteld", "actie", "herhaalscan")
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
_PREPARED = (State.AANGEMELD, State.VOORBEREIDING, State.VERVALLEN)
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


def taking_part(wanted: Wanted) -> QuerySet[Location]:
    """Locations with a scan, or admitted to have one; each with the key of the scan that counts (``scan_key``)."""
    admitted = Application.objects.filter(location=OuterRef("pk"), state=Application.State.ADMITTED)
    found = Location.objects.annotate(scan_key=Subquery(_last_scan().values("pk")[:1]))
    found = found.filter(Q(scan_key__isnull=False) | Exists(admitted))
    if wanted.text:
        found = found.filter(named(wanted.text))
    if wanted.region is not None:
        found = found.filter(region=wanted.region)
    if wanted.state == REGISTERED:
        found = found.filter(Q(scan_key=None) | Exists(_scan(state=State.AANGEMELD)))
    elif wanted.state:
        found = found.filter(Exists(_scan(state=wanted.state)))
    if wanted.adviser is not None:
        found = found.filter(Exists(_scan(adviser=wanted.adviser)))
    if wanted.route:
        found = found.filter(Exists(_scan(route=wanted.route)) | Exists(admitted.filter(route=wanted.route)))
    if wanted.tier:
        found = found.annotate(tier=Subquery(_tier())).filter(tier=wanted.tier)
    return found


def _last_scan() -> QuerySet[Scan]:
    """The scans of a location of which the first counts: the newest that was not withdrawn, else the newest."""
    withdrawn = Case(When(state=State.VERVALLEN, then=Value(1)), default=Value(0), output_field=IntegerField())
    return Scan.objects.filter(location=OuterRef("pk")).order_by(withdrawn, "-opened_on", "-pk")


def _scan(**conditions: object) -> QuerySet[Scan]:
    return Scan.objects.filter(pk=OuterRef("scan_key"), **conditions)


def _tier() -> QuerySet[Scan]:
    """The support that was decided last, of a scan that is final."""
    return _scan(state__in=FINAL).order_by(F("decisions__at").desc(), F("decisions__pk").desc()).values(_DECIDED)[:1]


def sorted_by(locations: QuerySet[Location], sort: str) -> QuerySet[Location]:
    """The locations in the order that was asked for; only what is sorted by is read for it."""
    key = sort.removeprefix("-")
    order = [When(state=state, then=Value(place)) for place, state in enumerate(State.values)]
    columns = {
        "status": {"state_place": Subquery(_scan().values(place=Case(*order, output_field=IntegerField()))[:1])},
        "gestart": {"opened_on": Subquery(_scan().values("opened_on")[:1])},
        "vastgesteld": {"confirmed_on": Subquery(_scan().values("confirmed_on")[:1])},
        "adviseur": {"adviser_name": Subquery(_scan().values("adviser__name")[:1])},
        "ondersteuning": {"tier": Subquery(_tier())},
    }
    locations = locations.annotate(**columns.get(key, {}))
    return locations.order_by(ordered_by(sort, SORTS, "name"), "name", "pk").select_related("organisation", "region")


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


def funnel(wanted: Wanted, now: datetime) -> dict[str, int]:
    """How many locations got how far, whatever their state is now. Two queries.

    *Ingevuld*: the round was closed, or the sheet was sent in. *Gesprek*: the day of the conversation has come, or the
    scan was sent in. A withdrawn scan counts nowhere.
    """
    places = taking_part(wanted)
    sent_in = Q(submitted_at__isnull=False)
    past_round = Q(state=State.GESPREK) | sent_in
    reached = {
        "open": ~Q(state__in=_PREPARED),
        "ingevuld": past_round,
        "gesprek": sent_in | Q(state=State.GESPREK, meets_at__lte=now),
        "ingediend": sent_in,
        "vastgesteld": Q(state__in=FINAL) | Q(decisions__isnull=False),
        "actie": Q(state=State.OPVOLGING),
        "herhaalscan": Q(previous__isnull=False),
    }
    scans = Scan.objects.exclude(state=State.VERVALLEN).filter(location__in=places.values("pk"))
    counts = scans.aggregate(**{name: Count("location", distinct=True, filter=q) for name, q in reached.items()})
    return {"aangemeld": places.count() + _waiting(wanted)} | counts


def _waiting(wanted: Wanted) -> int:
    """Applications that nobody decided yet: they have no location, so only some filters hold for them."""
    if wanted.adviser is not None or wanted.state not in {"", REGISTERED} or wanted.tier:
        return 0
    found = Application.objects.filter(state=Application.State.NEW)
    if wanted.region is not None:
        found = found.filter(region=wanted.region)
    if wanted.route:
        found = found.filter(route=wanted.route)
    for word in wanted.text.split():
        named_so = Q(location_name__icontains=word) | Q(organisation_name__icontains=word) | Q(place__icontains=word)
        found = found.filter(named_so)
    return found.count()
