"""The world of all addresses, kept while its pages are looked at."""

import pytest
from django.db import transaction

from tests.faults.conftest import figures  # noqa: F401 - what script/prove prints
from tests.journeys.conftest import browser_type_launch_args  # noqa: F401 - the same browser as the journeys have
from tests.look.pages import is_file
from tests.wolscan.access_world import make_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once; nothing of it remains."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def look(world):
    """The page somebody gets at an address in a language, or nothing where it is no page: ``look(person, address)``."""

    def get(person: str, address: str, language: str = "nl") -> str:
        if is_file(address):
            return ""
        with transaction.atomic():
            client = world.browser(person)
            client.cookies["django_language"] = language
            answer = client.get(address)
            transaction.set_rollback(True)
        is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        return answer.content.decode() if is_page else ""

    return get
