"""A year at De Linde: a plan with two actions, the check after ninety days, the repeat scan, and then beside now.

Karin is the coordinator, Anna the adviser. The clock of the site is moved; nothing else is.
"""

import io
import re
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from questionnaires.definitions import load
from questionnaires.models import Answer, Scan
from scoring.domain.schedule import add_months
from scoring.models import Action, ActionAnswer, Check, RepeatMove
from tests import factories
from tests.calendars import read
from tests.journeys.conftest import LAPTOP
from tests.journeys.test_fill_in import choose
from wolscan.dates import today
from wolscan.mail import send_waiting

QUESTIONNAIRE = load(factories.VERSION)
SERIOUS, ATTENTION, NEUTRAL = "ernstig_issue", "aandachtspunt", "neutraal"
#: Low last year; this year the first is in order and the second is as it was.
FIRE, PRIVACY = "veilig-huis", "privacy"


class Clock:
    """The clock of the site, in this process: tests, server and commands alike."""

    def __init__(self, monkeypatch) -> None:
        self.ahead, real = timedelta(), timezone.now
        monkeypatch.setattr(timezone, "now", lambda: real() + self.ahead)

    def move_to(self, day: date) -> None:
        """Ten o'clock in the morning of this day."""
        self.ahead += timezone.make_aware(datetime.combine(day, time(10))) - timezone.now()
        assert today() == day


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def scan(people):
    """Confirmed today: safety needs support on location."""
    scan = factories.make_scan(people["location"], people["adviser"])
    factories.send_in_scan(scan, people["coordinator"], **{FIRE: SERIOUS, PRIVACY: ATTENTION})
    factories.confirm_scan(scan, people["adviser"], "extra", today=today())
    send_waiting()
    mail.outbox.clear()
    return Scan.objects.get(pk=scan.pk)


def a_day_passes():
    """What the timer of the site does: the daily jobs, and the mails that wait."""
    call_command("daily", stdout=io.StringIO())
    send_waiting()


def mail_about(words):
    [message] = [found for found in mail.outbox if words in found.subject]
    return message


@pytest.mark.story
def test_a_year_from_plan_to_repeat_scan(people, device, scan, clock):
    karin = device().sign_in(people["coordinator"])
    writes_a_plan_with_two_actions(karin, scan)
    answers_the_check_after_ninety_days(people, device, scan, clock)
    moves_the_repeat_scan_by_a_month(people, device, scan, clock)
    repeat = is_told_six_weeks_before(people, scan, clock)
    fills_in_together_and_sees_last_time_afterwards(people, device, repeat)
    compares_then_and_now(people, device, repeat)

    assert karin.outside == []


def writes_a_plan_with_two_actions(karin, scan):
    """One action begins with an example; the other is in her own words."""
    page = karin.open(f"/scan/{scan.pk}/uitkomst/")
    karin.open(f"/scan/{scan.pk}/verbeterplan/")
    karin.check_accessible()
    page.locator("#thema-veiligheid").get_by_role("link", name="Begin met een voorbeeld").click()
    page.locator(f"#onderwerp-{FIRE}").get_by_role("link", name="Dit voorbeeld gebruiken").first.click()
    page.get_by_label("Wie zorgt ervoor?").fill("Nachtteam")
    karin.press("Actie opslaan")
    expect(page.get_by_text("De actie is opgeslagen.")).to_be_visible()

    page.locator("#thema-veiligheid").get_by_role("link", name="Actie toevoegen").first.click()
    page.get_by_label("Wat gaat u doen?").fill("Elke week een gang oefenen")
    page.get_by_label("Wie zorgt ervoor?").fill("Ploegleider BHV")
    page.get_by_label("Wanneer is het klaar?").fill((today() + timedelta(days=30)).isoformat())
    karin.press("Actie opslaan")
    expect(page.get_by_text("Elke week een gang oefenen").first).to_be_visible()
    assert Action.objects.filter(scan=scan).count() == 2
    assert Scan.objects.get(pk=scan.pk).state == "opvolging"


def answers_the_check_after_ninety_days(people, device, scan, clock):
    """One tap in the mail, without signing in; the other action on the page of the plan."""
    check = Check.objects.get(scan=scan)
    clock.move_to(check.due_on - timedelta(days=1))
    a_day_passes()
    assert mail.outbox == []
    clock.move_to(check.due_on + timedelta(days=2))
    for _ in range(2):
        a_day_passes()
    [message] = mail.outbox
    assert message.to == [people["coordinator"].email]

    phone = device()
    phone.open(re.search(r"/actie/[\w-]{36}/[^\s/]+/\?antwoord=gedaan", message.body).group())
    assert not ActionAnswer.objects.exists()
    phone.check_accessible()
    phone.press("Mijn antwoord opslaan")
    expect(phone.page.get_by_text("Uw antwoord is opgeslagen.")).to_be_visible()

    karin = device().sign_in(people["coordinator"])
    karin.open(f"/scan/{scan.pk}/verbeterplan/")
    karin.page.locator("#check").get_by_role("button", name="Bezig").click()
    expect(karin.page.get_by_text("De check is gedaan")).to_be_visible()
    assert sorted(ActionAnswer.objects.values_list("answer", flat=True)) == ["bezig", "gedaan"]


