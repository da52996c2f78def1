"""Every page of everybody, in both languages, past the Nu HTML checker; also how a page answers a form that is not
right, the pages for when something broke, mails, and what is laid out for print.

It asks for Java, so it is no part of script/test: ``script/prove html`` runs it.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from tests.look.pages import LANGUAGES, PEOPLE, address, doors_of
from tests.look.posted import forms, got, is_page, states
from wolscan import pdf
from wolscan.keeping import not_now

ROOT = Path(__file__).parents[2]
EMAILS = ROOT / "templates/emails"
#: Of a mail, words that its lines count.
WORDS = {"name": "Anna", "count": 2, "days": 3, "questions": 2, "locations": ["De Linde", "De Eik"]}
#: A mail is laid out with these: mail programmes know little else.
OF_MAILS = re.compile("The “(width|cellpadding|cellspacing|border)” attribute on the “table” element is obsolete")

#: Rows of a table become cards on a phone (``table--stacked``). Safari forgets then that they are a table, unless told
#: so; where no browser forgets it, these roles are only said twice.
OF_CARDS = re.compile("The “role” attribute must not be used on a “(td|th|tr)” element which has a “table” ancestor")


def test_checker_finds_nothing(world, db, tmp_path, monkeypatch, figures):
    written = {}
    for kind, found in (("pages", _pages(world, monkeypatch)), ("states", _states(world)), ("mails", _mails(world))):
        for name, text in found:
            (tmp_path / f"{kind}-{name.replace('/', '-')}.html").write_text(text)
            written[kind] = written.get(kind, 0) + 1
    wrong = _checked(tmp_path)
    figures(**written, faults=len(wrong))

    assert wrong == []


def _pages(world, monkeypatch) -> Iterator[tuple[str, str]]:
    """What everybody gets; of a PDF what it is made from."""
    laid_out: list[str] = []
    monkeypatch.setattr(pdf, "_pressed", lambda pages, drawings: laid_out.append(pages[0]) or b"")
    for language in LANGUAGES:
        for person in PEOPLE:
            for row in doors_of(person):
                laid_out.clear()
                answer = got(world, person, address(world, row), language)
                name = f"{row.name} {row.stage} {person} {language}"
                if is_page(answer):
                    yield name, answer.content.decode()
                yield from ((f"{name} pdf", page) for page in laid_out)


def _states(world) -> Iterator[tuple[str, str]]:
    known = list(forms(world))
    for language in LANGUAGES:
        for place, form in enumerate(known):
            yield from ((f"{place} {state}", state.page) for state in states(world, form, language))
        yield from _broken(language)


def _broken(language: str) -> Iterator[tuple[str, str]]:
    """The pages for when something is not there, is not allowed, or broke."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = language
    yield f"404 {language}", client.get("/nergens/").content.decode()
    yield f"csrf {language}", client.post("/meedoen/", {"code": "een twee"}).content.decode()
    asked = RequestFactory().post("/meedoen/", {"reason": "Een zin die niemand kwijt wil."})
    asked.csrf_processing_done = True
    with translation.override(language):
        yield f"503 typed {language}", not_now(asked).content.decode()
        for name in (400, 403, 429, 500, 503):
            yield f"{name} {language}", render_to_string(f"{name}.html")


def _mails(world) -> Iterator[tuple[str, str]]:
    """Each mail as it is built; most words that a mail is given are left out."""
    words = dict.fromkeys(("scan", "previous", "match", "location_key"), Key(world.scans["final"].pk.hex))
    for path in sorted(EMAILS.glob("[!_]*.html")):
        for language in LANGUAGES:
            with translation.override(language):
                yield f"{path.stem} {language}", render_to_string(f"emails/{path.name}", words | WORDS)


class Key(UUID):
    """The key of an object, that passes for the object."""

    @property
    def pk(self) -> UUID:
        return self


def _checked(folder: Path) -> list[str]:
    """What the checker says of the pages in a folder, each thing once with the first page it is on."""
    jar = subprocess.run([ROOT / "script/nu"], check=True, capture_output=True, text=True).stdout.strip()
    command = ["java", "-Xmx768m", "-jar", jar, "--errors-only", "--format", "json", "--exit-zero-always", folder]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stderr)["messages"]
    found: dict[str, list[str]] = {}
    for one in said:
        name = Path(one.get("url", "?")).name
        known = OF_CARDS.search(one["message"]) or (name.startswith("mails-") and OF_MAILS.search(one["message"]))
        if not known:
            found.setdefault(one["message"], []).append(f"{name}: {one.get('extract', '').strip()[:120]}")
    return [f"{message} ({len(places)} times) {places[0]}" for message, places in found.items()]
