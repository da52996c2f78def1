"""The conversation: Karin leads it from a laptop on a beamer, with keys alone; a colleague writes along."""

import re

import pytest
from playwright.sync_api import expect

from questionnaires.models import AgreedLevel, HelpWish, Invitation, Scan, SeriousIssue
from tests.factories import in_conversation, make_scan
from tests.journeys.conftest import LAPTOP
from tests.scoring.conversation.conftest import (
    ATTENTION,
    BEST,
    CLIENT_TOPIC,
    CRITICAL_TOPIC,
    NEUTRAL,
    SERIOUS,
    fill_groups,
)
from tests.waiting import until


@pytest.fixture
def scan(people):
    """In conversation: the clients say less about their rooms, the staff calls the fire exits a serious issue."""
    found = in_conversation(make_scan(people["location"], people["adviser"]))
    fill_groups(
        found,
        {
            "zorgpersoneel": {CLIENT_TOPIC: BEST, CRITICAL_TOPIC: SERIOUS},
            "clientvertegenwoordigers": {CLIENT_TOPIC: ATTENTION},
        },
    )
    return found


def saved(device):
    expect(device.page.locator("#save-status")).to_contain_text(re.compile(r"Opgeslagen om \d\d:\d\d"))


def at_topic(device, name):
    """The page of the topic stands, and its keys work."""
    expect(device.page.get_by_role("heading", level=1)).to_have_text(name)
    device.there()


def decided():
    return dict(AgreedLevel.objects.values_list("topic", "value"))


def test_karin_leads_the_conversation_with_keys(people, device, scan):
    """From the list to sending in: levels with 1 to 4, the next topic with n, the rest with one button."""
    karin = device(LAPTOP).sign_in(people["coordinator"])
    page = karin.page
    karin.press("Naar het gespreksbord")
    karin.check_accessible()
    karin.press("Begin met het eerste onderwerp")
    at_topic(karin, "De eigen kamer")
    karin.check_accessible()
    karin.check_fits()

    karin.key("2")
    saved(karin)
    expect(page.locator("#needs")).to_contain_text("Schrijf op waarom u samen dit niveau kiest.")
    page.locator("#id_reason").press_sequentially("De kamers 1 tot 4 zijn nog niet klaar.", delay=2)
    expect(page.locator("#needs")).not_to_contain_text("Schrijf op")
    until(lambda: AgreedLevel.objects.get().reason == "De kamers 1 tot 4 zijn nog niet klaar.")

    page.locator("h1").click()
    karin.key("n")
    at_topic(karin, "Brandveiligheid en ontruiming")
    karin.key("3")
    saved(karin)
    page.locator("#id_reason").fill("De nooduitgang is weer vrij; de oefening volgt.")
    page.locator("#id_rests_on").fill("Rondgang van maandag.")
    karin.press("Opslaan en volgende")
    at_topic(karin, "Pijn en zorg bij het levenseinde")
    karin.key("p")
    expect(page.get_by_role("heading", level=1)).to_have_text("Brandveiligheid en ontruiming")
    expect(page.locator("#id_rests_on")).to_have_value("Rondgang van maandag.")
    assert decided() == {CLIENT_TOPIC: NEUTRAL, CRITICAL_TOPIC: ATTENTION}

    karin.open(f"/scan/{scan.pk}/gesprek/")
    page.get_by_role("button", name=re.compile("voorstellen overnemen")).click()
    expect(page.get_by_text("Alle voorstellen zijn overgenomen.")).to_be_visible()
    karin.open(f"/scan/{scan.pk}/hulp/")
    page.locator("label[for=id_veiligheid_ja]").click()
    page.locator("#id_veiligheid-which").fill("Iemand die meekijkt bij de oefening.")
    karin.check_accessible()
    karin.press("Opslaan en naar de controle")
    expect(page.get_by_text("U kunt de scan insturen")).to_be_visible()
    karin.check_accessible()
    page.get_by_label(re.compile("De cliëntenraad gaf nog geen reactie")).fill("De raad komt donderdag bij elkaar.")
    karin.press("Versturen")
    expect(page.get_by_text("Dank u wel. De scan is ingediend")).to_be_visible()
    expect(page.get_by_text("Iemand die meekijkt bij de oefening.")).to_be_visible()
    karin.check_accessible()
    assert (Scan.objects.get().state, HelpWish.objects.get().theme) == ("ingediend", "veiligheid")
    assert karin.outside == []


