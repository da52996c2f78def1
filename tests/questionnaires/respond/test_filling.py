"""Filling in a sheet of one's own: own topics, one question a page, the overview and sending."""

import json
from datetime import date

import pytest
from django.urls import reverse

from questionnaires.definitions import load
from questionnaires.models import Answer, Invitation, Scan
from questionnaires.queries import given_on_sheet
from tests import factories
from tests.factories import VERSION, make_scan, team_sheet
from tests.questionnaires.respond.conftest import Person, every_row, text_of, theme_page

HTMX = {"HTTP_HX_REQUEST": "true"}
FIRST, SECOND = [topic.key for topic in load(VERSION).topics_for("zorgpersoneel")[:2]]


def test_list_shows_own_themes_numbered_as_one_counts_them(vera):
    page = vera.client.get(vera.url("sheet"))

    assert [task["title"].split(".")[0] for task in page.context["tasks"]] == [str(n) for n in range(1, 8)]
    assert "leren-en-verbeteren" not in {task["key"] for task in page.context["tasks"]}
    assert "0 van 19 vragen beantwoord" in text_of(page)


def test_theme_has_own_topics_in_own_words(vera):
    page, _data = theme_page(vera, "wonen-en-welzijn")
    topics = load(VERSION).theme("wonen-en-welzijn").topics_for("vrijwilligers")

    assert [question.key for question in page.context["questions"]] == [topic.key for topic in topics]
    assert [question.text for question in page.context["questions"]] == [topic.volunteer_text.nl for topic in topics]


def test_themes_without_a_question_are_left_out(vera):
    page, data = theme_page(vera, "veiligheid")
    forth = vera.client.post(vera.url("theme", step="veiligheid"), data)
    after, data = theme_page(vera, "leiderschap-governance-management")
    back = vera.client.post(vera.url("theme", step="leiderschap-governance-management"), data | {"then": "previous"})

    assert "Thema 3 van 7" in text_of(page)
    assert "Thema 4 van 7" in text_of(after)
    assert "4.1" in text_of(after)
    assert forth.url == vera.url("theme", step="leiderschap-governance-management")
    assert back.url == vera.url("theme", step="veiligheid")
    assert vera.client.get(vera.url("theme", step="leren-en-verbeteren")).status_code == 404


def test_pages_of_a_sheet_change_nothing_when_they_are_opened(anna):
    anna.answer(FIRST)
    before = every_row()
    for name in ("sheet", "sheet_overview", "own_copy"):
        assert anna.client.get(anna.url(name)).status_code == 200
    anna.client.get(anna.url("theme", step="veiligheid"))
    anna.client.get(anna.url("question", topic=SECOND))
    for name in ("send_sheet", "choose_layout"):
        assert anna.client.get(anna.url(name)).status_code == 405

    assert every_row() == before


def test_question_page_saves_and_goes_on(anna):
    response = anna.answer(FIRST, "ernstig_issue", "Dit gaat niet goed.")

    assert response.url == anna.url("question", topic=SECOND)
    assert given_on_sheet(anna.sheet)[FIRST].value == "ernstig_issue"
    assert "Vraag 2 van 60" in text_of(anna.client.get(response.url))


@pytest.mark.parametrize(
    ("topic", "then", "name"),
    [(SECOND, "previous", "question"), (FIRST, "later", "sheet"), (FIRST, "previous", "sheet")],
)
def test_question_page_goes_where_one_wants(anna, topic, then, name):
    where = {"topic": FIRST} if name == "question" else {}

    assert anna.answer(topic, then=then).url == anna.url(name, **where)


def test_last_question_leads_to_the_overview_and_sends_nothing(anna):
    last = load(VERSION).topics_for("zorgpersoneel")[-1].key

    assert anna.answer(last).url == anna.url("sheet_overview")
    assert anna.sheet.is_sent is False


def test_question_page_saves_by_itself(anna):
    page = anna.client.get(anna.url("question", topic=FIRST))
    data = {"seen": page.context["seen"], FIRST: "neutraal"}
    answer = anna.client.post(anna.url("question", topic=FIRST), data, **HTMX)

    assert "Opgeslagen om" in text_of(answer)
    assert given_on_sheet(anna.sheet)[FIRST].value == "neutraal"


