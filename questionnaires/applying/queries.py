"""Reads of applications, and the known organisations and locations that an application may mean."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from questionnaires.models import Application
from wolscan.models import Location, Organisation
from wolscan.places.queries import named

#: Words that many names have and that tell nothing.
_COMMON = re.compile(
    r"\b(stichting|zorggroep|zorg|woonzorgcentrum|woonzorg|verpleeghuis|centrum|locatie|huize|de|het|groep|voor|en)\b"
)
#: From which likeness a name is offered, and how many are.
LIKE, OFFERED = 0.72, 5


@dataclass(frozen=True, slots=True)
class Near:
    """What an application may mean, most alike first."""

    locations: list[Location]
    organisations: list[Organisation]
    same_organisation: Organisation | None


def applications(state: str) -> QuerySet[Application]:
    """Applications in a state: those that wait oldest first, decided ones newest first."""
    found = Application.objects.filter(state=state).select_related("region", "location", "decided_by")
    return found.order_by("applied_at", "pk") if state == Application.State.NEW else found.order_by("-decided_at", "pk")


def application_to_decide(application: UUID) -> Application:
    """One application; else 404."""
    rows = Application.objects.select_related("region", "location__organisation", "decided_by")
    found: Application = get_object_or_404(rows, pk=application)
    return found


def count_new() -> int:
    """How many applications wait."""
    return Application.objects.filter(state=Application.State.NEW).count()


def days_waiting(application: Application, today: date) -> int:
    return (today - timezone.localdate(application.applied_at)).days


def near(application: Application, text: str = "") -> Near:
    """What is known already under names like these, or what ``text`` finds. Three queries."""
    organisations = list(Organisation.objects.order_by("name"))
    alike = _most_alike(application.organisation_name, {found.pk: found.name for found in organisations})
    ranked = sorted((o for o in organisations if o.pk in alike), key=lambda o: -alike[o.pk])[:OFFERED]
    exact = reduced(application.organisation_name)
    return Near(
        locations=_locations(application, [found.pk for found in ranked], text),
        organisations=ranked,
        same_organisation=next((found for found in ranked if exact and reduced(found.name) == exact), None),
    )


def _locations(application: Application, organisations: list[int], text: str) -> list[Location]:
    """Open locations with a like name, or of a like organisation in the same place."""
    open_ = Location.objects.filter(closed_on=None).select_related("organisation", "region")
    if text:
        return list(open_.filter(named(text)).order_by("name", "pk")[: 2 * OFFERED])
    names = dict(open_.values_list("pk", "name"))
    alike = _most_alike(application.location_name, names)
    here = Q(organisation__in=organisations, place__iexact=application.place)
    best = sorted(alike, key=lambda pk: -alike[pk])[: 2 * OFFERED]
    found = list(open_.filter(Q(pk__in=best) | here)[: 4 * OFFERED])

    def likeness(place: Location) -> float:
        bonus = (place.organisation_id in organisations) + (place.place.casefold() == application.place.casefold())
        return alike.get(place.pk, 0) + bonus

    return sorted(found, key=lambda place: (-likeness(place), place.name))[:OFFERED]


def _most_alike(name: str, names: dict[object, str]) -> dict[object, float]:
    """How much each name is like one, for those that are enough."""
    wanted = reduced(name)
    if not wanted:
        return {}
    matcher = SequenceMatcher(b=wanted)
    found = {}
    for key, other in names.items():
        matcher.set_seq1(reduced(other))
        if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE:
            found[key] = matcher.ratio()
    return found


def reduced(name: str) -> str:
    """A name without accents, capitals, signs and the words that tell nothing."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]", "", _COMMON.sub(" ", plain)) or re.sub(r"[^a-z0-9]", "", plain)
