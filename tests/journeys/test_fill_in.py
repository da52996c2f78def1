"""Filling in the scan as a team: on a phone, in pieces, on two devices, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from questionnaires.definitions import load
from questionnaires.models import Answer, AnswerSheet, Scan
from tests.factories import VERSION, fill_sheet, make_scan, team_sheet
from tests.journeys.conftest import LAPTOP
from tests.waiting import until

THEMES = load(VERSION).themes
FIRST, SECOND = THEMES[0].topics[0], THEMES[0].topics[1]


def choose(page, topic, level):
    page.locator(f"label[for=id_{topic.key}_{level}]").click()


def answers():
    return dict(Answer.objects.exclude(value="").values_list("topic", "value"))


@pytest.mark.story
def test_start_leave_and_go_on_elsewhere(people, device):
    """Karin starts on her phone between two shifts, and goes on at a laptop the next day."""
    phone = device().sign_in(people["coordinator"])
    phone.check_accessible()
    phone.press("Naar de locatie")
    phone.check_accessible()
    phone.press("Start de scan")
    phone.check_accessible()
    phone.check_fits()
    phone.press("Beginnen")
    choose(phone.page, FIRST, "neutraal")
    expect(phone.page.locator("#save-status")).to_contain_text(re.compile(r"Opgeslagen om \d\d:\d\d"))
    assert answers() == {FIRST.key: "neutraal"}
    phone.check_accessible()
    phone.check_fits()

    laptop = device(LAPTOP).sign_in(people["coordinator"])
    laptop.press("Verder met invullen")
    expect(laptop.page.get_by_text("1 van 12 beantwoord")).to_be_visible()
    laptop.page.get_by_role("link", name=re.compile("^1. ")).click()
    expect(laptop.page.locator(f"#id_{FIRST.key}_neutraal")).to_be_checked()
    laptop.check_accessible()
    assert phone.outside == laptop.outside == []


def test_leaving_the_page_at_once_loses_nothing(people, device):
    """She chooses, and closes the page in the same second."""
    phone = device().sign_in(people["coordinator"])
    phone.press("Naar de locatie")
    phone.press("Start de scan")
    phone.press("Beginnen")
    choose(phone.there(), FIRST, "uitblinker")
    phone.open("/")

    until(lambda: answers() == {FIRST.key: "uitblinker"})


def test_choice_made_before_the_script_came_is_saved(people, device):
    """The page stands and its script is still on its way: the choice is saved when it comes."""
    phone = device().sign_in(people["coordinator"])
    phone.press("Naar de locatie")
    phone.press("Start de scan")
    script_comes = phone.hold_back("autosave.js")
    phone.press("Beginnen")
    choose(phone.page, FIRST, "neutraal")
    expect(phone.page.locator(f"#id_{FIRST.key}_neutraal")).to_be_checked()
    script_comes()
    expect(phone.page.locator("#save-status")).to_contain_text("Opgeslagen om")

    assert answers() == {FIRST.key: "neutraal"}


def test_note_is_saved_while_typing(people, device):
    phone = device().sign_in(people["coordinator"])
    phone.press("Naar de locatie")
    phone.press("Start de scan")
    phone.press("Beginnen")
    question = phone.page.locator(f"#id_{FIRST.key}")
    question.get_by_text("Toelichting toevoegen").click()
    question.locator("textarea").press_sequentially("We doen dit elke maandag.", delay=5)
    expect(phone.page.locator("#save-status")).to_contain_text("Opgeslagen om")

    until(lambda: Answer.objects.get().note == "We doen dit elke maandag.")


def test_whole_theme_with_the_keyboard(people, device):
    """Tab, space and arrows are enough."""
    laptop = device(LAPTOP).sign_in(people["coordinator"])
    laptop.press("Naar de locatie")
    laptop.press("Start de scan")
    laptop.press("Beginnen")
    page = laptop.there()
    for topic in THEMES[0].topics:
        page.locator(f"#id_{topic.key}_none").focus()
        laptop.key("ArrowDown")
    page.locator("button[value=next]").focus()
    laptop.key("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(THEMES[1].title.nl)

    assert answers() == {topic.key: "uitblinker" for topic in THEMES[0].topics}


@pytest.mark.story
def test_without_javascript(people, device):
    """Everything works with buttons alone."""
    phone = device(javascript=False).sign_in(people["coordinator"])
    phone.press("Naar de locatie")
    phone.press("Start de scan")
    phone.press("Beginnen")
    for theme in THEMES:
        for topic in theme.topics:
            choose(phone.page, topic, "neutraal")
        phone.page.locator("button[value=next]").click()
    expect(phone.page.get_by_text("Alle onderwerpen hebben een antwoord")).to_be_visible()
    phone.press("Versturen")
    expect(phone.page.get_by_text("Zelf aan de slag").first).to_be_visible()

    assert AnswerSheet.objects.get().is_sent
    assert Scan.objects.get().state == "ingediend"
    assert len(answers()) == len(load(VERSION).topics)


def test_two_people_at_one_sheet(people, device):
    """Karin and Ben choose differently at the same topic: both see both, and nothing is lost."""
    karin = device().sign_in(people["coordinator"])
    karin.press("Naar de locatie")
    karin.press("Start de scan")
    karin.press("Beginnen")
    karin.page.wait_for_url("**/thema/**")
    ben = device(LAPTOP).sign_in(people["coordinator"])
    ben.open(karin.page.url)

    choose(karin.page, FIRST, "neutraal")
    choose(karin.page, SECOND, "neutraal")
    expect(karin.page.locator("#save-status")).to_contain_text("Opgeslagen om")
    choose(ben.page, FIRST, "ernstig_issue")
    ben.page.locator("button[value=next]").click()
    expect(ben.page.get_by_text("Iemand anders veranderde dezelfde antwoorden")).to_be_visible()
    ben.check_accessible()
    assert answers() == {FIRST.key: "neutraal", SECOND.key: "neutraal"}

    ben.page.locator("button[value=next]").click()
    expect(ben.page.get_by_role("heading", level=1)).to_contain_text(THEMES[1].title.nl)
    assert answers() == {FIRST.key: "ernstig_issue", SECOND.key: "neutraal"}


def test_lost_connection_is_said_and_mended(people, device):
    """The connection drops in the lift: the page says so, keeps the choice and saves when it is back."""
    phone = device().sign_in(people["coordinator"])
    phone.press("Naar de locatie")
    phone.press("Start de scan")
    phone.press("Beginnen")
    phone.there()
    phone.context.set_offline(True)
    choose(phone.page, FIRST, "aandachtspunt")
    expect(phone.page.locator("#save-status")).to_contain_text("Niet opgeslagen: geen verbinding")
    assert answers() == {}

    phone.context.set_offline(False)
    expect(phone.page.locator("#save-status")).to_contain_text("Opgeslagen om")
    assert answers() == {FIRST.key: "aandachtspunt"}


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_overview_before_sending(people, device, colour_scheme):
    sheet = team_sheet(make_scan(people["location"], people["adviser"]))
    fill_sheet(sheet, "aandachtspunt", privacy="", overdracht="weet_ik_niet", zingeving="nvt")
    phone = device(color_scheme=colour_scheme).sign_in(people["coordinator"])
    phone.open(f"/invullen/{sheet.pk}/overzicht/")
    expect(phone.page.get_by_text("1 onderwerp heeft nog geen antwoord")).to_be_visible()
    phone.check_accessible()
    phone.check_fits()
    phone.open(f"/invullen/{sheet.pk}/thema/informatie/")
    phone.check_accessible()
