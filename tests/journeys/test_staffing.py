"""A team leader enters a real week between two shifts, and sees where the day is thin."""

import re

import pytest
from playwright.sync_api import expect

from scoring.models import LocationFacts, StaffingRoster
from tests.factories import make_scan
from tests.journeys.conftest import LAPTOP, PHONE

#: Scenario 1 of the NZa: times, level, share, break, purpose.
SCENARIO_1 = [
    ("7-1530", "3", "1", "zorg"),
    ("15-2330", "3", "1", "zorg"),
    ("7-1530", "2", "1", "toezicht"),
    ("15-2330", "2", "1", "toezicht"),
    ("7-1530", "4", "1/8", "zorg"),
    ("15-2330", "4", "1/8", "zorg"),
    ("23-730", "4", "1/4", "nacht"),
]


def fill(page, place, times, level, share, purpose):
    start, end = times.split("-")
    page.fill(f"#id_d{place}-start", start)
    page.fill(f"#id_d{place}-end", end)
    page.select_option(f"#id_d{place}-level", level)
    page.fill(f"#id_d{place}-share", share)
    page.select_option(f"#id_d{place}-purpose", purpose)


def check(device):
    device.check_accessible()
    device.check_fits()


@pytest.mark.parametrize(("viewport", "javascript"), [(PHONE, False), (LAPTOP, True)])
def test_a_week_with_two_different_groups(people, device, viewport, javascript):
    """Beneden has scenario 1; Boven the same, but its second person is there at intensive moments only."""
    scan = make_scan(people["location"], people["adviser"])
    here = device(viewport, javascript=javascript).sign_in(people["coordinator"])
    page = here.page
    here.open(f"/locatie/{people['location'].pk}/")
    here.press("Rekenhulp bezetting")
    here.press("Huidig rooster beginnen")
    page.fill("#id_name", "Beneden")
    page.fill("#id_clients", "8")
    for place, row in enumerate(SCENARIO_1):
        if place:
            page.locator("button[value=add]").click()
        fill(page, place, *row)
    expect(page.get_by_text("Nog niet opgeslagen")).to_be_visible()
    page.locator("button[value=save-later]").click()

    page.get_by_role("button", name=re.compile("Kopiëren.*Beneden")).click()
    page.fill("#id_name", "Boven")
    page.fill("#id_d2-start", "7")
    page.fill("#id_d2-end", "10")
    page.fill("#id_d2-break_minutes", "0")
    page.fill("#id_d3-start", "16")
    page.fill("#id_d3-end", "21")
    page.fill("#id_d3-break_minutes", "0")
    page.get_by_role("button", name="Kopiëren dienst 3").click()
    page.fill("#id_d3-start", "12")
    page.fill("#id_d3-end", "half drie")
    page.locator("button[value=save]").last.click()
    expect(page.get_by_role("link", name="Dienst 4: Schrijf een tijd als 7:30")).to_be_visible()
    if javascript:
        check(here)
    page.fill("#id_d3-end", "14")
    page.locator("button[value=save]").last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Waar de bezetting dun is")
    first = page.locator("section.eis").first
    expect(first).to_contain_text("gedekt")
    here.open(f"/scan/{scan.pk}/bezetting/huidig/instellingen/")
    page.check("#id_preset_1")
    page.check("#id_nurse_0")
    page.get_by_role("button", name="Opslaan").click()
    expect(first).to_contain_text("niet gedekt")
    expect(first).to_contain_text("Boven")
    expect(first.locator("li")).to_have_text(["elke dag van 10:00 tot 10:30 uur"])
    expect(page.locator("section.eis").last).to_contain_text("gedekt")
    expect(page.locator("figure.day")).to_have_count(2)
    first.get_by_role("button").click()
    expect(page.get_by_text("Het niveau bij dat onderwerp is niet veranderd.")).to_be_visible()

    assert [len(group["shifts"]) for group in StaffingRoster.objects.get().roster["groups"]] == [7, 8]
    assert scan.sheets.get().answers.get().note.startswith("Rekenhulp bezetting")
    assert here.outside == []


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(people, device, viewport, colour_scheme):
    scan = make_scan(people["location"], people["adviser"])
    here = device(viewport, color_scheme=colour_scheme).sign_in(people["coordinator"])
    base = f"/scan/{scan.pk}/bezetting/"
    here.open(base)
    check(here)
    here.page.check("#current-actiz")
    here.press("Huidig rooster beginnen")
    check(here)
    for path in ("", "huidig/instellingen/", "huidig/uitkomst/", "huidig/wat-als/", "huidig/verwijderen/"):
        here.open(base + path)
        check(here)
    for question in ("add_shift", "days", "window&shift=0-0&start=7&end=12&reken=1"):
        here.open(f"{base}huidig/wat-als/?wat={question}")
        check(here)


def test_facts_beside_the_scan(people, device):
    scan = make_scan(people["location"], people["adviser"])
    phone = device(javascript=False).sign_in(people["coordinator"])
    phone.open(f"/scan/{scan.pk}/feiten/")
    phone.page.fill("#id_sickness_absence", "8,2")
    phone.press("Feiten opslaan")
    expect(phone.page.get_by_role("link", name="Schrijf over welke periode")).to_be_visible()
    phone.page.fill("#id_staff_period", "derde kwartaal van 2026")
    phone.press("Feiten opslaan")
    expect(phone.page.get_by_text("De feiten zijn opgeslagen.")).to_be_visible()

    assert str(LocationFacts.objects.get().sickness_absence) == "8.20"
    laptop = device(LAPTOP).sign_in(people["coordinator"])
    laptop.open(f"/scan/{scan.pk}/feiten/")
    check(laptop)
