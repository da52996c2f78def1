"""What every test has: a cast of people around one location, and a client signed in as one of them."""

from dataclasses import dataclass

import pytest
from django.test import Client

from questionnaires.models import AnswerSheet, Scan
from tests import factories
from tests.rounds import open_round_, round_  # noqa: F401 - fixtures for all tests
from wolscan.models import Location, User
from wolscan.permissions import Role


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Marks what uses the database: the run on PostgreSQL leaves out the pure rules, which know no database."""
    for item in items:
        if {"db", "transactional_db"} & set(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@dataclass
class Cast:
    """One location with the people around it, and a stranger's location that must never show."""

    location: Location
    coordinator: User
    quality_officer: User
    adviser: User
    other_adviser: User
    programme_office: User
    administrator: User
    stranger: User
    strangers_location: Location
    scan: Scan
    sheet: AnswerSheet
    strangers_scan: Scan


@pytest.fixture
def cast(db) -> Cast:
    """The fixed cast: an open scan at De Linde, another at the stranger's De Eik."""
    location = factories.make_location()
    strangers_location = factories.make_location("De Eik", "Stichting Eikenhof")
    adviser = factories.make_with_role(Role.ADVISER)
    scan = factories.make_scan(location, adviser)
    return Cast(
        location=location,
        coordinator=factories.make_coordinator(location),
        quality_officer=factories.make_quality_officer(location.organisation),
        adviser=adviser,
        other_adviser=factories.make_with_role(Role.ADVISER, "Bas Anders"),
        programme_office=factories.make_with_role(Role.PROGRAMME_OFFICE, "Petra Programma"),
        administrator=factories.make_with_role(Role.ADMINISTRATOR, "Bo Beheer"),
        stranger=factories.make_coordinator(strangers_location, "Vera Vreemd"),
        strangers_location=strangers_location,
        scan=scan,
        sheet=factories.team_sheet(scan),
        strangers_scan=factories.make_scan(strangers_location),
    )


@pytest.fixture
def as_user():
    """A client that is signed in as somebody: ``as_user(cast.coordinator).get(...)``."""

    def sign_in(user: User, **defaults: str) -> Client:
        client = Client(**defaults)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
