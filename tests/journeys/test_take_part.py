"""People take part without an account: on a phone, with somebody's help, on paper, and on a shared tablet."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from questionnaires.definitions import load
from questionnaires.invitations import make_ways, way_in
from questionnaires.models import Answer, AnswerSheet, Invitation, Scan
from questionnaires.services import prepare_scan
from tests.factories import VERSION
from tests.journeys.conftest import LAPTOP
from wolscan.dates import today

TABLET = {"width": 810, "height": 1080}
PAGE_OF_CODES = "/meedoen/"


@pytest.fixture
def round_(people):
    """An open round at De Linde: ``round_("vrijwilligers", "link")`` gives a way in."""
    coordinator = people["coordinator"]
    scan = prepare_scan(location=people["location"], by=coordinator, today=today())
    meets_at = timezone.make_aware(datetime.combine(today() + timedelta(days=16), datetime.min.time()).replace(hour=14))
    Scan.objects.filter(pk=scan.pk).update(
        state="open",
        closes_on=today() + timedelta(days=14),
        meets_at=meets_at,
        contact_name="Karin de Vries",
        contact_phone="030 123 45 67",
    )

    def invite(group, kind="letter", **fields):
        return make_ways(scan=scan, group=group, kind=kind, count=1, by=coordinator, **fields)[0]

    return invite


def link(invitation):
    return f"/d/{way_in(invitation).token}/"


def type_code(device, code):
    device.open(PAGE_OF_CODES)
    device.page.get_by_label("Uw code of nummer").fill(code)


def choose(page, topic, value):
    page.locator(f"label[for=id_{topic.key}_{value}]").click()


def saves_by_itself(device, topic, value):
    """The page sends a choice within two seconds. How long a busy machine takes to answer is another matter."""
    page = device.there()
    began = page.evaluate("Date.now()")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        choose(page, topic, value)
    expect(page.locator("#save-status")).to_contain_text(re.compile(r"Opgeslagen om \d\d:\d\d"))
    assert sent.value.timing["startTime"] - began < 2_000


def check(device):
    device.check_accessible()
    device.check_fits()


def sent():
    """The sent sheets: group and answers."""
    return {
        sheet.group: dict(Answer.objects.filter(sheet=sheet).values_list("topic", "value"))
        for sheet in AnswerSheet.objects.filter(is_sent=True)
    }


def test_a_carer_on_her_phone_between_two_shifts(round_, device):
    """Fatma opens her link, answers some, goes on at home with the same link, and sends."""
    way = round_("zorgpersoneel")
    first, second = load(VERSION).topics_for("zorgpersoneel")[:2]
    phone = device()
    phone.open(link(way))
    assert way_in(way).token not in phone.page.url
    expect(phone.page.get_by_text("Ongeveer 20 minuten, 60 vragen.")).to_be_visible()
    check(phone)
    phone.press("Beginnen")
    check(phone)
    phone.press("Beginnen")
    saves_by_itself(phone, first, "aandachtspunt")
    check(phone)

    home = device(LAPTOP)
    home.open(link(way))
    expect(home.page.get_by_text("1 van 60 vragen beantwoord").first).to_be_visible()
    check(home)
    home.page.get_by_role("link", name=re.compile("^1. ")).click()
    choose(home.page, second, "uitblinker")
    home.press("Opslaan en later verder")
    home.press("Nakijken en versturen")
    expect(home.page.get_by_text("58 vragen hebben nog geen antwoord")).to_be_visible()
    check(home)
    assert home.download("Download een kopie van mijn antwoorden") == "mijn-antwoorden-wolscan.txt"
    home.press("Versturen")
    expect(home.page.get_by_role("heading", level=1)).to_have_text("Dank u wel, uw antwoorden zijn verstuurd")
    check(home)

    home.page.go_back()
    expect(home.page.get_by_role("heading", level=1)).to_have_text("Dank u wel, uw antwoorden zijn verstuurd")
    phone.page.reload()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Dank u wel, uw antwoorden zijn verstuurd")
    assert sent() == {"zorgpersoneel": {first.key: "aandachtspunt", second.key: "uitblinker"}}
    assert phone.outside == home.outside == []


def test_a_resident_with_her_daughter_one_question_a_page(round_, device):
    """Mevrouw Jansen has a letter. Her daughter types the code; they skip a question and go back."""
    way = round_("clientvertegenwoordigers")
    first, second, third = load(VERSION).topics_for("clientvertegenwoordigers")[:3]
    tablet = device(TABLET)
    type_code(tablet, way_in(way).code.lower().replace("-", " "))
    check(tablet)
    tablet.press("Verder")
    tablet.page.get_by_label("Samen met iemand die mij helpt").check()
    check(tablet)
    tablet.press("Beginnen")
    tablet.press("Beginnen")
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Vraag 1 van 29")
    check(tablet)
    tablet.press("Deze vraag overslaan")
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Vraag 2 van 29")
    choose(tablet.page, second, "neutraal")
    tablet.press("Opslaan en verder")
    choose(tablet.page, third, "weet_ik_niet")
    tablet.press("Opslaan en één vraag terug")
    expect(tablet.page.locator(f"#id_{second.key}_neutraal")).to_be_checked()
    tablet.press("Opslaan en later verder")
    check(tablet)
    tablet.press("Nakijken en versturen")
    tablet.page.get_by_role("link", name=re.compile(rf"Beantwoorden {re.escape(first.title.nl)}$")).click()
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Vraag 1 van 29")
    tablet.press("Opslaan en later verder")
    tablet.press("Nakijken en versturen")
    tablet.press("Versturen")
    expect(tablet.page.get_by_role("heading", level=1)).to_contain_text("Dank u wel")

    assert sent() == {"clientvertegenwoordigers": {second.key: "neutraal", third.key: "weet_ik_niet"}}


def test_reading_aloud_uses_a_voice_of_the_device_only(round_, device):
    """The button is there with a Dutch voice on the device, and not with one that lives on a server."""
    way = round_("clientvertegenwoordigers")
    voice = """
      window.spoken = [];
      window.SpeechSynthesisUtterance = function (text) { this.text = text; };
      Object.defineProperty(window, "speechSynthesis", {value: {
        getVoices: () => [{lang: "nl-NL", localService: LOCAL}], speak: (u) => window.spoken.push(u.text),
        cancel: () => {}, speaking: false, pending: false, addEventListener: () => {},
      }});
    """
    for is_local in ("true", "false"):
        tablet = device(TABLET)
        tablet.context.add_init_script(voice.replace("LOCAL", is_local))
        tablet.open(link(way))
        if "begin" in tablet.page.url:
            tablet.page.get_by_label("Samen met iemand").check()
            tablet.press("Beginnen")
        tablet.press("Beginnen")
        button = tablet.there().get_by_role("button", name="Lees voor")
        expect(button).to_have_count(1 if is_local == "true" else 0)
        if is_local == "true":
            button.click()
            first = load(VERSION).topics_for("clientvertegenwoordigers")[0]
            assert first.client_text.nl in tablet.page.evaluate("window.spoken")
            check(tablet)


def test_a_questionnaire_on_paper_is_typed_over_with_the_keyboard(round_, people, device):
    """The coordinator is refused with the reason; Piet of the office types the digits that were ticked."""
    way = round_("vrijwilligers", "paper")
    topics = load(VERSION).topics_for("vrijwilligers")
    karin = device(LAPTOP).sign_in(people["coordinator"])
    type_code(karin, way_in(way).code)
    karin.press("Verder")
    expect(karin.page.get_by_text("Als u dit papier overtypt, ziet u wie wat antwoordde.")).to_be_visible()
    check(karin)

    piet = device(LAPTOP)
    type_code(piet, way_in(way).code.replace("-", ""))
    piet.press("Verder")
    check(piet)
    piet.press("Een papieren vragenlijst overtypen")
    check(piet)
    piet.page.locator(f"#id_{topics[0].key}_none").focus()
    for digit in ("2", "0", "5", "4"):
        piet.key(digit)
    piet.page.locator(f"#id_{topics[4].key}").get_by_text("Toelichting op het papier").click()
    piet.page.locator(f"#id_{topics[4].key}-note").fill("In 2026 ging dit 3 keer mis.")
    piet.press("Opslaan en naar het overzicht")
    expect(piet.page.get_by_text("In 2026 ging dit 3 keer mis.")).to_be_visible()
    check(piet)
    piet.press("Versturen")
    expect(piet.page.get_by_text("Versnipper het papier")).to_be_visible()
    check(piet)
    piet.press("Klaar: laat hier niets achter")
    expect(piet.page).to_have_url(re.compile(f"{PAGE_OF_CODES}$"))

    given = sent()["vrijwilligers"]
    assert {key: value for key, value in given.items() if value} == {
        topics[0].key: "neutraal",
        topics[2].key: "weet_ik_niet",
        topics[3].key: "ernstig_issue",
    }


def test_a_shared_tablet_in_the_living_room_is_wiped_between_two_people(round_, device):
    """Two residents after one another: nothing of the first is left for the second, whatever they press."""
    first, second = round_("clientvertegenwoordigers"), round_("clientvertegenwoordigers")
    topic = load(VERSION).topics_for("clientvertegenwoordigers")[0]
    tablet = device(TABLET)
    type_code(tablet, way_in(first).code)
    tablet.page.get_by_label("Ook anderen gebruiken dit apparaat").check()
    tablet.press("Verder")
    tablet.press("Beginnen")
    check(tablet)
    tablet.press("Beginnen")
    choose(tablet.page, topic, "ernstig_issue")
    expect(tablet.page.locator("#save-status")).to_contain_text("Opgeslagen om")
    tablet.press("Opslaan en later verder")
    sheet = tablet.page.url
    tablet.press("Klaar: laat hier niets achter")
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Meedoen met een code")

    tablet.page.go_back()
    expect(tablet.page.get_by_text("Uw vragenlijst over De Linde")).to_have_count(0)
    tablet.open(sheet)
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Typ uw code nog een keer")
    check(tablet)

    type_code(tablet, way_in(second).code)
    tablet.press("Verder")
    tablet.press("Beginnen")
    expect(tablet.page.get_by_text("0 van 29 vragen beantwoord").first).to_be_visible()
    assert set(Invitation.objects.values_list("progress", flat=True)) == {"begun"}


def test_a_volunteer_without_javascript_behind_a_group_link(round_, device):
    """Wim writes his code down, comes back with it in another browser, and sends."""
    way = round_("vrijwilligers", "link", cap=5)
    topic = load(VERSION).topics_for("vrijwilligers")[0]
    phone = device(javascript=False)
    phone.open(link(way))
    phone.press("Beginnen")
    code = phone.page.locator(".own-code").inner_text()
    check_without_script(phone)
    phone.press("Ik heb de code opgeschreven: verder")
    phone.press("Beginnen")
    choose(phone.page, topic, "neutraal")
    phone.page.locator("button[value=next]").click()

    laptop = device(LAPTOP, javascript=False)
    type_code(laptop, code)
    laptop.press("Verder")
    laptop.press("Liever één vraag per bladzijde, met grote letters")
    laptop.press("Verder")
    expect(laptop.page.get_by_role("heading", level=1)).to_have_text("Vraag 2 van 19")
    laptop.press("Opslaan en later verder")
    laptop.press("Nakijken en versturen")
    laptop.press("Versturen")
    expect(laptop.page.get_by_role("heading", level=1)).to_contain_text("Dank u wel")

    assert sent() == {"vrijwilligers": {topic.key: "neutraal"}}


def check_without_script(device):
    """axe needs scripts; the width does not."""
    box = device.page.locator("main").bounding_box()
    assert box["width"] <= device.page.viewport_size["width"]


def test_a_session_that_ended_gives_back_what_was_typed(round_, device):
    """Between typing and saving the session ends: after the code the text is there, and is saved."""
    way = round_("zorgpersoneel")
    topic = load(VERSION).topics_for("zorgpersoneel")[0]
    phone = device(javascript=False)
    phone.open(link(way))
    phone.press("Beginnen")
    phone.press("Beginnen")
    choose(phone.page, topic, "neutraal")
    phone.page.locator(f"#id_{topic.key} summary").last.click()
    phone.page.locator(f"#id_{topic.key}-note").fill("Dit wil ik niet kwijt 🙂")
    phone.context.clear_cookies(name="sessionid")
    phone.page.locator("button[value=next]").click()
    expect(phone.page.get_by_text("Dit wil ik niet kwijt 🙂")).to_be_visible()
    phone.page.get_by_label("Uw code of nummer").fill(way_in(way).code)
    phone.press("Verder")
    phone.press("Opslaan en verder")
    expect(phone.page.get_by_text("Dit wil ik niet kwijt 🙂")).to_have_count(0)

    assert Answer.objects.get(topic=topic.key).note == "Dit wil ik niet kwijt 🙂"


def test_paper_is_printed_at_home(round_, device):
    """Somebody chooses paper on the start page: a page to print, and a PDF, both with the code."""
    way = round_("vrijwilligers")
    laptop = device(LAPTOP)
    laptop.open(link(way))
    laptop.page.get_by_label("Op papier").check()
    laptop.press("Beginnen")
    check(laptop)
    assert laptop.download("Downloaden (PDF)") == "vragenlijst-op-papier.pdf"
    laptop.press("Openen als bladzijde om af te drukken")
    expect(laptop.page.get_by_text(way_in(way).code).first).to_be_visible()
    laptop.check_accessible()
    laptop.page.go_back()
    laptop.press("Invullen op dit scherm")
    expect(laptop.page.get_by_role("heading", level=1)).to_have_text("Uw vragenlijst over De Linde")


def test_wrong_codes_and_dead_links_are_friendly(round_, device):
    phone = device()
    phone.open(f"/d/{'x' * 32}/")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Hiermee kunt u nu niet verder")
    check(phone)
    for number in range(10):
        type_code(phone, f"fout fout {number}")
        phone.press("Verder")
        expect(phone.page.get_by_role("alert")).to_contain_text("Met deze code kunt u nu niet verder.")
    check(phone)
    type_code(phone, "nog een")
    phone.press("Verder")
    expect(phone.page.get_by_role("alert")).to_contain_text("Probeer het over een kwartier opnieuw")
    check(phone)
