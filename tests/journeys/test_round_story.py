"""Twenty people at De Linde: from the invitation to a scan that is sent in, and what they get back.

Fatma takes part on her phone, mevrouw Jansen with her daughter, Ali on the tablet in the kitchen, and Wim on paper.
The other sixteen do the same by the services; Karin, the coordinator, leads.
"""

import io
import json
import re

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from questionnaires.definitions import load
from questionnaires.invitations import way_in
from questionnaires.merging import Given
from questionnaires.models import AnswerSheet, Invitation, Participation, Scan
from questionnaires.responding import send_sheet, take_place
from questionnaires.round.links import link_of
from questionnaires.round.services import open_round
from questionnaires.services import save_theme
from scoring.givingback.codes import code_of
from tests import factories
from tests.factories import VERSION
from tests.journeys.conftest import LAPTOP
from tests.journeys.test_take_part import TABLET, choose, type_code
from tests.twenty import TWENTY, prepare_round
from wolscan.dates import today
from wolscan.mail import send_waiting

#: Care workers call this best, clients see that it goes wrong: the one thing to talk about at length.
TOPIC = "eten-en-drinken"
QUESTIONNAIRE = load(VERSION)


@pytest.fixture
def scan(people):
    """Invited by mail, by a link, by letter and on paper; the round is open and the mails went out."""
    scan = prepare_round(people["location"], people["coordinator"])
    Scan.objects.filter(pk=scan.pk).update(adviser=people["adviser"])
    open_round(scan=scan, by=people["coordinator"], today=today())
    assert send_waiting() == sum(number for number, kind in TWENTY.values() if kind == "mail")
    return Scan.objects.get(pk=scan.pk)


def ways(scan, group):
    return list(scan.invitations.filter(group=group).exclude(kind=Invitation.Kind.PERSONAL).order_by("pk"))


def waiting(scan, group):
    return [way for way in ways(scan, group) if way.progress != Invitation.Progress.DONE]


def answers(group, **special):
    """Everything *neutraal*, but for what this person sees otherwise."""
    return {
        topic.key: Given(special.get(topic.key.replace("-", "_"), "neutraal"))
        for topic in QUESTIONNAIRE.topics_for(group)
    }


def takes_part(invitation, **special):
    """Somebody who begins, answers everything and sends, by the services."""
    sheet = take_place(invitation=invitation, mode=Participation.Mode.SELF, named=False, today=today())
    given = answers(sheet.group, **special)
    for theme in QUESTIONNAIRE.themes_for(sheet.group):
        typed = {topic.key: given[topic.key] for topic in theme.topics_for(sheet.group)}
        save_theme(sheet=sheet, theme=theme, seen={}, typed=typed)
    send_sheet(sheet=sheet, today=today())


def everybody_else(scan):
    """Sixteen people, so that each group is complete."""
    for invitation in waiting(scan, "zorgpersoneel"):
        takes_part(invitation, eten_en_drinken="uitblinker")
    for _ in range(3):
        takes_part(ways(scan, "ondersteuning")[0])
    for invitation in ways(scan, "management"):
        takes_part(invitation)
    for invitation in waiting(scan, "clientvertegenwoordigers"):
        takes_part(invitation, eten_en_drinken="ernstig_issue")
    for invitation in waiting(scan, "vrijwilligers"):
        takes_part(invitation)


def fatma_on_her_phone(device):
    """The link in her mail, one theme, and sent between two shifts."""
    body = next(message.body for message in mail.outbox if message.to == ["zorgpersoneel0@example.org"])
    phone = device()
    phone.open(re.search(r"/d/[\w-]{32}/", body).group())
    phone.press("Beginnen")
    phone.press("Beginnen")
    for topic in QUESTIONNAIRE.themes[0].topics_for("zorgpersoneel"):
        choose(phone.page, topic, "neutraal")
    expect(phone.page.locator("#save-status")).to_contain_text("Opgeslagen om")
    phone.press("Opslaan en later verder")
    sends(phone)


