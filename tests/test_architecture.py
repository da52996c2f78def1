"""Imports point one way: site, questionnaires, scoring; within an app leaves, models, queries, services, pages."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ("wolscan", "questionnaires", "scoring")

#: Files that tie the site together: they may look at every app.
TOP = {"views", "urls", "wizard", "context_processors", "templatetags", "commands", "demo", "styleguide"}

#: Height of a module within its app, by the name of the file or of the folder it is in. A module imports downwards.
HEIGHTS = {
    "definitions": 0, "merging": 0, "domain": 0, "permissions": 0, "dates": 0, "sqlite": 0, "spreadsheet": 1,
    "spreadsheets": 0,
    "models": 1, "audit": 2, "mail": 2, "regions": 2, "queries": 2,
    "access": 3, "services": 3, "serious": 3, "check": 3, "loading": 4, "demo": 5,
    "forms": 4, "words": 4, "asking": 4, "presenters": 5, "trace": 5, "themes": 5, "voices": 5, "context": 6, "pdf": 7,
    "agenda": 6, "calendar": 6, "findings": 6, "gap": 6, "topics": 6, "wishes": 6,
    "gate": 7, "keeping": 6, "paper": 7, "steps": 2, "looking": 3,
    "judging": 3, "returning": 3, "room": 4, "deciding": 4, "advice": 5, "material": 2, "versions": 5,
    "states": 2, "library": 0, "templates": 0, "comparison": 5,
    "addresses": 0, "qr": 0, "ics": 0, "links": 3, "inviting": 3, "changing": 3, "letters": 3, "mails": 7, "daily": 8,
    "packing": 0, "sizes": 0, "archive": 0, "columns": 0, "thresholds": 0, "freezing": 3, "population": 3,
    "registry": 2, "running": 4, "cells": 2, "resources": 3, "kinds": 4, "withdrawing": 3, "limits": 3,
    "pulse": 3, "checking": 3, "pulse_presenters": 5, "tasks": 5, "door": 7,
    "table": 0, "commandline": 0, "watching": 0, "event_words": 0, "page_words": 0, "mail_words": 0,
    "details": 3, "erasing": 3, "exporting": 4, "persons": 4, "watched": 4,
    "retention": 8, "purges": 8,
    "tokens": 0, "scopes": 0, "problems": 0, "bearer": 4, "handling": 1, "counted": 3, "office": 6,
    "views": 8, "wizard": 8, "commands": 8, "templatetags": 8, "urls": 9,
}  # fmt: skip


def modules():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts and path.name != "__init__.py":
                yield path


def imports(path):
    """The modules of our own that a file imports, at any level of it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in APPS:
            for name in node.names:
                module = ROOT / Path(*node.module.split("."), name.name)
                yield f"{node.module}.{name.name}" if _is_module(module) else node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] in APPS)


def _is_module(path):
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def roles(module):
    """The names a module goes by: its own and those of the folders it is in, the app left out."""
    return module.split(".")[1:]


def height(module):
    known = [HEIGHTS[part] for part in roles(module) if part in HEIGHTS]
    return known[0] if known else None


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    if TOP & set(roles(module)):
        return
    for imported in imports(path):
        assert APPS.index(imported.split(".")[0]) <= APPS.index(module.split(".")[0]), f"{module} imports {imported}"
        assert not TOP & set(roles(imported)), f"{module} imports {imported}"


@pytest.mark.parametrize("app", APPS)
def test_modules_of_an_app_import_downwards(app):
    upward = [
        f"{module} imports {imported}"
        for path in modules()
        for module in [".".join(path.relative_to(ROOT).with_suffix("").parts)]
        for imported in imports(path)
        if module.startswith(f"{app}.") and imported.startswith(f"{app}.")
        if height(module) is not None and height(imported) is not None and height(imported) > height(module)
    ]

    assert upward == []


#: What disclosure control counts and solves with, imported inside functions only (ruff TID253 for numpy).
ARITHMETIC = {"numpy", "highspy"}


def test_rules_import_only_each_other_and_the_questionnaire():
    #: Disclosure control counts in arrays and asks a linear programme; both are imported where used.
    allowed = ("scoring.domain", "questionnaires.definitions", "numpy", "highspy")
    foreign = {
        f"{path.name} imports {name}"
        for path in (ROOT / "scoring" / "domain").rglob("*.py")
        for name in _all_imports(path)
        if not name.startswith(allowed) and name not in {"questionnaires", "scoring"}
        if name.split(".")[0] not in sys.stdlib_module_names | ARITHMETIC
    }

    assert foreign == set()


def _all_imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def run(code):
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("module", ["questionnaires.definitions", "questionnaires.merging", "scoring.domain.score"])
def test_rules_and_questionnaire_need_no_django(module):
    assert run(f"import sys, {module}; print('django' in sys.modules)") == "False\n"


def test_a_web_process_starts_without_the_heavy_libraries():
    code = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
from wolscan.wsgi import application
from django.urls import get_resolver
[p.url_patterns for p in get_resolver().url_patterns if hasattr(p, "url_patterns")]
print([name for name in ("pandas", "numpy", "weasyprint") if name in sys.modules])
"""

    assert run(code) == "[]\n"


def test_formtools_is_imported_in_one_file():
    users = [path.name for path in modules() if any("formtools" in name for name in _all_imports(path))]

    assert users == ["wizard.py"]


def test_roles_are_named_in_one_file():
    """Only permissions, and what hands out roles, may know them by name."""
    users = {
        str(path.relative_to(ROOT))
        for path in modules()
        if any(isinstance(node, ast.Name) and node.id == "Role" for node in ast.walk(ast.parse(path.read_text())))
    }

    handing_out = {"wolscan/permissions.py", "wolscan/models.py", "wolscan/demo.py", "scoring/review/services.py"}
    handing_out |= {f"wolscan/places/{name}.py" for name in ("people", "kinds", "importing")}
    assert {name for name in users - handing_out if not name.startswith("scoring/demo/")} == set()
