"""Petra of the programme office: from spreadsheets to a published progress report, with one set of numbers."""

import csv
import io
import json
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.management import call_command
from playwright.sync_api import expect
from pypdf import PdfReader

from questionnaires.definitions import load
from scoring.api.services import make_client
from scoring.domain.levels import LEVELS
from scoring.models import Snapshot
from tests import factories
from tests.journeys.conftest import LAPTOP
from tests.scoring.publication.rows import make_row
from wolscan.dates import today
from wolscan.jobs.running import do_waiting_jobs
from wolscan.models import Location, Organisation
from wolscan.permissions import Role
from wolscan.regions import load_regions

ASKED = load(factories.VERSION)
ORGANISATIONS, EACH = 8, 5
COUNTS = dict.fromkeys(LEVELS, 10)


@pytest.fixture
def petra(transactional_db, device):
    load_regions()
    return device(LAPTOP).sign_in(factories.make_with_role(Role.PROGRAMME_OFFICE, "Petra Programma"))


@pytest.mark.story
def test_from_spreadsheets_to_a_published_report(petra, device):
    brings_in(petra, "organisaties", organisations())
    brings_in(petra, "locaties", locations())
    the_locations_fill_in_their_scan()
    on = opens_a_period(petra)
    has_figures_made_and_publishes(petra, on)
    numbers = numbers_of_the_command(on)
    every_file_has_these(petra, on, numbers)
    everybody_and_programs_get_these(device, petra, on, numbers)

    assert petra.outside == []


def organisations():
    return "\n".join(["organisatie", *(f"Stichting Hof {number}" for number in range(1, ORGANISATIONS + 1))])


def locations():
    rows = [
        f"Stichting Hof {place // EACH + 1};Huis {place + 1};Ede;{('Twente', 'Zeeland')[place % 2]}"
        for place in range(ORGANISATIONS * EACH)
    ]
    return "\n".join(["organisatie;locatie;plaats;regio", *rows])


def brings_in(petra, kind, text):
    """Hands a file in, looks at what it would do, says yes, and closes the page while it is being done."""
    page = petra.open(f"/importeren/{kind}/")
    petra.check_accessible()
    file = {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    petra.press("Dit bestand nakijken")
    expect(page.get_by_role("heading", name="Wat dit bestand zou doen")).to_be_visible()
    petra.check_accessible()
    petra.press("Dit importeren")
    expect(page.get_by_text("U mag deze pagina sluiten")).to_be_visible()
    assert do_waiting_jobs() == 1
    petra.open("/importeren/")
    expect(page.get_by_text(re.compile(r"\d+ nieuw, 0 gewijzigd"))).to_have_count(1 if kind == "organisaties" else 2)


def the_locations_fill_in_their_scan():
    """Half a year goes by; what the locations do then is in the other stories. Ten of them come to each level."""
    assert (Organisation.objects.count(), Location.objects.count()) == (ORGANISATIONS, ORGANISATIONS * EACH)
    for number, place in enumerate(Location.objects.select_related("region").order_by("organisation", "name")):
        make_row(
            number,
            on=today() - timedelta(days=30),
            location_key=place.pk,
            organisation_key=place.organisation_id,
            region=place.region.key,
            zorgkantoor=place.region.zorgkantoor,
        )


def opens_a_period(petra):
    """A period whose figures are taken yesterday."""
    on = today() - timedelta(days=1)
    page = petra.open("/cijfers/")
    expect(page.get_by_text("Er is nog geen periode.")).to_be_visible()
    petra.check_accessible()
    page.locator("#id_name").fill("Tweede halfjaar")
    for name, day in (("starts_on", on - timedelta(days=180)), ("ends_on", on), ("counted_on", on)):
        page.locator(f"#id_{name}").fill(day.isoformat())
    petra.press("Periode openen")
    expect(page.get_by_role("row", name=re.compile("Tweede halfjaar"))).to_be_visible()
    return on


def has_figures_made_and_publishes(petra, on):
    """The attack is part of making; a draft shows no figures, and publishing makes the files."""
    page = petra.page
    petra.press("Cijfers maken")
    assert do_waiting_jobs() == 1
    petra.open("/cijfers/")
    petra.press("Bekijk de controle en publiceer")
    expect(page.get_by_text("De controle vond niets dat te herleiden is")).to_be_visible()
    petra.check_accessible()
    petra.press("Cijfers publiceren")
    assert do_waiting_jobs() == 1
    assert Snapshot.objects.get().published_at
    petra.open(f"/cijfers/{on}/")
    petra.check_accessible()


def numbers_of_the_command(on):
    """By theme and level the count in the country; nothing is hidden in this one."""
    out = io.StringIO()
    call_command("outcomes", on=on, format="json", stdout=out)
    return numbers_in(json.loads(out.getvalue())["tables"])


def numbers_in(tables):
    [table] = [found for found in tables if (found["key"], found["group"]) == ("theme_by_level", "nl")]
    found = {row["key"]: {name: cell["count"] for name, cell in row["cells"].items()} for row in table["rows"]}
    assert found == {theme.key: COUNTS for theme in ASKED.themes}
    return found


def every_file_has_these(petra, on, numbers):
    """The page of the report, its PDF, and the workbook."""
    page = petra.open(f"/cijfers/{on}/rapport/")
    petra.check_accessible()
    expect(page.get_by_text("Deelname is vrijwillig").first).to_be_visible()
    found = {link.inner_text(): link.get_attribute("href") for link in page.locator("ul.files a").all()}
    files = {name: petra.context.request.get(petra.address + href).body() for name, href in found.items()}
    assert len(files) == 6
    [workbook, _english] = [body for body in files.values() if body[:2] == b"PK"]
    sheets = openpyxl.load_workbook(io.BytesIO(workbook))
    told = [[cell for cell in row if isinstance(cell, int | float)] for sheet in sheets for row in sheet.values]
    assert sum(row[:1] == [40] or 40 in row for row in told) >= len(numbers)
    [report, _english] = [body for body in files.values() if body[:4] == b"%PDF"]
    text = " ".join(" ".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(report)).pages).split())
    assert "Voortgangsrapportage" in text
    assert not [place for place in Location.objects.values_list("name", flat=True) if f"{place} " in text]


def everybody_and_programs_get_these(device, petra, on, numbers):
    """The open data for whoever comes by, and the API for a program with a token."""
    anybody = device(LAPTOP)
    page = anybody.open("/open-data/")
    anybody.check_accessible()
    addresses = [link.get_attribute("href") for link in page.locator("a[href^='/open-data/']").all()]
    assert {href.rsplit(".")[-1] for href in addresses} >= {"csv", "json", "xlsx"}
    for href in addresses:
        body = anybody.context.request.get(anybody.address + href).body()
        if href.endswith(".json"):
            assert numbers_in(json.loads(body)["tables"]) == numbers
        if href.endswith(".csv"):
            assert counts_in(body.decode("utf-8-sig")) == numbers
    token = make_client(name="Dashboard", by=None).token
    answer = anybody.context.request.get(
        f"{anybody.address}/api/v1/outcome-tables?on={on}", headers={"Authorization": f"Bearer {token}"}
    )
    assert numbers_in(answer.json()["tables"]) == numbers


def counts_in(text):
    """The counts of the themes in the country, of a file with a row for each cell."""
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        if (row["table"], row["group"]) == ("theme_by_level", "nl"):
            found.setdefault(row["row"], {})[row["cell"]] = int(row["count"])
    return found
