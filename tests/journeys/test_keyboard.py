"""Seven people, each with a keyboard and nothing else: every place they come to is seen, and has a name."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from questionnaires.definitions import load
from questionnaires.invitations import make_ways, way_in
from questionnaires.models import AgreedLevel, Answer, AnswerSheet, Invitation, Scan
from questionnaires.services import prepare_scan
from scoring.models import Decision
from tests import factories
from tests.journeys.conftest import LAPTOP
from tests.journeys.keyboard import Keyboard
from tests.scoring.conversation.conftest import ATTENTION, BEST, CLIENT_TOPIC, fill_groups
from tests.scoring.publication.figures import make_published
from wolscan.dates import today
from wolscan.models import Membership
from wolscan.permissions import Role

QUESTIONNAIRE = load(factories.VERSION)


@pytest.fixture
def keyboard(device):
    """``keyboard()`` for somebody without an account, ``keyboard(user)`` for who has one."""

    def sit_down(user=None):
        laptop = device(LAPTOP)
        if user:
            laptop.come_signed_in(user)
        return Keyboard(laptop)

    return sit_down


@pytest.fixture
def code(people):
    """The code of a letter to somebody of a group."""

    def of(group):
        scan = prepare_scan(location=people["location"], by=people["coordinator"], today=today())
        Scan.objects.filter(pk=scan.pk).update(state="open", closes_on=today() + timedelta(days=14))
        [way] = make_ways(scan=scan, group=group, kind="letter", count=1, by=people["coordinator"])
        return way_in(way).code

    return of


def heading(keys, text):
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text(text)


def answers():
    return dict(Answer.objects.exclude(value="").values_list("topic", "value"))


def test_a_carer_fills_in_a_theme_and_sends(code, keyboard):
    theme = QUESTIONNAIRE.themes_for("zorgpersoneel")[0]
    topics = theme.topics_for("zorgpersoneel")
    keys = keyboard()
    keys.device.open("/meedoen/")
    keys.write("Uw code of nummer", code("zorgpersoneel"))
    keys.follow("Verder")
    keys.follow("Beginnen")
    keys.follow("Beginnen")
    for topic in topics:
        keys.choose(topic.title.nl, "Neutraal")
    keys.reach("Toelichting toevoegen")
    keys.follow("Opslaan en later verder")
    keys.follow("Nakijken en versturen")
    keys.follow("Versturen")
    heading(keys, "Dank u wel, uw antwoorden zijn verstuurd")

    assert answers() == {topic.key: "neutraal" for topic in topics}
    assert AnswerSheet.objects.get().is_sent


def test_a_daughter_fills_in_with_her_mother(code, keyboard):
    first = QUESTIONNAIRE.topics_for("clientvertegenwoordigers")[0]
    keys = keyboard()
    keys.device.open("/meedoen/")
    keys.write("Uw code of nummer", code("clientvertegenwoordigers").lower().replace("-", " "))
    keys.follow("Verder")
    keys.choose("", "Samen met iemand die mij helpt")
    keys.follow("Beginnen")
    keys.follow("Beginnen")
    heading(keys, "Vraag 1 van 29")
    keys.choose("", "Aandachtspunt")
    keys.follow("Opslaan en verder")
    heading(keys, "Vraag 2 van 29")
    keys.follow("Deze vraag overslaan")
    keys.follow("Opslaan en later verder")
    keys.follow("Nakijken en versturen")
    keys.follow("Versturen")
    heading(keys, "Dank u wel")

    assert answers() == {first.key: ATTENTION}


def test_a_coordinator_prepares_a_round_and_invites(people, keyboard):
    keys = keyboard(people["coordinator"])
    keys.follow("Naar de locatie")
    keys.follow("Bereid de ronde voor")
    keys.write("Hoeveel woongroepen zijn er?", "6")
    keys.reach("Mensen met dementie (PG)")
    keys.device.key("Space")
    keys.write("Naam van de contactpersoon", "Sanne de Wit")
    keys.write("Telefoonnummer van de contactpersoon", "030 123 45 67")
    keys.follow("Opslaan en verder")
    keys.write_day("Op welke dag is het gesprek?", today() + timedelta(days=23))
    keys.reach("Hoe laat?")
    keys.page.keyboard.type("0200PM")
    keys.follow("Opslaan en verder")
    keys.follow("Zorgpersoneel")
    keys.write("Mailadressen", "anna@example.org; bert@example.org")
    keys.follow("Deze adressen toevoegen")
    expect(keys.page.get_by_role("status").first).to_contain_text("2 adressen toegevoegd.")

    assert Invitation.objects.filter(group="zorgpersoneel", kind="mail").count() == 2


@pytest.fixture
def talk(people):
    """In conversation: what clients say of their rooms differs."""
    scan = factories.in_conversation(factories.make_scan(people["location"], people["adviser"]))
    fill_groups(scan, {"zorgpersoneel": {CLIENT_TOPIC: BEST}, "clientvertegenwoordigers": {CLIENT_TOPIC: ATTENTION}})
    return scan


def test_a_coordinator_decides_a_topic_on_the_board(people, talk, keyboard):
    keys = keyboard(people["coordinator"])
    keys.follow("Naar het gespreksbord")
    keys.follow("Begin met het eerste onderwerp")
    heading(keys, "De eigen kamer")
    keys.choose("", "Aandachtspunt")
    keys.write("Waarom", "De kamers 1 tot 4 zijn nog niet klaar.")
    keys.follow("Opslaan en volgende")

    assert AgreedLevel.objects.get(topic=CLIENT_TOPIC).value == ATTENTION


def test_an_adviser_reviews_and_decides(people, keyboard):
    scan = factories.make_scan(people["location"], people["adviser"])
    factories.send_in_scan(scan, people["coordinator"], **{CLIENT_TOPIC: ATTENTION})
    keys = keyboard(people["adviser"])
    keys.follow("De Linde")
    keys.follow("Deze scan beoordelen")
    keys.follow("Begin de beoordeling")
    keys.follow("Laag")
    keys.reach("Uw eigen niveau De eigen kamer")
    keys.page.keyboard.type("Neut")
    keys.write("Motivering De eigen kamer", "Ik zag kamers zonder daglicht.")
    keys.follow("Naar het besluit")
    keys.choose("", "Zelf aan de slag")
    keys.follow("Verder: uw besluit controleren")
    keys.follow("Vaststellen")
    expect(keys.page.get_by_text("De scan is vastgesteld.")).to_be_visible()

    assert Decision.objects.get().tier == "zelf"


def test_the_programme_office_finds_its_figures(transactional_db, keyboard):
    make_published(date(2026, 6, 30))
    keys = keyboard(factories.make_with_role(Role.PROGRAMME_OFFICE, "Petra Programma"))
    keys.follow("Hoe ver de locaties zijn")
    keys.follow("Overzicht")
    keys.follow("Cijfers")
    keys.follow("Bekijk de cijfers")
    keys.reach("Alle onderwerpen van dit thema")
    keys.device.key("Enter")


def test_an_administrator_invites_a_colleague(transactional_db, keyboard):
    keys = keyboard(factories.make_with_role(Role.ADMINISTRATOR, "Bo Beheer"))
    keys.follow("Accounts en rollen")
    keys.follow("Iemand uitnodigen")
    keys.write("Naam", "Anna Adviseur")
    keys.write("Mailadres", "anna@example.org")
    keys.choose("Rol", "Adviseur")
    keys.follow("Uitnodigen")

    assert Membership.objects.filter(role=Role.ADVISER, user__email="anna@example.org").exists()


def test_a_quality_officer_reads_the_board(people, talk, keyboard):
    keys = keyboard(factories.make_quality_officer(people["location"].organisation))
    keys.follow("De Linde")
    keys.follow("Naar het gespreksbord")
    keys.follow("De eigen kamer")
    heading(keys, "De eigen kamer")
