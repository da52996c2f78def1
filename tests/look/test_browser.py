"""Every page in a real browser: axe, the edges of the screen, large letters, focus, and silence on the console.

In script/test every page is opened once, such that every pair of circumstances occurs; with WOLSCAN_PROVE=1 every page
of every kind of person in light, dark and forced colours, in both languages, on a phone and on a laptop.
"""

import itertools

import pytest
from django.test import TransactionTestCase
from pytest_django.live_server_helper import LiveServer

from tests.look.eye import Eye
from tests.look.pages import COMBINATIONS, PEOPLE, PROVE, address, doors_of, visits, ways
from tests.look.posted import forms, states
from tests.wolscan.access_world import make_world
from tests.wolscan.test_access import DOORS


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, emptied_between_tests):
    """One world and one server for all pages."""
    with django_db_blocker.unblock():
        world, server = make_world(), LiveServer("127.0.0.1")
        yield world, server.url, set()
        server.stop()
        TransactionTestCase("__init__")._fixture_teardown()


@pytest.fixture(params=PEOPLE)
def eye(request, browser, site):
    world, url, known = site
    opened = Eye(browser, url, world.cookies.get(request.param, ""), known)
    yield request.param, world, opened
    opened.close()


@pytest.mark.browser
def test_every_page_looks_right(eye, figures):
    person, world, opened = eye
    wrong = {str(visit): opened.look(visit, address(world, visit.row)) for visit in visits(person)}
    figures(looks=opened.looked)

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


@pytest.fixture(scope="module")
def known_forms(site, django_db_blocker):
    """The forms on all pages, or on those on which somebody does most."""
    world = site[0]
    doors = [(person, row) for person in PEOPLE for row in doors_of(person)]
    of_work = [(person, row) for person, row in doors if (row.name, row.stage) == WORK[person]]
    with django_db_blocker.unblock():
        return list(forms(world, doors if PROVE else of_work))


def answers(world, form, looks):
    """Every answer to a form with every look at it; those in one language are one answer."""
    for language, same in itertools.groupby(looks, key=lambda visit: visit.language):
        visits_of_it = list(same)
        for state in states(world, form, language):
            yield from ((state, visit) for visit in visits_of_it)


@pytest.mark.browser
def test_every_answer_to_a_form_looks_right(eye, known_forms, figures):
    person, world, opened = eye
    own = [form for form in known_forms if form.person == person]
    wrong = {}
    for place, form in enumerate(own):
        for state, visit in answers(world, form, ways(person, place)):
            wrong[f"{state} {visit}"] = opened.look_at_state(visit, state)
    figures(looks=opened.looked, forms=len(own))

    assert [f"{state}: {one}" for state, found in wrong.items() for one in found] == []


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
