"""The coordinator's round: Sanne sets it up at her desk, invites people in every way, and sees it to its end."""

import re
from datetime import timedelta

from django.core import mail
from playwright.sync_api import expect

from questionnaires.models import AnswerSheet, Invitation, Scan
from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE
from wolscan.dates import today
from wolscan.mail import send_waiting


def fill_in_facts(page):
    page.get_by_label("Hoeveel woongroepen zijn er?").fill("6")
    page.get_by_label("Mensen met dementie (PG)").check()
    page.get_by_label("Naam van de contactpersoon").fill("Sanne de Wit")
    page.get_by_label("Telefoonnummer van de contactpersoon").fill("030 123 45 67")


def fill_in_dates(page):
    page.get_by_label("Op welke dag is het gesprek?").fill((today() + timedelta(days=23)).isoformat())
    page.get_by_label("Hoe laat?").fill("14:00")


def check(device):
    device.check_accessible()
    device.check_fits()


def test_a_round_from_the_first_step_to_its_end(people, device):
    """Sanne prepares the round in three steps, invites, opens, reminds nobody yet, gives more time, and closes."""
    sanne = device(LAPTOP).sign_in(people["coordinator"])
    sanne.press("Naar de locatie")
    check(sanne)
    sanne.press("Bereid de ronde voor")
    check(sanne)
    sanne.press("Opslaan en verder")
    expect(sanne.page.get_by_role("alert")).to_contain_text("Kruis er minstens één aan.")
    check(sanne)
    fill_in_facts(sanne.page)
    sanne.press("Opslaan en verder")
    check(sanne)
    fill_in_dates(sanne.page)
    sanne.press("Opslaan en verder")
    check(sanne)
    expect(sanne.page.get_by_text("Nodig minstens één persoon uit")).to_be_visible()

    sanne.press("Zorgpersoneel")
    check(sanne)
    sanne.page.get_by_label("Hoeveel mensen vraagt u?").fill("4")
    sanne.press("Aantal opslaan")
    sanne.page.get_by_label("Mailadressen").fill("Anna de Wit <anna@example.org>; bert@example.org\ncora@")
    sanne.press("Deze adressen toevoegen")
    expect(sanne.page.get_by_role("alert")).to_contain_text("Regel 2: ‘cora@’ is geen mailadres.")
    check(sanne)
    sanne.page.get_by_label("Mailadressen").fill("Anna de Wit <anna@example.org>; bert@example.org\ncora@example.org")
    sanne.press("Deze adressen toevoegen")
    expect(sanne.page.get_by_role("status")).to_contain_text("3 adressen toegevoegd.")
    sanne.page.get_by_label("Hoeveel mensen mogen deze link gebruiken?").fill("2")
    sanne.press("Link maken")
    expect(sanne.page.get_by_label("Link voor 2 mensen")).to_have_value(re.compile(r"/d/[\w-]{32}/$"))
    check(sanne)
    sanne.page.get_by_label("Hoeveel brieven?").fill("2")
    sanne.press("Brieven maken")
    assert sanne.download("Druk 2 brieven af (PDF)") == "wolscan-brieven-zorgpersoneel.pdf"
    check(sanne)

    sanne.press("Alle groepen")
    expect(sanne.page.get_by_text("7 uitnodigingen voor 4 mensen")).to_be_visible()
    sanne.press("Maak een plaats voor de cliëntenraad")
    sanne.press("Maak een plaats voor de cliëntenraad")
    expect(sanne.page.get_by_label("Link voor de cliëntenraad")).to_have_value(re.compile(r"/d/[\w-]{32}/$"))
    check(sanne)
    sanne.press("Alle groepen")
    assert mail.outbox == []
    sanne.press("Open de ronde")
    expect(sanne.page.get_by_text("Er gaan 3 uitnodigingen per mail weg.")).to_be_visible()
    assert send_waiting() == 3
    check(sanne)

    sanne.press("Meer tijd geven of het gesprek verzetten")
    check(sanne)
    sanne.page.get_by_label("Op welke dag is het gesprek?").fill((today() + timedelta(days=30)).isoformat())
    sanne.page.get_by_label("Waarom veranderen de datums?").fill("De zaal is bezet.")
    sanne.press("Opslaan en iedereen mailen")
    expect(sanne.page.get_by_text("3 mensen krijgen een mail.")).to_be_visible()

    sanne.press("De ronde sluiten")
    check(sanne)
    sanne.press("Sluit de ronde definitief")
    expect(sanne.page.get_by_text("De ronde is gesloten. U kunt nu het gesprek leiden.")).to_be_visible()
    check(sanne)
    assert Scan.objects.get().state == "gesprek"
    assert sanne.outside == []


