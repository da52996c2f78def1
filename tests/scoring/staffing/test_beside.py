"""Coverage and facts stand beside theme 6, and nowhere in what is counted."""

import ast
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from pypdf import PdfReader

from scoring.models import Assessment, LocationFacts, Report
from scoring.reports.pdf import render_pdf
from scoring.reports.services import queue_report
from scoring.staffing.facts_form import FactsForm
from scoring.staffing.services import save_facts
from tests import factories
from tests.scoring.staffing.pages import group_of, make_roster
from tests.scoring.staffing.rosters import ALTERNATIVE_4, SCENARIO_1
from tests.scoring.staffing.test_facts import FACTS

ROOT = Path(__file__).parents[3]
#: Who may know of rosters and facts: their own pages, the one outcome context, and the command.
MAY_KNOW = (
    "scoring/staffing/",
    "scoring/models.py",
    "scoring/urls.py",
    "scoring/outcomes/context.py",
    "scoring/outcomes/material.py",
    "scoring/progress/national.py",  # the published national values only, never what a location filled in
)
COMMAND = "scoring/management/commands/staffing.py"


def keep_facts(cast):
    form = FactsForm({key: value for key, value in FACTS.items() if key != "seen"})
    assert form.is_valid()
    save_facts(scan=cast.scan, values=form.values, seen=0, by=cast.coordinator)


def outcome_page(cast, as_user):
    return as_user(cast.coordinator).get(reverse("outcome", kwargs={"scan": cast.scan.pk})).content.decode()


def test_outcome_page_shows_both_beside_theme_6(cast, as_user):
    make_roster(cast.scan, cast.coordinator, group_of(ALTERNATIVE_4, count=4), windows=[["07:30", "10:30"]])
    keep_facts(cast)
    factories.send_in_scan(cast.scan, cast.coordinator)

    page = outcome_page(cast, as_user)

    theme = page[page.index('id="thema-6"') : page.index('id="thema-7"')]
    assert "Netto fte per cliënt: <strong>0,73</strong>" in theme
    assert "niet gedekt. elke dag van 10:00 tot 10:30 uur." in theme
    assert "Ziekteverzuim (%): <strong>8,25</strong> (derde kwartaal van 2026); Nederland 7,7 in 2020" in theme
    assert page.count("Rekenhulp bezetting:") == 1


def test_nothing_stands_there_when_nothing_was_filled_in(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)

    assert "Rekenhulp bezetting" not in outcome_page(cast, as_user)


@pytest.mark.drawn
def test_report_shows_both_and_keeps_to_its_pages(cast):
    note = "Een lange toelichting over dit onderwerp. " * 12
    factories.fill_sheet(cast.sheet, "aandachtspunt")
    cast.sheet.answers.update(note=note)
    make_roster(cast.scan, cast.coordinator, *[group_of(ALTERNATIVE_4, clients=n) for n in (6, 7, 8)])
    make_roster(cast.scan, cast.coordinator, group_of([]), *[group_of(SCENARIO_1)] * 5)
    keep_facts(cast)
    from scoring.assessment.services import send_in

    assessment = send_in(sheet=cast.sheet, by=cast.coordinator)
    queue_report(scan=cast.scan, assessment=assessment, decision=None, language="nl", by=cast.coordinator)

    pages = PdfReader(BytesIO(render_pdf(Report.objects.get()))).pages

    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert len(pages) <= 10
    assert "Rekenhulp bezetting: huidig rooster" in text
    assert "Ziekteverzuim (%): 8,25" in text


def test_outcome_is_the_same_with_and_without(cast):
    plain = factories.send_in_scan(cast.strangers_scan, cast.stranger)
    make_roster(cast.scan, cast.coordinator)
    keep_facts(cast)

    kept = factories.send_in_scan(cast.scan, cast.coordinator)

    assert kept.outcome == plain.outcome
    assert kept.digest == plain.digest
    assert LocationFacts.objects.count() == 1
    assert Assessment.objects.count() == 2


def names_in(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_nothing_that_counts_knows_of_rosters_or_facts():
    """Aggregates, exports and snapshots cannot hold what they never read."""
    own = ("StaffingRoster", "LocationFacts", "scoring.staffing", "rosters__", "facts__")
    knowing = [
        str(path.relative_to(ROOT))
        for app in ("wolscan", "questionnaires", "scoring")
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts and any(mark in name for name in names_in(path) for mark in own)
    ]

    assert [path for path in knowing if not path.startswith(MAY_KNOW) and path != COMMAND] == []
    assert "scoring/outcomes/context.py" in knowing
