"""A coordinator sees the location beside the others and as the office sees it, and lets a program read its outcome."""

from datetime import date

from playwright.sync_api import expect

from tests.factories import confirm_scan, make_scan, send_in_scan
from tests.scoring.publication.figures import make_published


def check(device):
    device.check_accessible()
    device.check_fits()


def test_location_looks_at_itself_among_the_others(people, device):
    scan = make_scan(people["location"], people["adviser"])
    send_in_scan(scan, people["coordinator"])
    confirm_scan(scan, people["adviser"])
    make_published(date(2026, 11, 30))
    here = device().sign_in(people["coordinator"])
    page = here.page

    here.open(f"/scan/{scan.pk}/uitkomst/")
    here.press("Naast andere locaties")
    expect(page.get_by_text("20 van 100 locaties (20%)").first).to_be_visible()
    check(here)
    here.press("Regio Utrecht")
    expect(page.get_by_text("5 van 25 locaties (20%)").first).to_be_visible()
    here.press("25 tot en met 49 bewoners")
    expect(page.get_by_text("Van deze groep zijn er geen cijfers")).to_be_visible()
    check(here)

    here.open(f"/locatie/{people['location'].pk}/")
    here.press("Wat ziet het programmabureau?")
    page.get_by_text("Heel Nederland: Nederland").click()
    expect(page.get_by_text("Wat het niet ziet")).to_be_visible()
    check(here)

    here.open(f"/locatie/{people['location'].pk}/")
    here.press("Programma’s die uw uitkomsten mogen lezen")
    check(here)
    page.fill("#id_name", "Dashboard")
    page.get_by_label("Ook de uitkomsten van De Linde").check()
    here.press("Token maken")
    check(here)
    token = page.get_by_label("Token", exact=True).input_value()
    answer = here.context.request.get(
        f"{here.address}/api/v1/outcomes/{scan.pk}", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.json()["tier"]["decided"] == "zelf"

    here.press("Hoe een programma het gebruikt")
    check(here)
    here.open("/api-toegang/")
    here.press("Beëindigen")
    expect(page.get_by_text("Dashboard kan niets meer lezen.")).to_be_visible()
    check(here)
    assert here.outside == []
