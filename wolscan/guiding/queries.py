"""Which guides somebody sees on the start page: those of the own roles that were not put away."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from wolscan.guiding.guides import GUIDES, Step
from wolscan.models import Location, User
from wolscan.permissions import roles_now


@dataclass(frozen=True, slots=True)
class Line:
    """One step as the page shows it; without an address where there is no place yet."""

    title: str
    hint: str
    url: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What somebody can do in one role. ``role`` is its key, ``label`` its name, ``manual`` the name of its manual."""

    role: str
    label: str
    lines: list[Line]
    manual: str


#: The manual of each role, by the name of its file.
MANUALS = {
    "coordinator": "coordinator",
    "quality_officer": "kwaliteitsfunctionaris",
    "adviser": "adviseur",
    "programme_office": "programmabureau",
    "administrator": "beheerder",
}


def guides_of(user: User) -> list[Guide]:
    """The guides of the roles as which somebody looks now, without those that were put away."""
    roles = [role for role in roles_now(user) if role.value not in user.guides_seen]
    if not roles:
        return []
    place = _first_place(user, (step for role in roles for step in GUIDES[role.value]))
    return [
        Guide(role.value, str(role.label), [_line(step, place) for step in GUIDES[role.value]], MANUALS[role.value])
        for role in roles
    ]


def _first_place(user: User, steps: Iterable[Step]) -> UUID | None:
    """The first location of somebody, asked only where a step leads there."""
    if not any(step.at_place for step in steps):
        return None
    return Location.objects.visible_to(user).filter(closed_on=None).values_list("pk", flat=True).first()


def _line(step: Step, place: UUID | None) -> Line:
    """Without a place there is nowhere to go, so no address."""
    if step.at_place and place is None:
        return Line(str(step.title), str(step.hint), "")
    return Line(str(step.title), str(step.hint), reverse(step.page, args=[place] if step.at_place else []))
