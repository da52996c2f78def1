"""How many locations got how far: counted by the database in one go, however many there are.

Nothing in here reads a level, an answer or a note; a test sees to it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, Max, Q, QuerySet, Sum, Value, When

from questionnaires.models import Application, Scan, State
from questionnaires.operations.queries import (
    Wanted,
    decisions_of,
    holds_before_a_scan,
    of_places,
    scans_here,
    scans_that_count,
)

#: The stages of the funnel in order.
STAGES = ("aangemeld", "open", "ingevuld", "gesprek", "ingediend", "vastgesteld", "actie", "herhaalscan")
#: Of these each holds those after it: a scan does not go back to before it was sent in, opened or confirmed.
_STEPS = ("open", "ingevuld", "gesprek", "ingediend", "vastgesteld", "actie")
_PREPARED = (State.AANGEMELD, State.VOORBEREIDING)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many locations are listed, and how many got how far (with the applications that wait)."""

    listed: int
    funnel: dict[str, int]


def counted(wanted: Wanted, now: datetime) -> Counted:
    """How many locations got how far, whatever their state is now. Three queries.

    *Ingevuld*: the round was closed, or the sheet was sent in. *Gesprek*: the day of the conversation has come, or the
    scan was sent in. A withdrawn scan counts nowhere. Each step holds those after it, so that of a location only the
    furthest is sought.
    """
    scans = Scan.objects.order_by()
    if wanted.filters:
        scans = scans.filter(location__in=_asked_for(wanted))
    again = Case(When(~Q(state=State.VERVALLEN), previous__isnull=False, then=Value(1)), default=Value(0))
    places = scans.values("location").annotate(furthest=Max(_step(now)), repeats=Max(again))
    steps = {name: Count("furthest", filter=Q(furthest__gte=place)) for place, name in enumerate(_STEPS, start=1)}
    found = places.aggregate(places=Count("furthest"), herhaalscan=Sum("repeats", default=0), **steps)
    listed = found.pop("places") + _without_scan(wanted)
    return Counted(listed, {key: found.get(key, 0) for key in STAGES} | {"aangemeld": listed + _waiting(wanted)})


def _asked_for(wanted: Wanted) -> QuerySet[Any]:
    """The keys of the locations whose scans are counted. Of a scan nothing need be asked if only names are."""
    of_scans = wanted.state or wanted.adviser is not None or wanted.tier or wanted.route
    return scans_that_count(wanted).values("location") if of_scans else of_places(wanted).values("pk")


def _step(now: datetime) -> Case:
    """The furthest of ``_STEPS`` that a scan came to, from 1; 0 for one that was prepared or withdrawn."""
    place = {name: Value(number) for number, name in enumerate(_STEPS, start=1)}
    return Case(
        When(state=State.VERVALLEN, then=Value(0)),
        When(state=State.OPVOLGING, then=place["actie"]),
        When(state=State.VASTGESTELD, then=place["vastgesteld"]),
        When(Exists(decisions_of("pk")), then=place["vastgesteld"]),  # confirmed once, and reopened
        When(submitted_at__isnull=False, then=place["ingediend"]),
        When(state=State.GESPREK, meets_at__lte=now, then=place["gesprek"]),
        When(state=State.GESPREK, then=place["ingevuld"]),
        When(state__in=_PREPARED, then=Value(0)),
        default=place["open"],
        output_field=IntegerField(),
    )


def _without_scan(wanted: Wanted) -> int:
    """How many of the locations were admitted and never had a scan."""
    if not holds_before_a_scan(wanted):
        return 0
    came = Application.objects.order_by().filter(state=Application.State.ADMITTED, location__isnull=False)
    if wanted.route:
        came = came.filter(route=wanted.route)
    return of_places(wanted).filter(~Exists(scans_here()), pk__in=came.values("location")).count()


def _waiting(wanted: Wanted) -> int:
    """Applications that nobody decided yet: they have no location, so only some filters hold for them."""
    if not holds_before_a_scan(wanted):
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
