"""What somebody meets who sends a form with nothing in it, or with what cannot be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from django.db import transaction
from django.http import HttpResponse
from django.urls import Resolver404, resolve

from tests.look.markup import parsed
from tests.look.pages import PEOPLE, address, doors_of, is_file
from tests.wolscan.test_access import Row

#: What no question takes, by the kind of its field; of days and numbers what a browser lets somebody choose.
WRONG = {"date": "1900-01-01", "number": "-1", "time": "00:00", "datetime-local": "1900-01-01T00:00"}
NO_CHOICE = "geen van deze 🙂"
#: On every page; they have no state of their own.
EVERYWHERE = {"set_language", "account_logout"}
#: A page that leads elsewhere, or is not there for who asks, is no state of a form.
ELSEWHERE = {301, 302, 303, 401, 404, 405}


@dataclass(frozen=True)
class Form:
    """A form as one person finds it: where it goes, and what it sends if nothing is touched."""

    name: str
    person: str
    address: str
    hidden: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...]

    def sent(self) -> dict[str, dict[str, str]]:
        """With nothing in it, and with what cannot be."""
        return {"empty": dict(self.hidden), "wrong": dict(self.hidden) | dict(self.asked)}


@dataclass(frozen=True)
class State:
    """A page as it answers a form."""

    form: Form
    how: str
    language: str
    status: int
    page: str
    headers: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.form.name} {self.how} {self.form.person} {self.language} {self.status}"


def got(world, person: str, where: str, language: str = "nl", sent: dict[str, str] | None = None) -> HttpResponse:
    """The answer to somebody who asks for a page, or sends a form; nothing of it remains."""
    with transaction.atomic():
        client = world.browser(person)
        client.cookies["django_language"] = language
        answer = client.get(where) if sent is None else client.post(where, sent)
        transaction.set_rollback(True)
    return answer


def is_page(answer: HttpResponse) -> bool:
    return not answer.has_header("Location") and answer.headers.get("Content-Type", "").startswith("text/html")


def forms(world, doors: Iterable[tuple[str, Row]] = ()) -> Iterator[Form]:
    """Every form that somebody finds behind these doors, or behind all; the same questions at the same address once."""
    seen = set()
    every = ((somebody, row) for somebody in PEOPLE for row in doors_of(somebody))
    for person, row in doors or every:
        where = address(world, row)
        answer = None if is_file(where) else got(world, person, where)
        for form in _forms(answer, person, where) if answer and is_page(answer) else ():
            if (key := (form.name, form.asked)) not in seen:
                seen.add(key)
                yield form


def states(world, form: Form, language: str) -> Iterator[State]:
    """What comes back; two ways of filling in that meet the same page are one."""
    seen = set()
    for how, sent in form.sent().items():
        answer = got(world, form.person, form.address, language, sent)
        if answer.status_code not in ELSEWHERE and is_page(answer) and answer.content not in seen:
            seen.add(answer.content)
            yield _state(form, how, language, answer)


def _state(form: Form, how: str, language: str, answer: HttpResponse) -> State:
    kept = tuple((name, value) for name, value in answer.headers.items() if name.startswith("Content-"))
    return State(form, how, language, answer.status_code, answer.content.decode(), kept)


def _forms(answer: HttpResponse, person: str, where: str) -> Iterator[Form]:
    for found in parsed(answer.content.decode())[0].iter("form"):
        goes_to = urlsplit(found.get("action") or where)._replace(scheme="", netloc="", fragment="").geturl()
        name = _name(goes_to)
        if found.get("method", "").lower() == "post" and name and name not in EVERYWHERE:
            yield _form(found, name, person, goes_to if goes_to.startswith("/") else where + goes_to)


def _form(found: Element, name: str, person: str, goes_to: str) -> Form:
    fields = [e for tag in ("input", "select", "textarea") for e in found.iter(tag) if e.get("name")]
    hidden = [e for e in fields if e.get("type") == "hidden" and e.get("name") != "csrfmiddlewaretoken"]
    asked = {
        e.get("name"): WRONG.get(e.get("type"), NO_CHOICE) for e in fields if e.get("type") not in ("hidden", "file")
    }
    button = next((e for e in found.iter("button") if e.get("name")), None)
    kept = [(e.get("name"), e.get("value", "")) for e in (*hidden, *([button] if button is not None else []))]
    return Form(name, person, goes_to, tuple(kept), tuple(sorted(asked.items())))


def _name(goes_to: str) -> str:
    try:
        return resolve(urlsplit(goes_to).path).url_name or ""
    except Resolver404:
        return ""
