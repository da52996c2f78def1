"""The people of the demo: one account for each role, and advisers for the other scans."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib.auth.hashers import make_password

from scoring.demo.draw import OF_COORDINATOR, OrganisationPlan
from scoring.demo.names import ADVISERS
from wolscan.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from wolscan.models import Membership, Organisation, User
from wolscan.permissions import Role

_EVERYWHERE = (Role.ADVISER, Role.PROGRAMME_OFFICE, Role.ADMINISTRATOR)


def make_accounts() -> tuple[User, list[User]]:
    """The coordinator, and the advisers: first the one whose account is shown. Makes who is not there yet."""
    password = make_password(DEMO_PASSWORD)  # hashed once: hashing is slow on purpose
    people = {account.role: _user(account.email, account.name, password) for account in DEMO_ACCOUNTS}
    others = [_user(f"adviseur{number}@demo.example", name, password) for number, name in enumerate(ADVISERS, start=2)]
    for role in _EVERYWHERE:
        Membership.objects.get_or_create(user=people[role], role=role)
    for adviser in others:
        Membership.objects.get_or_create(user=adviser, role=Role.ADVISER)
    return people[Role.COORDINATOR], [people[Role.ADVISER], *others]


def give_places(plan: OrganisationPlan, organisation: Organisation) -> None:
    """Gives the coordinator the locations of the first organisation made for it, the quality officer the whole."""
    shown = {account.role: account.email for account in DEMO_ACCOUNTS}
    quality = User.objects.get(email=shown[Role.QUALITY_OFFICER])
    Membership.objects.get_or_create(user=quality, role=Role.QUALITY_OFFICER, organisation=organisation)
    coordinator = User.objects.get(email=shown[Role.COORDINATOR])
    for location in places_of_coordinator(plan):
        Membership.objects.get_or_create(user=coordinator, role=Role.COORDINATOR, location_id=location)


def places_of_coordinator(plan: OrganisationPlan) -> list[UUID]:
    """The locations of the demo's coordinator, as far as the population is large enough to have them."""
    return [location.id for location in plan.locations if location.place in OF_COORDINATOR]


def _user(email: str, name: str, password: str) -> User:
    fields: Mapping[str, str] = {"name": name, "password": password}
    user, _ = User.objects.get_or_create(email=email, defaults=fields)
    return user