def moves_the_repeat_scan_by_a_month(people, device, scan, clock):
    """Anna asks for another day; Karin gets it by mail, for her calendar."""
    clock.move_to(add_months(scan.confirmed_on, 6))
    mail.outbox.clear()
    later = add_months(scan.repeat_on, 1)
    anna = device(LAPTOP).sign_in(people["adviser"])
    anna.open(f"/scan/{scan.pk}/uitkomst/")
    anna.press("De herhaalscan verplaatsen")
    anna.check_accessible()
    anna.page.get_by_label("Op welke dag is de herhaalscan?").fill(later.isoformat())
    anna.page.get_by_label("Waarom verplaatst u de herhaalscan?").fill("In die maand wordt er verbouwd.")
    anna.press("De herhaalscan verplaatsen")
    expect(anna.page.get_by_text("Zet hem opnieuw in uw agenda.")).to_be_visible()
    send_waiting()

    message = mail_about("is nu op")
    assert message.to == [people["coordinator"].email]
    event = read(message.attachments[0].get_payload(decode=True))[1]
    assert (event.dtstart.value, event.sequence.value) == (later, "1")
    assert RepeatMove.objects.get().planned_on == scan.repeat_on


def is_told_six_weeks_before(people, scan, clock):
    """The timer stood still for a week; the repeat scan is opened once, and told once."""
    invited = Scan.objects.get(pk=scan.pk).repeat_on - timedelta(weeks=6)
    clock.move_to(invited - timedelta(days=1))
    a_day_passes()
    assert not Scan.objects.filter(previous=scan).exists()
    mail.outbox.clear()
    clock.move_to(invited + timedelta(days=7))
    for _ in range(2):
        a_day_passes()

    repeat = Scan.objects.get(previous=scan)
    assert (repeat.state, repeat.adviser) == ("voorbereiding", people["adviser"])
    message = mail_about("tijd om u voor te bereiden")
    assert message.to == [people["coordinator"].email]
    assert "Over 5 weken, op " in message.body
    assert f"/locatie/{people['location'].pk}/" in message.body
    return repeat


def fills_in_together_and_sees_last_time_afterwards(people, device, repeat):
    """What was agreed last year shows at a topic after it was answered, and not before."""
    karin = device(LAPTOP).sign_in(people["coordinator"])
    page = karin.open(f"/locatie/{people['location'].pk}/")
    karin.check_accessible()
    karin.press("Samen één vragenlijst invullen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("De Linde")
    sheet = repeat.sheets.get()
    karin.open(f"/invullen/{sheet.pk}/thema/informatie/")
    assert "Vorige keer" not in page.content()
    choose(page, QUESTIONNAIRE.topics[PRIVACY], ATTENTION)
    expect(page.locator(f"#vorige-{PRIVACY}")).to_have_text("Vorige keer: Aandachtspunt")
    expect(page.get_by_text("Vorige keer:")).to_have_count(1)
    karin.check_accessible()
    assert Answer.objects.get(sheet=sheet, topic=PRIVACY).value == ATTENTION

    factories.fill_sheet(sheet, NEUTRAL, **{PRIVACY: ""})
    karin.open(f"/invullen/{sheet.pk}/overzicht/")
    karin.press("Versturen")
    expect(page).to_have_url(re.compile("/uitkomst/"))
    assert Scan.objects.get(pk=repeat.pk).state == "ingediend"


def compares_then_and_now(people, device, repeat):
    """Karin on her phone and Anna at her desk see the same drawing, with the same in a table."""
    told = "Veiligheid: Vorige keer: ernstig issue. Nu: neutraal."
    for person, viewport in ((people["coordinator"], None), (people["adviser"], LAPTOP)):
        who = device(viewport).sign_in(person) if viewport else device().sign_in(person)
        page = who.open(f"/scan/{repeat.pk}/uitkomst/")
        expect(page.get_by_role("img", name=told)).to_be_visible()
        expect(page.locator("svg.dumbbell")).to_have_count(8)
        row = page.locator(".comparison tbody tr").nth(2)
        expect(row).to_contain_text("Ernstig issue")
        expect(row.locator(".number").first).to_have_text("1")
        expect(page.get_by_text("Onderwerpen die beter zijn dan vorige keer: 1. Gelijk: 84. Lager: 0.")).to_be_visible()
        who.check_accessible()
        who.check_fits()
