"""What every test has: a cast of people around one location, and a client signed in as one of them."""

import random
from dataclasses import dataclass
from itertools import groupby

import pytest
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.dispatch import receiver
from django.test import Client, TransactionTestCase
from django.test.utils import setup_databases, teardown_databases

from questionnaires.models import AnswerSheet, Scan
from tests import factories
from tests.emptying import empty_database
from tests.kept import kept_begin
from tests.rounds import open_round_, round_  # noqa: F401 - fixtures for all tests
from wolscan.accounts.steps import MARK
from wolscan.models import Location, User
from wolscan.permissions import Role


def pytest_addoption(parser):
    parser.addoption("--order", help="reversed, or a number to shuffle by; the tests of a file stay together")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Marks what uses the database: the run on PostgreSQL leaves out the pure rules, which know no database.

    And what others see of it, in other processes or threads: that waits, and is waited for (``script/test``).
    """
    if order := config.getoption("order"):
        items[:] = reordered(items, order)
    for item in items:
        asked = item.get_closest_marker("django_db")
        if {"db", "transactional_db"} & set(item.fixturenames) or asked:
            item.add_marker(pytest.mark.database)
        if {"transactional_db", "live_server"} & set(item.fixturenames) or (asked and asked.kwargs.get("transaction")):
            item.add_marker(pytest.mark.committed)


def reordered(items, order):
    """All tests in another order: none may lean on one before it (``script/prove r11``)."""
    if order == "reversed":
        return items[::-1]
    chance = random.Random(order)
    files = [list(tests) for _path, tests in groupby(items, key=lambda item: item.path)]
    for tests in files:
        chance.shuffle(tests)
    chance.shuffle(files)
    return [test for tests in files for test in tests]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The test database, for whatever asks for this fixture; nobody holds it when it is taken down.

    The one of pytest-django makes it only if a selected test has the mark for it: a world that is kept for a whole
    module would else be written to the database of the site. And a page a browser had asked for may still be answered
    when the last test is over; PostgreSQL then refuses to drop the database and the run counts as failed, although
    every test passed.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        connection.close()
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {connection.ops.quote_name(name)} WITH ALLOW_CONNECTIONS false")
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests():
    """What a test kept is gone before the next; see tests/emptying.py."""
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: empty_database()
    yield
    TransactionTestCase._fixture_teardown = flush


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
@kept_begin
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


@receiver(user_logged_in)
def pass_second_step(request, user, **kwargs):
    """Who a test signs in without the login page (``force_login``) has shown the second step as well.

    Such a sign-in comes with an empty request, without a method. Whoever comes by the login page meets the gate.
    """
    if request.method is None:
        request.session[MARK] = user.pk


@pytest.fixture
def as_user():
    """A client that is signed in as somebody: ``as_user(cast.coordinator).get(...)``."""

    def sign_in(user: User, **defaults: str) -> Client:
        client = Client(**defaults)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
