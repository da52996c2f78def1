"""Every page in a real browser: axe, the edges of the screen, large letters, focus, and silence on the console.

In script/test every page is opened once, such that every pair of circumstances occurs; with WOLSCAN_PROVE=1 every page
of every kind of person in light, dark and forced colours, in both languages, on a phone and on a laptop.
"""

import itertools

import pytest
from django.test import TransactionTestCase
from pytest_django.live_server_helper import LiveServer

from tests.look.eye import Eye
from tests.look.pages import COMBINATIONS, PEOPLE, address, visits
from tests.wolscan.access_world import make_world
from tests.wolscan.test_access import DOORS


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, events_go_between_tests):
    """One world and one server for all pages."""
    with django_db_blocker.unblock():
        world, server = make_world(), LiveServer("127.0.0.1")
        yield world, server.url
        server.stop()
        TransactionTestCase("__init__")._fixture_teardown()


@pytest.fixture(params=PEOPLE)
def eye(request, browser, site):
    world, url = site
    opened = Eye(browser, url, world.cookies.get(request.param, ""))
    yield request.param, world, opened
    opened.close()


@pytest.mark.browser
def test_every_page_looks_right(eye):
    person, world, opened = eye
    wrong = {str(visit): opened.look(visit, address(world, visit.row)) for visit in visits(person)}

    assert [f"{visit}: {one}" for visit, found in wrong.items() for one in found] == []


#: The page on which somebody does most.
WORK = {
    "anonymous": ("account_login", "-"),
    "coordinator": ("theme", "team"),
    "quality_officer": ("board", "talk"),
    "adviser": ("review", "review"),
    "programme_office": ("operations", "-"),
    "administrator": ("people", "-"),
    "respondent": ("question", "draft"),
    "typist": ("type_over", "paper"),
    "council": ("council_reaction", "talk"),
}


@pytest.mark.browser
def test_a_keyboard_reaches_everything(eye):
    person, world, opened = eye
    name, stage = WORK[person]

    assert opened.walk(world.address(DOORS[name], stage)) == []


def test_every_pair_of_circumstances_occurs():
    opened = {
        (visit.person, visit.scheme, visit.language, visit.width) for person in PEOPLE for visit in visits(person)
    }
    for first, second in itertools.combinations(range(4), 2):
        wanted = itertools.product(*({way[place] for way in opened} for place in (first, second)))
        assert {(way[first], way[second]) for way in opened} == set(wanted)
    assert {way[1:] for way in opened} == set(COMBINATIONS)