def test_stop_half_way_and_go_on_by_phone_without_javascript(people, device):
    """Sanne is called away after the first step, and goes on by phone; her browser runs no scripts."""
    sanne = device(LAPTOP).sign_in(people["coordinator"])
    sanne.press("Naar de locatie")
    sanne.press("Bereid de ronde voor")
    fill_in_facts(sanne.page)
    sanne.press("Opslaan en later verder")
    expect(sanne.page.get_by_text("U kunt verdergaan wanneer u wilt.")).to_be_visible()

    phone = device(PHONE, javascript=False).sign_in(people["coordinator"])
    phone.press("Naar de locatie")
    phone.press("Verder met voorbereiden")
    expect(phone.page.get_by_label("Naam van de contactpersoon")).to_have_value("Sanne de Wit")
    phone.check_fits()
    phone.press("Opslaan en verder")
    fill_in_dates(phone.page)
    phone.check_fits()
    phone.press("Opslaan en verder")
    phone.check_fits()
    phone.press("Vrijwilligers")
    phone.page.get_by_label("Mailadressen").fill("vera@example.org")
    phone.press("Deze adressen toevoegen")
    phone.page.get_by_label("Hoeveel mensen mogen deze link gebruiken?").fill("9")
    phone.press("Link maken")
    phone.check_fits()
    phone.press("Alle groepen")
    phone.press("Open de ronde")
    phone.check_fits()
    assert Invitation.objects.filter(kind="mail").get().email == "vera@example.org"


def test_every_page_on_a_phone(transactional_db, round_, device):
    """All pages of the preparation and of the open round fit a phone, and axe finds nothing."""
    invited = round_.prepare().invite("anna@example.org", f"{'lang' * 12}@{'adres' * 8}.example.org")
    phone = device(PHONE).sign_in(round_.coordinator)
    before = ["gegevens", "planning", "uitnodigen", "uitnodigen/zorgpersoneel", "clientenraad"]
    for page in before:
        phone.open(f"/ronde/{round_.scan.pk}/{page}/")
        check(phone)
    invited.open()
    for page in ["", "uitnodigen/", "uitnodigen/zorgpersoneel/", "datums/", "gesprek-afzeggen/", "sluiten/"]:
        phone.open(f"/ronde/{round_.scan.pk}/{page}")
        check(phone)


def test_numbers_and_warnings(transactional_db, open_round_, device):
    """One client has sent: the page says that this sheet would not count, and the quality officer sees it too."""
    scan = open_round_.scan
    for group, count in {"zorgpersoneel": 6, "clientvertegenwoordigers": 1}.items():
        for _number in range(count):
            AnswerSheet.objects.create(scan=scan, group=group, is_sent=True)
    karim = device(PHONE).sign_in(factories.make_quality_officer(scan.location.organisation))
    karim.open(f"/ronde/{scan.pk}/")
    expect(karim.page.get_by_text("Bewoners en cliëntvertegenwoordigers: 1 vragenlijst")).to_be_visible()
    expect(karim.page.get_by_text("Zorgpersoneel: meer vragenlijsten (6) dan mensen (5).")).to_be_visible()
    expect(karim.page.get_by_role("link", name="De ronde sluiten")).to_have_count(0)
    check(karim)


def test_no_more_mail_please(transactional_db, open_round_, device):
    """Anna opens the link at the foot of her mail and presses the button."""
    send_waiting()
    anna = device(PHONE)
    path = re.search(r"/geen-mail/\S+", next(m.body for m in mail.outbox if m.to == ["anna@example.org"])).group()
    anna.open(path)
    check(anna)
    anna.press("Stuur mij geen mail meer")
    expect(anna.page.get_by_text("U krijgt geen mail meer over deze scan")).to_be_visible()
    check(anna)
    assert Invitation.objects.get(email="anna@example.org").opted_out
