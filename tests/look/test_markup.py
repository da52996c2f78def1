"""Every page of everybody, as text: valid, in order, with names for what is asked, and in one language."""

import pytest

from tests.look.markup import faults, parsed
from tests.look.pages import LANGUAGES, PEOPLE, address, doors_of, rows_once
from tests.look.tongue import leaks

#: Every page is opened on both databases by tests/wolscan/test_access.py.
pytestmark = pytest.mark.drawn


@pytest.mark.parametrize("person", PEOPLE)
def test_pages_are_valid_and_in_dutch(world, look, db, person):
    wrong = {}
    for row in doors_of(person):
        if page := look(person, address(world, row)):
            wrong[f"{row.name}-{row.stage}"] = faults(page) + leaks(parsed(page)[0])

    assert [f"{name}: {one}" for name, found in wrong.items() for one in found] == []


@pytest.mark.parametrize("person", PEOPLE)
def test_pages_are_in_english_for_who_chose_it(world, look, db, person):
    wrong = {}
    for row in rows_once(person):
        if page := look(person, address(world, row), "en"):
            wrong[f"{row.name}-{row.stage}"] = leaks(parsed(page)[0])

    assert [f"{name}: {one}" for name, found in wrong.items() for one in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_the_other_language_is_seen(language):
    texts = {"nl": "<p>Opslaan en later verder</p>", "en": "<p>Save and continue later</p>"}
    own, other = (
        f'<!doctype html><html lang="{language}">{text}' for text in (texts[language], texts[_other(language)])
    )

    assert leaks(parsed(own)[0]) == []
    assert leaks(parsed(other)[0]) != []


def _other(language):
    return "en" if language == "nl" else "nl"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>Een</h1><h3>Drie</h3>", "h3 'Drie' after h1"),
        ('<h1>Een</h1><p id="a"></p><p id="a"></p>', "id 'a' stands 2 times"),
        ("<h1>Een</h1><table><tr><th>A</th></tr></table>", "table without caption: A"),
        (
            '<h1>Een</h1><table><caption>C</caption><tr><th scope="row">1. A</th>'
            "<td><figure><figcaption>A</figcaption></figure></td></tr></table>",
            "'A' is read out twice in its row",
        ),
        ('<h1>Een</h1><input type="radio" name="r">', "radio 'r' in no fieldset with a legend"),
        ('<h1>Een</h1><label for="b">B</label>', "for names 'b', which is not there"),
        ("<h1>Een</h1><p><div></p></div>", "unexpected-end-tag"),
        ('<h1>Een</h1><a href="/a">Wijzig</a> <a href="/b">Wijzig</a>', "2 links are called 'Wijzig'"),
        ('<h1>Een</h1><a href="/a">Wijzig<span class="visually-hidden">: A</span></a>', "space before a sign"),
        ("", "0 headings h1"),
    ],
)
def test_a_fault_in_the_markup_is_seen(body, fault):
    page = f'<!doctype html><html lang="nl"><head><title>T · W</title></head><body><main>{body}</main></body></html>'

    assert [found for found in faults(page) if fault in found] != []
    assert faults(page.replace(body, "<h1>Een</h1>", 1) if body else page.replace("<main>", "<main><h1>Een</h1>")) == []