def mevrouw_jansen_and_her_daughter(scan, device):
    """The code of her letter, one question a page: she answers what she wants to say something about."""
    tablet = device(TABLET)
    type_code(tablet, way_in(ways(scan, "clientvertegenwoordigers")[0]).code)
    tablet.press("Verder")
    tablet.page.get_by_label("Samen met iemand die mij helpt").check()
    tablet.press("Beginnen")
    tablet.press("Beginnen")
    for topic in QUESTIONNAIRE.topics_for("clientvertegenwoordigers"):
        if topic.key == TOPIC:
            choose(tablet.page, topic, "ernstig_issue")
            break
        tablet.press("Deze vraag overslaan")
    tablet.press("Opslaan en later verder")
    sends(tablet)


def ali_on_the_tablet_in_the_kitchen(scan, device):
    """The link that hangs in the kitchen; he writes his own code down, and wipes the tablet when he is done."""
    tablet = device(TABLET)
    tablet.open("/d/" + link_of(ways(scan, "ondersteuning")[0]).rpartition("/d/")[2])
    tablet.page.get_by_label("Dit is een gedeelde tablet of computer").check()
    tablet.press("Beginnen")
    tablet.press("Ik heb de code opgeschreven: verder")
    tablet.press("Beginnen")
    choose(tablet.page, QUESTIONNAIRE.topics_for("ondersteuning")[0], "neutraal")
    tablet.press("Opslaan en later verder")
    sends(tablet)
    tablet.press("Klaar: laat hier niets achter")
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Meedoen met een code")
    tablet.page.go_back()
    expect(tablet.page.get_by_text("De Linde")).to_have_count(0)


def wim_on_paper(scan, device):
    """He ticked boxes with a pen; Piet of the office types the sheet over."""
    piet = device(LAPTOP)
    type_code(piet, way_in(ways(scan, "vrijwilligers")[0]).code)
    piet.press("Verder")
    piet.press("Een papieren vragenlijst overtypen")
    piet.page.locator(f"#id_{QUESTIONNAIRE.topics_for('vrijwilligers')[0].key}_none").focus()
    for _ in QUESTIONNAIRE.topics_for("vrijwilligers"):
        piet.key("2")
    piet.press("Opslaan en naar het overzicht")
    piet.press("Versturen")
    expect(piet.page.get_by_text("Versnipper het papier")).to_be_visible()


def sends(who):
    who.press("Nakijken en versturen")
    who.press("Versturen")
    expect(who.page.get_by_role("heading", level=1)).to_contain_text("Dank u wel")


def command(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def scored(scan, tmp_path):
    """What ``manage.py score`` makes of the sheets of this scan."""
    path = tmp_path / "scan.json"
    path.write_text(command("export_scan", str(scan.pk)), encoding="utf-8")
    return json.loads(command("score", str(path)))


def proposals_on_the_board(karin, scan):
    """The level that stands on the board as proposal, for every topic."""
    karin.open(f"/scan/{scan.pk}/gesprek/?toon=alles")
    rows = karin.page.locator(".board-row").evaluate_all(
        """rows => rows.map(row => [row.querySelector("a").getAttribute("href"),
                                    row.querySelector(".board-row__levels > span").innerHTML])"""
    )
    levels = {
        re.search(r"onderwerp/([\w-]+)/", link).group(1): re.findall(r"level--(\w+)", html) for link, html in rows
    }
    return {topic: found[0] if found else None for topic, found in levels.items()}


@pytest.mark.story
def test_twenty_people_from_the_invitation_to_a_scan_that_is_sent_in(people, scan, device, tmp_path):
    fatma_on_her_phone(device)
    mevrouw_jansen_and_her_daughter(scan, device)
    ali_on_the_tablet_in_the_kitchen(scan, device)
    wim_on_paper(scan, device)
    everybody_else(scan)

    karin = device(LAPTOP).sign_in(people["coordinator"])
    karin.open(f"/ronde/{scan.pk}/")
    expect(karin.page.locator("tfoot td").last).to_have_text("20")
    karin.check_accessible()
    karin.press("De ronde sluiten")
    karin.press("Sluit de ronde definitief")
    expect(karin.page.get_by_text("De ronde is gesloten.").first).to_be_visible()
    assert AnswerSheet.objects.filter(scan=scan, is_sent=True).count() == AnswerSheet.objects.count() == 20

    outcome = scored(scan, tmp_path)
    proposals = {key: topic["proposal"] for key, topic in outcome["topics"].items()}
    assert proposals_on_the_board(karin, scan) == proposals
    assert set(outcome["topics"][TOPIC]["flags"]) == {"verschil", "stem_van_de_client"}

    agrees(karin, scan)
    sends_in(karin)
    assert Scan.objects.get(pk=scan.pk).state == "ingediend"
    assert scored(scan, tmp_path) == scan.assessments.get().outcome
    assert karin.outside == []


def agrees(karin, scan):
    """What all see alike is taken over with one button; the rest gets a level and a reason each."""
    page = karin.page
    karin.open(f"/scan/{scan.pk}/gesprek/")
    page.get_by_role("button", name=re.compile("voorstellen overnemen")).click()
    expect(page.get_by_text("Alle voorstellen zijn overgenomen.")).to_be_visible()
    to_talk_about = page.locator("ol.board-list > li").count()
    assert to_talk_about == 1 + sum(topic.critical for topic in QUESTIONNAIRE.topics.values())
    karin.press("Begin met het eerste onderwerp")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTIONNAIRE.topics[TOPIC].title.nl)
    for number in range(to_talk_about):
        page.locator(f"label[for=id_value_{'neutraal' if number else 'aandachtspunt'}]").click()
        page.locator("#id_reason").fill("Zo zien wij het samen.")
        if page.locator("#id_rests_on").count():
            page.locator("#id_rests_on").fill("Rondgang van maandag.")
        step = page.locator(".step").inner_text()
        page.locator("button[value=volgende]").click()
        expect(page.locator(".step")).not_to_have_text(step)
    karin.open(f"/scan/{scan.pk}/gesprek/")
    expect(page.get_by_text("Over al deze onderwerpen is iets afgesproken.")).to_be_visible()


