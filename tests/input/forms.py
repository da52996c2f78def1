"""Every form of the site: whoever may post somewhere opens the pages that lead there, and reads their fields."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from tests.wolscan.access_world import World
from tests.wolscan.test_access import DOORS, ROWS

#: Names that a page may lack and a server reads all the same.
ALWAYS = ("then", "next", "typed", "reason", "note", "text", "q")
#: Leaving, and what ends the sign-in of whom it is about: afterwards every other form would be closed.
LEAVING = {"account_logout", "erase_own", "usersessions_list", "leave", "reset_second_step", "end_role", "erase_person"}


@dataclass
class Form:
    """An address that takes a post, who may send it, and the fields that its page shows with their values."""

    name: str
    stage: str
    address: str
    person: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    has_file: bool = False

    def __str__(self) -> str:
        return f"{self.name}-{self.stage}-{self.person}"


class Fields(HTMLParser):
    """Reads the fields of a page, form by form."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]], bool]] = [("", {}, False)]
        self.name = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attributes}
        if tag == "form":
            self.forms.append((unescape(found.get("action", "")), {}, "multipart" in found.get("enctype", "")))
        name = found.get("name", "")
        if tag in {"input", "button", "textarea", "select"} and name:
            self.name = name
            self.forms[-1][1].setdefault(name, []).append(found.get("value", ""))
        if tag == "option" and self.name:
            self.forms[-1][1].setdefault(self.name, []).append(found.get("value", ""))


def fields_of(page: str, address: str) -> tuple[dict[str, list[str]], bool]:
    """The fields of the form on a page that goes to this address, or of all of them where none does."""
    reader = Fields()
    reader.feed(page)
    aimed = [form for form in reader.forms if form[0] in {address, ""} or form[0].startswith(f"{address}?")]
    fields: dict[str, list[str]] = {}
    for _action, found, _file in aimed or reader.forms:
        fields |= found
    fields.pop("csrfmiddlewaretoken", None)
    return fields, any(has_file for _a, _f, has_file in aimed)


def forms(world: World) -> list[Form]:
    """Each address that somebody may post to, once for each stage, by the first person who may."""
    found = []
    for row in ROWS:
        if not row.post or row.name in LEAVING:
            continue
        person = sorted(row.post & set(world.cookies) or {"anonymous"})[0]
        address = world.address(DOORS[row.name], row.stage)
        made = Form(row.name, row.stage, address, person)
        page = world.browser(person).get(address)
        if page.status_code == 200 and "html" in page.headers["Content-Type"]:
            made.fields, made.has_file = fields_of(page.content.decode(), address)
        found.append(made)
    return found


def names(form: Form, views: dict[str, Any]) -> list[str]:
    """The fields of a form; where no page shows them, what the code behind the address asks for by name."""
    asked = views.get(form.name, ())
    return sorted({*form.fields, *asked, *ALWAYS} - {"csrfmiddlewaretoken"})


def asked_for() -> dict[str, set[str]]:
    """By the name of an address, the fields its view reads as ``POST["…"]``, read from the code itself."""
    from inspect import getsourcefile, unwrap
    from pathlib import Path

    from django.urls import get_resolver

    found: dict[str, set[str]] = {}
    for pattern in _patterns(get_resolver()):
        view = unwrap(pattern.callback)
        path = getsourcefile(getattr(view, "view_class", view))
        if path and "site-packages" not in path:
            code = Path(path).read_text()
            found[pattern.name] = set(re.findall(r'POST(?:\.get|\.getlist)?[\(\[]"([\w-]+)"', code))
    return found


def _patterns(resolver: Any) -> list[Any]:
    inner = [_patterns(part) if hasattr(part, "url_patterns") else [part] for part in resolver.url_patterns]
    return [pattern for group in inner for pattern in group]