def test_two_editors_lose_nothing(people, device, scan):
    """Karin and Ben have the same topic open and write something else: Ben sees both, and decides with her."""
    karin, ben = (device(LAPTOP).sign_in(people["coordinator"]) for _ in range(2))
    for who in (karin, ben):
        who.open(f"/scan/{scan.pk}/gesprek/onderwerp/{CLIENT_TOPIC}/")
    karin.key("3")
    saved(karin)
    karin.page.locator("#id_reason").fill("Volgens Karin.")
    expect(karin.page.locator("#needs")).not_to_contain_text("Schrijf op")

    ben.key("1")
    expect(ben.page.locator("#save-status")).to_contain_text("Niet opgeslagen: iemand anders schreef hier")
    ben.page.locator("#id_reason").fill("Volgens Ben.")
    ben.press("Opslaan en volgende")
    expect(ben.page.get_by_text("Iemand anders schreef hier op hetzelfde moment")).to_be_visible()
    expect(ben.page.get_by_text("Volgens Karin.")).to_be_visible()
    expect(ben.page.locator("#id_reason")).to_have_value("Volgens Ben.")
    ben.check_accessible()
    assert AgreedLevel.objects.get().reason == "Volgens Karin."

    ben.page.locator("#id_reason").fill("Samen: per gang verschillend.")
    ben.press("Opslaan en volgende")
    expect(ben.page.get_by_role("heading", level=1)).not_to_have_text("De eigen kamer")
    assert AgreedLevel.objects.get(topic=CLIENT_TOPIC).reason == "Samen: per gang verschillend."


def test_on_a_phone_without_javascript(people, device, scan):
    """The board is a form with buttons."""
    phone = device(javascript=False).sign_in(people["coordinator"])
    phone.open(f"/scan/{scan.pk}/gesprek/")
    phone.check_fits()
    phone.press("Begin met het eerste onderwerp")
    phone.check_fits()
    phone.page.locator("label[for=id_value_neutraal]").click()
    phone.page.locator("#id_reason").fill("Zo is het.")
    phone.press("Opslaan en volgende")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Brandveiligheid en ontruiming")
    phone.press("Opslaan en vorige")
    expect(phone.page.locator("#id_value_neutraal")).to_be_checked()
    for name in ("hulp", "reactie-clientenraad", "controle", "ernstig-issue", "gesprekswijzer"):
        phone.open(f"/scan/{scan.pk}/{name}/")
        phone.check_fits()
    assert decided()[CLIENT_TOPIC] == NEUTRAL


def test_serious_issue_is_told_and_followed_up(people, device, scan):
    """The team agrees that it is serious: the page says what to do, and asks what was done."""
    karin = device().sign_in(people["coordinator"])
    karin.open(f"/scan/{scan.pk}/gesprek/onderwerp/{CRITICAL_TOPIC}/")
    karin.page.locator("label[for=id_value_ernstig_issue]").click()
    saved(karin)
    karin.page.locator("#needs").get_by_role("link", name="Wat te doen bij een ernstig issue").click()
    expect(karin.page.get_by_text("Deze scan is geen melding bij de inspectie")).to_be_visible()
    karin.check_accessible()
    karin.check_fits()
    karin.page.get_by_label("Wat doen we eraan?").fill("Vandaag de uitgang vrijgemaakt.")
    karin.press("Opslaan")
    expect(karin.page.get_by_text("Opgeslagen wat u eraan doet.")).to_be_visible()
    assert SeriousIssue.objects.get().follow_up == "Vandaag de uitgang vrijgemaakt."


def test_council_looks_on_and_writes_its_reaction(people, device, scan):
    """From its own seat, on a tablet: reads the board, changes nothing, and has the last word about its reaction."""
    seat = Invitation.objects.create(
        scan=scan, group="clientvertegenwoordigers", kind="council", token_lookup="t", code_lookup="c"
    )
    council = device()
    council.context.add_cookies([{"name": "sessionid", "value": _session(seat), "url": council.address}])
    council.open(f"/scan/{scan.pk}/gesprek/")
    council.check_accessible()
    council.press("Naar het eerste open onderwerp")
    expect(council.page.get_by_role("heading", level=1)).to_have_text("De eigen kamer")
    expect(council.page.locator("form#decide")).to_have_count(0)
    council.check_accessible()
    council.open(f"/scan/{scan.pk}/reactie-clientenraad/")
    council.page.get_by_label("De reactie").fill("Wij herkennen dit.\n\nDe kamers zijn het belangrijkste.")
    council.check_accessible()
    council.press("Reactie opslaan")
    expect(council.page.get_by_text("woord voor woord").first).to_be_visible()

    karin = device().sign_in(people["coordinator"])
    karin.open(f"/scan/{scan.pk}/reactie-clientenraad/")
    expect(karin.page.get_by_text("De kamers zijn het belangrijkste.")).to_be_visible()
    expect(karin.page.get_by_label("De reactie")).to_have_count(0)


def _session(seat):
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store["way_in"] = str(seat.pk)
    store.save()
    return store.session_key