def test_question_page_refuses_an_answer_that_is_not_there(anna):
    page = anna.client.get(anna.url("question", topic=FIRST))
    data = {"seen": page.context["seen"], FIRST: "prima", f"{FIRST}-note": "blijft staan"}
    refused = anna.client.post(anna.url("question", topic=FIRST), data)
    quiet = anna.client.post(anna.url("question", topic=FIRST), data, **HTMX)

    assert "Kies een van de antwoorden" in text_of(refused)
    assert "blijft staan" in text_of(refused)
    assert quiet.status_code == 422
    assert not Answer.objects.filter(sheet=anna.sheet).exists()


def test_question_that_is_not_asked_of_ones_group_is_not_there(vera, anna):
    not_asked = load(VERSION).theme("leren-en-verbeteren").topics[0].key

    assert vera.client.get(vera.url("question", topic=not_asked)).status_code == 404
    assert vera.client.get(vera.url("question", topic="bestaat-niet")).status_code == 404


def test_question_pages_are_not_for_the_team_sheet(open_round_, as_user):
    coordinator = as_user(open_round_.coordinator)
    open_round_.scan.location.scans.update(state="vervallen")
    sheet = team_sheet(make_scan(open_round_.scan.location))

    url = reverse("question", kwargs={"sheet": sheet.pk, "topic": FIRST})
    assert coordinator.get(url).status_code == 404


def test_two_devices_with_one_link_lose_nothing(anna):
    tablet = Person(anna.invitation)
    tablet.open_link()
    seen = tablet.client.get(tablet.url("question", topic=FIRST)).context["seen"]
    anna.answer(FIRST, "neutraal", "van de telefoon")
    data = {"seen": seen, FIRST: "ernstig_issue", f"{FIRST}-note": "van de tablet"}
    page = tablet.client.post(tablet.url("question", topic=FIRST), data)
    again = tablet.client.post(tablet.url("question", topic=FIRST), data | {"seen": page.context["seen"]})

    assert "van de telefoon" in text_of(page)
    assert "van de tablet" in text_of(page)
    assert "U beantwoordde deze vraag intussen ook ergens anders" in text_of(page)
    assert again.status_code == 302
    assert given_on_sheet(anna.sheet)[FIRST].note == "van de tablet"


def test_choosing_one_question_a_page_leads_there_from_everywhere(anna):
    anna.client.post(anna.url("choose_layout"), {"layout": "one"})
    listed = anna.client.get(anna.url("sheet"))
    overview = anna.client.get(anna.url("sheet_overview"))

    assert listed.context["tasks"][0]["url"] == anna.url("question", topic=FIRST)
    assert overview.context["sections"][0]["rows"][0]["url"] == anna.url("question", topic=FIRST)
    anna.client.post(anna.url("choose_layout"), {"layout": "theme"})
    assert "/thema/" in anna.client.get(anna.url("sheet")).context["tasks"][0]["url"]


def test_together_with_somebody_begins_with_one_question_a_page(person):
    mina = person("clientvertegenwoordigers")
    mina.begin("samen")
    page = mina.client.get(mina.url("sheet"))

    assert "/vraag/" in page.context["first_open"]


@pytest.mark.parametrize("note", ["é🙂" * 5_000, "رائع جداً", "een\r\ntwee", "<script>alert(1)</script>", "x" * 10_000])
def test_long_and_foreign_notes_come_back_as_they_were(anna, note):
    anna.answer(FIRST, "neutraal", note)
    page = anna.client.get(anna.url("question", topic=FIRST))

    kept = note.replace("\r\n", "\n")
    assert given_on_sheet(anna.sheet)[FIRST].note == kept
    assert page.context["question"].note == kept
    assert "<script>alert" not in page.content.decode()
    assert "script>alert" in anna.client.get(anna.url("own_copy")).content.decode() or "script" not in note


def test_note_of_ten_thousand_signs_with_line_ends_is_kept(anna):
    note = ("n" * 99 + "\n") * 100
    anna.answer(FIRST, "neutraal", note.rstrip().replace("\n", "\r\n"))

    assert given_on_sheet(anna.sheet)[FIRST].note == note.rstrip()


