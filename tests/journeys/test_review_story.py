"""Sent in, questioned, answered, sent in again, decided otherwise than the rule, reopened, and decided anew."""

import re

import pytest
from playwright.sync_api import expect

from questionnaires.models import AgreedLevel, Scan
from scoring.assessment.services import submit
from scoring.models import Adjustment, Decision, Report, ReviewQuestion
from scoring.reports.making import make_waiting_reports
from tests.factories import in_conversation, make_scan
from tests.journeys.conftest import LAPTOP
from tests.rounds import mails
from tests.scoring.conversation.conftest import ATTENTION, BEST, CLIENT_TOPIC, NEUTRAL, fill_groups

NVT_TOPIC = "veilig-huis"
SAVE_LIVING = "Opslaan Wonen en welzijn"


@pytest.fixture
def scan(people):
    """Sent in after the conversation: low at the rooms, and *nvt* at a topic that carries extra weight."""
    found = in_conversation(make_scan(people["location"], people["adviser"]))
    fill_groups(found, {"zorgpersoneel": {CLIENT_TOPIC: BEST}, "clientvertegenwoordigers": {CLIENT_TOPIC: ATTENTION}})
    AgreedLevel.objects.create(scan=found, topic=CLIENT_TOPIC, value=ATTENTION, reason="De kamers 1 tot 4.")
    AgreedLevel.objects.create(scan=found, topic=NVT_TOPIC, value="nvt", reason="Nieuw gebouw.")
    submit(scan=found, by=people["coordinator"])
    return found


def saved(device, theme):
    expect(device.page.locator(f"#opgeslagen-{theme}")).to_contain_text(re.compile(r"Opgeslagen om \d\d:\d\d"))


def write(device, topic, part, text):
    """Types in a field of the review; opens the part of the page it is in first."""
    field = device.page.locator(f"#id_{topic}-{part}")
    if not field.is_visible():
        device.page.locator(f"details:has(#id_{topic}-{part}) > summary").click()
    field.fill(text)


def test_from_sent_in_to_version_two(people, device, scan):
    anna, karin = device(LAPTOP).sign_in(people["adviser"]), device().sign_in(people["coordinator"])
    begin_and_question(anna, scan)
    answer_with_a_changed_level(karin, scan)
    decide_otherwise_than_the_rule(anna, scan)
    coordinator_reads_why(karin, scan)
    reopen_and_decide_anew(anna, scan)
    coordinator_reads_both(karin, scan)

    assert anna.outside == karin.outside == []


def begin_and_question(anna, scan):
    """Anna begins, looks only at what is low, puts her own level beside it, asks something, and gives the scan back."""
    page = anna.open(f"/scan/{scan.pk}/uitkomst/")
    anna.press("Naar de beoordeling")
    anna.check_accessible()
    anna.press("Begin de beoordeling")
    page.get_by_role("link", name=re.compile("^Laag")).click()
    expect(page.locator("article")).to_have_count(1)
    anna.check_accessible()

    page.locator(f"#id_{CLIENT_TOPIC}-level").select_option("ernstig_issue")
    expect(page.locator("#opgeslagen-wonen-en-welzijn")).to_contain_text("wacht nog op uw motivering")
    write(anna, CLIENT_TOPIC, "motivation", "Ik zag kamers zonder daglicht.")
    saved(anna, "wonen-en-welzijn")
    write(anna, CLIENT_TOPIC, "question", "Welke kamers zijn nog niet klaar?")
    expect(page.locator("#opgeslagen-wonen-en-welzijn")).not_to_contain_text("motivering")
    anna.press("Teruggeven aan de locatie")
    expect(page.get_by_text("Welke kamers zijn nog niet klaar?")).to_be_visible()
    page.get_by_label("Een paar woorden aan de locatie").fill("Dank voor het vele werk.")
    anna.check_accessible()
    anna.press("De scan teruggeven")
    expect(page.get_by_text("De scan is weer bij de locatie.")).to_be_visible()
    assert (Scan.objects.get().state, Adjustment.objects.get().level) == ("teruggegeven", "ernstig_issue")
    assert len(mails("scan_returned")) == 1


