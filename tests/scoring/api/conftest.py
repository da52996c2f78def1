"""Programs with a token, and a way to ask with one."""

import json
from dataclasses import dataclass

import pytest
from django.test import Client

from scoring.api.scopes import OUTCOME, PUBLISHED
from scoring.api.services import make_client
from tests import factories
from tests.kept import kept_begin

BASE = "/api/v1/"


@dataclass
class Answer:
    """What came back: status, headers, and the document."""

    status: int
    headers: object
    document: object
    raw: object


def ask(token, path, method="get", **query):
    """Asks the way a program does: with a token, without a cookie."""
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    raw = getattr(Client(enforce_csrf_checks=True), method)(path if path[0] == "/" else BASE + path, query, **headers)
    is_json = "json" in raw.headers.get("Content-Type", "")
    return Answer(raw.status_code, raw.headers, json.loads(raw.content) if is_json and raw.content else None, raw)


@pytest.fixture
@kept_begin
def tokens(cast):
    """A token of each kind: for what is published, for De Linde, for its organisation, and for a stranger's."""
    made = {
        "published": make_client(name="open", by=None),
        "location": make_client(name="huis", by=None, scopes=(PUBLISHED, OUTCOME), location=cast.location),
        "organisation": make_client(name="groep", by=None, scopes=(OUTCOME,), organisation=cast.location.organisation),
        "stranger": make_client(name="vreemd", by=None, scopes=(OUTCOME,), location=cast.strangers_location),
    }
    return {name: found.token for name, found in made.items()}


@pytest.fixture
@kept_begin
def final(cast):
    """The scan of De Linde, confirmed."""
    factories.send_in_scan(cast.scan, cast.coordinator, **{"schone-ruimtes": "ernstig_issue"})
    factories.write_note(cast.sheet, "schone-ruimtes", "De vloer van kamer 12 plakt.")
    factories.confirm_scan(cast.scan, cast.adviser, "extra", reason="Er is meer hulp nodig.")
    return cast