def test_overview_says_what_is_left_and_that_everything_may_be_skipped(anna):
    anna.answer(FIRST)
    page = text_of(anna.client.get(anna.url("sheet_overview")))

    assert "59 vragen hebben nog geen antwoord" in page
    assert "Alles mag u overslaan" in page


def test_copy_holds_ones_answers_and_no_name(anna):
    anna.answer(FIRST, "aandachtspunt", "Twee regels\nvan mij 🙂")
    response = anna.client.get(anna.url("own_copy"))
    copy = response.content.decode()

    assert response["Content-Disposition"] == 'attachment; filename="mijn-antwoorden-wolscan.txt"'
    assert load(VERSION).topics[FIRST].text.nl in copy
    assert "Aandachtspunt" in copy
    assert "   van mij 🙂" in copy


def test_sheet_of_another_is_not_there(anna, vera):
    names = ["sheet", "sheet_overview", "own_copy", "type_over"]

    assert {anna.client.get(vera.url(name)).status_code for name in names} == {404}
    assert anna.client.post(vera.url("send_sheet")).status_code == 404
    assert anna.client.get(vera.url("question", topic="bewoner-kennen")).status_code == 404


def test_coordinator_gets_at_no_draft(anna, open_round_, as_user):
    coordinator = as_user(open_round_.coordinator)
    names = ["sheet", "sheet_overview", "own_copy", "type_over"]

    assert {coordinator.get(anna.url(name)).status_code for name in names} == {404}
    assert coordinator.post(anna.url("send_sheet")).status_code == 404


def test_session_holds_the_way_in_and_no_answer(anna):
    anna.answer(FIRST, "neutraal", "geheim")

    assert "geheim" not in json.dumps(dict(anna.client.session.items()))
    assert set(anna.client.session.keys()) <= {"way_in", "_session_expiry"}


def test_pages_are_made_with_few_queries(anna, django_assert_num_queries):
    for topic in (FIRST, SECOND):
        anna.answer(topic)
    pages = {
        anna.url("sheet"): 4,  # session, sheet with its place and invitation, answers per theme, answers
        anna.url("sheet_overview"): 3,
        anna.url("question", topic=FIRST): 3,
        anna.url("theme", step="veiligheid"): 3,
    }
    for page, count in pages.items():
        with django_assert_num_queries(count):
            anna.client.get(page)


@pytest.mark.parametrize("others", [0, 20])
def test_saving_takes_few_queries(anna, django_assert_num_queries, others):
    for _ in range(others):
        factories.add_sheet(anna.invitation.scan, "zorgpersoneel")
    address = anna.url("theme", step="veiligheid")
    page = anna.client.get(address)
    data = {"blad-current_step": "veiligheid", "seen": page.context["seen"]}
    data |= {question.name: "neutraal" for question in page.context["questions"]}
    with django_assert_num_queries(6):  # session, sheet, answers, one upsert, and begin and end of the transaction
        assert anna.client.post(address, data, **HTMX).status_code == 200


@pytest.mark.parametrize(
    "change", [{"is_revoked": True}, {"progress": Invitation.Progress.DONE}, {"scan__closes_on": date(2020, 1, 1)}]
)
def test_sheet_of_a_way_in_that_ended_shows_and_takes_nothing(anna, change):
    address = anna.url("theme", step="veiligheid")
    page, data = theme_page(anna, "veiligheid")
    data[page.context["questions"][0].name] = "neutraal"
    if "scan__closes_on" in change:
        Scan.objects.filter(pk=anna.invitation.scan_id).update(closes_on=change["scan__closes_on"])
    else:
        Invitation.objects.filter(pk=anna.invitation.pk).update(**change)

    pages = [anna.client.get(address), anna.client.post(address, data), anna.client.post(address, data, **HTMX)]

    assert not Answer.objects.exists()
    assert [page.templates for page in pages if "respond/theme.html" in {part.name for part in page.templates}] == []
    assert pages[1].status_code == 302 or "typed" in pages[1].context


def test_sheet_of_somebody_else_is_not_found(anna, person):
    other = person()
    other.begin()

    assert anna.client.get(other.url("theme", step="veiligheid")).status_code == 404
    assert anna.client.post(other.url("theme", step="veiligheid"), {}).status_code == 404
