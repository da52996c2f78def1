"""Somebody was signed out on a page that is half filled: without JavaScript, in two tabs, nothing typed is lost."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories

NOTE = "Wij oefenen elke maandag met het hele team."


@pytest.mark.parametrize("viewport", [{"width": 360, "height": 740}])
def test_what_was_typed_is_saved_after_signing_in_in_another_tab(people, device, viewport):
    sheet = factories.team_sheet(factories.make_scan(people["location"]))
    url = reverse("theme", kwargs={"sheet": sheet.pk, "step": "veiligheid"})
    laptop = device(viewport, javascript=False).sign_in(people["coordinator"])
    page = laptop.open(url)
    note = page.locator("textarea").first
    page.locator("details:has(textarea) > summary").first.click()
    note.fill(NOTE)
    Session.objects.all().delete()

    laptop.press("Opslaan en verder")
    expect(page.locator("h1")).to_contain_text("U was uitgelogd")
    expect(page.locator("main")).to_contain_text(NOTE)
    laptop.check_fits()
    with laptop.context.expect_page() as opened:
        page.get_by_role("link", name="Log in, in een nieuw tabblad").click()
    tab = opened.value
    tab.fill("input[name=login]", people["coordinator"].email)
    tab.fill("input[name=password]", "wachtwoord")
    tab.locator("main form button").first.click()
    tab.wait_for_url(f"{laptop.address}/")
    laptop.press("Ik ben ingelogd: sla op wat ik typte")
    expect(page.locator("main")).to_contain_text("Alles wat u typte, staat hier nog")
    laptop.check_fits()
    laptop.press("Opnieuw versturen")
    expect(page.get_by_text("Alles wat u typte, staat hier nog")).to_have_count(0)

    assert NOTE in sheet.answers.values_list("note", flat=True)