def answer_with_a_changed_level(karin, scan):
    """Karin answers on her phone, changes the level on the board, and sends in again."""
    page = karin.open("/")
    karin.press("De adviseur antwoorden")
    expect(page.get_by_text("Dank voor het vele werk.")).to_be_visible()
    karin.check_accessible()
    karin.check_fits()
    page.get_by_label("Uw antwoord").fill("Alleen kamer 4; de rest is klaar.")
    expect(page.locator("#save-status")).to_contain_text("Opgeslagen om")
    karin.press("Het niveau veranderen")
    page.locator("label[for=id_value_neutraal]").click()
    page.locator("#id_reason").fill("Alleen kamer 4 nog.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.locator("#id_value_neutraal")).to_be_checked()
    karin.open(f"/scan/{scan.pk}/vragen/")
    expect(page.get_by_label("Uw antwoord")).to_have_value("Alleen kamer 4; de rest is klaar.")
    karin.press("Opslaan en verder naar indienen")
    karin.press("Versturen")
    expect(page.get_by_text("De scan is ingediend")).to_be_visible()
    assert AgreedLevel.objects.get(topic=CLIENT_TOPIC).value == NEUTRAL
    assert len(mails("scan_sent_in_again")) == 1


def decide_otherwise_than_the_rule(anna, scan):
    """Anna sees answer and change, judges the *nvt*, and decides on other support than the rule proposes."""
    page = anna.open(f"/scan/{scan.pk}/beoordelen/")
    anna.press("Verder met de beoordeling")
    page.get_by_role("link", name=re.compile("Veranderd sinds")).click()
    expect(page.locator("article")).to_have_count(1)
    expect(page.get_by_text("Alleen kamer 4; de rest is klaar.")).to_be_visible()
    expect(page.locator("article")).to_contain_text("was:")
    anna.check_accessible()

    anna.open(f"/scan/{scan.pk}/vaststellen/")
    expect(page.get_by_text("Zeg eerst wat u van deze onderwerpen vindt")).to_be_visible()
    anna.check_accessible()
    page.get_by_role("link", name="Brandveiligheid en ontruiming").first.click()
    page.locator(f"label[for=id_{NVT_TOPIC}-not_applicable_bevestigd]").click()
    saved(anna, "veiligheid")

    anna.open(f"/scan/{scan.pk}/vaststellen/")
    page.get_by_role("radio", name=re.compile("Lichte ondersteuning")).check()
    page.get_by_label("Uw reden").fill("Er is één ding waar het team hulp bij wil.")
    page.get_by_label("2. Wonen en welzijn").check()
    anna.press("Verder: uw besluit controleren")
    expect(page.get_by_text("De ondersteuning gaat over:")).to_be_visible()
    anna.check_accessible()
    anna.press("Vaststellen")
    expect(page.get_by_text("De scan is vastgesteld.")).to_be_visible()
    decision = Decision.objects.get()
    assert (decision.rule_tier, decision.tier, decision.themes) == ("zelf", "licht", ["wonen-en-welzijn"])


def coordinator_reads_why(karin, scan):
    """The tier of the rule, that of the adviser, the reason, and where Anna sees it otherwise."""
    page = karin.open(f"/scan/{scan.pk}/uitkomst/")
    expect(page.get_by_text("Voorstel volgens de regel: Zelf aan de slag.")).to_be_visible()
    expect(page.get_by_text("Er is één ding waar het team hulp bij wil.")).to_be_visible()
    expect(page.get_by_role("heading", name="De adviseur kijkt er anders naar")).to_be_visible()
    expect(page.get_by_text("Ik zag kamers zonder daglicht.")).to_be_visible()
    karin.check_accessible()
    karin.check_fits()
    make_waiting_reports()


def reopen_and_decide_anew(anna, scan):
    """Anna reopens with a reason, takes her level back, and follows the rule this time."""
    page = anna.open(f"/scan/{scan.pk}/uitkomst/")
    anna.press("Heropenen")
    anna.check_accessible()
    page.get_by_label("Waarom heropent u deze scan?").fill("Kamer 4 is intussen klaar.")
    page.locator("main form button").first.click()
    expect(page.get_by_text("De scan is weer in beoordeling.")).to_be_visible()
    write(anna, CLIENT_TOPIC, "motivation", "")
    page.locator(f"#id_{CLIENT_TOPIC}-level").select_option("")
    saved(anna, "wonen-en-welzijn")
    page.get_by_role("link", name="Naar het besluit").first.click()
    page.get_by_role("radio", name=re.compile("Zelf aan de slag")).check()
    anna.press("Verder: uw besluit controleren")
    expect(page.get_by_text("versie 2")).to_be_visible()
    anna.press("Vaststellen")
    expect(page.get_by_text("De scan is vastgesteld.")).to_be_visible()


def coordinator_reads_both(karin, scan):
    """Version 2 holds; version 1 with its reason and its report is still there."""
    make_waiting_reports()
    page = karin.open(f"/scan/{scan.pk}/uitkomst/")
    versions = page.get_by_role("region", name="Versies van deze uitkomst")
    expect(versions.get_by_role("listitem")).to_have_count(2)
    expect(versions).to_contain_text("Kamer 4 is intussen klaar.")
    expect(page.get_by_role("heading", name="De adviseur kijkt er anders naar")).to_have_count(0)
    karin.check_accessible()
    karin.check_fits()
    old = versions.get_by_role("link", name=re.compile("van versie 1")).get_attribute("href")
    response = karin.context.request.get(karin.address + old)
    first = Report.objects.get(decision=Decision.objects.first(), language="nl")
    assert response.body() == bytes(first.pdf)
    assert [len(mails(name)) for name in ("scan_confirmed", "scan_reopened", "scan_confirmed_again")] == [1, 1, 1]


def test_on_a_phone_without_javascript(people, device, scan):
    """Every step is a form with a button; nothing is wider than the screen."""
    phone = device(javascript=False).sign_in(people["adviser"])
    page = phone.open(f"/scan/{scan.pk}/beoordelen/?toon=laag")
    phone.press("Begin de beoordeling")
    phone.check_fits()
    page.locator(f"#id_{CLIENT_TOPIC}-level").select_option("ernstig_issue")
    page.get_by_role("button", name=SAVE_LIVING).click()
    expect(page.get_by_text("Nog niet alles is opgeslagen")).to_be_visible()
    page.locator(f"#id_{CLIENT_TOPIC}-motivation").fill("Ik zag kamers zonder daglicht.")
    page.get_by_role("button", name=SAVE_LIVING).click()
    expect(page.locator(".alert--success")).to_contain_text("Opgeslagen om")
    assert Adjustment.objects.get().motivation == "Ik zag kamers zonder daglicht."
    for name in ("teruggeven", "vaststellen"):
        phone.open(f"/scan/{scan.pk}/{name}/")
        phone.check_fits()


def test_level_chosen_before_the_script_came_is_saved(people, device, scan):
    anna = device(LAPTOP).sign_in(people["adviser"])
    page = anna.open(f"/scan/{scan.pk}/beoordelen/")
    anna.press("Begin de beoordeling")
    script_comes = anna.hold_back("autosave.js")
    page.goto(f"{anna.address}/scan/{scan.pk}/beoordelen/?toon=laag", wait_until="commit")
    page.locator(f"#id_{CLIENT_TOPIC}-level").select_option("ernstig_issue")
    script_comes()
    expect(page.locator("#opgeslagen-wonen-en-welzijn")).to_contain_text("wacht nog op uw motivering")


def test_two_tabs_of_the_adviser_lose_nothing(people, device, scan):
    """The second tab is told, shows both texts, and keeps what was typed."""
    first = device(LAPTOP).sign_in(people["adviser"])
    first.open(f"/scan/{scan.pk}/beoordelen/")
    first.press("Begin de beoordeling")
    second = device(LAPTOP).sign_in(people["adviser"])
    second.open(f"/scan/{scan.pk}/beoordelen/?toon=laag")
    write(first, CLIENT_TOPIC, "motivation", "Van het eerste tabblad.")
    saved(first, "wonen-en-welzijn")

    write(second, CLIENT_TOPIC, "motivation", "Van het tweede tabblad.")
    status = second.page.locator("#opgeslagen-wonen-en-welzijn")
    expect(status).to_contain_text("ook op een andere pagina iets geschreven")
    second.page.get_by_role("button", name=SAVE_LIVING).click()
    expect(second.page.get_by_text("Van het eerste tabblad.")).to_be_visible()
    expect(second.page.locator(f"#id_{CLIENT_TOPIC}-motivation")).to_have_value("Van het tweede tabblad.")
    second.check_accessible()

    write(second, CLIENT_TOPIC, "motivation", "Samen.")
    second.page.get_by_role("button", name=SAVE_LIVING).click()
    expect(second.page.locator(".alert--success")).to_contain_text("Opgeslagen om")
    assert Adjustment.objects.get().motivation == "Samen."
    assert ReviewQuestion.objects.count() == 0
