"""Reads of applications, and the known organisations and locations that an application may mean."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any
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
#: Of more names than this only those are compared that share the beginning of a word; never more than so many.
ALL, COMPARED = 5_000, 1_000
_BEGINNING = 3


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
    """What is known already under names like these, or what ``text`` finds."""
    names = _names(Organisation.objects.all(), application.organisation_name)
    alike = _most_alike(application.organisation_name, names)
    best = sorted(alike, key=lambda pk: -alike[pk])[:OFFERED]
    organisations = Organisation.objects.in_bulk(best)
    ranked = [organisations[pk] for pk in best if pk in organisations]
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
    nearby = _names(open_.filter(place__iexact=application.place), application.location_name)
    alike = _most_alike(application.location_name, nearby | _names(open_, application.location_name))
    best = sorted(alike, key=lambda pk: -alike[pk] - (pk in nearby))[: 2 * OFFERED]
    found = open_.in_bulk(best)
    here = open_.filter(organisation__in=organisations, place__iexact=application.place)
    found |= {place.pk: place for place in here[: 2 * OFFERED]}

    def likeness(place: Location) -> float:
        bonus = (place.organisation_id in organisations) + (place.place.casefold() == application.place.casefold())
        return alike.get(place.pk, 0) + bonus

    return sorted(found.values(), key=lambda place: (-likeness(place), place.name))[:OFFERED]


def _names(rows: QuerySet[Any], name: str) -> dict[Any, str]:
    """The names of some rows by key: all of them, or of very many those that may be like a name."""
    rows = rows.order_by()
    every = dict(rows.values_list("pk", "name")[: ALL + 1])
    if len(every) <= ALL:
        return every
    condition = Q()
    for word in _telling(name).split():
        condition |= Q(name__icontains=word[:_BEGINNING])
    same = dict(rows.filter(name=name).values_list("pk", "name")[:COMPARED])
    return same | dict(rows.filter(condition).values_list("pk", "name")[:COMPARED]) if condition else same


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
    return _telling(name).replace(" ", "")


def _telling(name: str) -> str:
    """The words of a name that tell something, plainly written; all of them where none does."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9 ]", "", _COMMON.sub(" ", plain)).split()
    return " ".join(words or re.sub(r"[^a-z0-9 ]", "", plain).split())