def sends_in(karin):
    """Help with one theme, a word at the warnings, and away it goes."""
    page = karin.page
    karin.open(page.url.replace("/gesprek/", "/hulp/"))
    for theme in QUESTIONNAIRE.themes:
        page.locator(f"label[for=id_{theme.key}_{'ja' if theme.key == 'wonen-en-welzijn' else 'nee'}]").click()
    karin.press("Opslaan en naar de controle")
    karin.check_accessible()
    if page.locator("textarea[name=reason]").count():
        page.locator("textarea[name=reason]").fill("Deze onderwerpen bespreken wij in het voorjaar.")
    karin.press("Versturen")
    expect(page.get_by_text("Dank u wel. De scan is ingediend")).to_be_visible()


def test_everyone_who_took_part_sees_what_came_out(people, device):
    """The adviser confirms; Karin prints the poster; Fatma types the code on her phone and reads what came out."""
    scan = factories.make_scan(people["location"], people["adviser"])
    factories.send_in_scan(scan, people["coordinator"], eten_en_drinken="aandachtspunt", eenzaamheid="uitblinker")
    scan.refresh_from_db()
    factories.confirm_scan(scan, people["adviser"], today=today())

    karin = device(LAPTOP).sign_in(people["coordinator"])
    karin.open(f"/scan/{scan.pk}/uitkomst/")
    expect(karin.page.get_by_text(code_of(scan))).to_be_visible()
    karin.check_accessible()
    assert karin.download("Poster om af te drukken (PDF, A4)") == "wolscan-poster-de-linde.pdf"

    for options in ({}, {"color_scheme": "dark"}, {"javascript": False}):
        fatma = device(**options)
        fatma.open("/uitkomst/")
        fatma.check_fits()
        fatma.page.get_by_label("De code van de uitkomst").fill(code_of(scan).lower().replace("-", " "))
        fatma.press("Uitkomst tonen")
        expect(fatma.page.get_by_role("heading", level=1)).to_have_text("Wat eruit kwam bij De Linde")
        expect(fatma.page.get_by_role("heading", name="Eten, drinken en sfeer aan tafel")).to_be_visible()
        fatma.check_fits()
        if options.get("javascript", True):
            fatma.check_accessible()
            fatma.open("/uitkomst/")
            fatma.check_accessible()
        assert code_of(scan) not in fatma.page.url
        assert fatma.outside == []
