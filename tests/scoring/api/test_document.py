"""The OpenAPI document: open to everybody, complete, and loaded only when it is asked."""

import subprocess
import sys
from pathlib import Path

from django.test import Client

from tests.scoring.api.conftest import ask
from tests.scoring.api.openapi import check

ROOT = Path(__file__).parents[3]


def test_document_is_open_to_other_sites(db):
    found = Client().get("/api/v1/openapi.json")
    document = found.json()

    assert document["openapi"].startswith("3.1")
    assert document["info"]["version"] == found.headers["API-Version"] == "1.0.0"
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert document["servers"][0]["url"].endswith("/api/v1")
    assert not found.cookies


def test_document_names_what_may_go_wrong_and_which_scope(db):
    document = Client().get("/api/v1/openapi.json").json()

    for operations in document["paths"].values():
        [(method, operation)] = operations.items()
        assert method == "get"
        assert set(operation["responses"]) == {"200", "400", "401", "403", "404", "429"}
        assert set(operation["x-scopes"]) <= {"published:read", "outcome:read"}
        assert operation["security"] == [{"Bearer": []}]
    assert document["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"


def test_names_in_queries_are_in_camel_case(db):
    document = Client().get("/api/v1/openapi.json").json()
    names = {found["name"] for path in document["paths"].values() for found in path["get"]["parameters"]}

    assert names == {"page", "pageSize", "version", "on", "breakdown", "id"}


def test_interface_is_loaded_only_when_it_is_asked():
    code = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
from wolscan.wsgi import application
from django.urls import get_resolver, reverse
reverse("home"), reverse("api", args=["v1/snapshots"]), reverse("api_docs")
print([name for name in ("ninja", "pydantic") if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"


def test_problems_fit_the_document(tokens):
    document = Client().get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"]
    problems = {
        "400": ask(tokens["published"], "outcome-tables", on="x"),
        "401": ask(None, "outcome-tables"),
        "403": ask(tokens["organisation"], "outcome-tables"),
        "404": ask(tokens["published"], "outcome-tables"),
    }
    for status, found in problems.items():
        said = document["paths"]["/outcome-tables"]["get"]["responses"][status]
        check(found.document, said["content"]["application/problem+json"]["schema"], schemas)
