"""Filling in: the wizard on the answer tables, and every trap of formtools that was seen to happen."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.template.response import TemplateResponse
from django.urls import reverse

from questionnaires import wizard
from questionnaires.definitions import load
from questionnaires.merging import Given
from questionnaires.models import Answer
from questionnaires.queries import given_at_theme
from tests import factories
from tests.factories import VERSION

THEME = "veiligheid"
NEXT_THEME = "leren-en-verbeteren"
TOPIC = "incidenten-melden"
OTHER_TOPIC = "acute-situaties"
HTMX = {"HTTP_HX_REQUEST": "true"}


def url(cast, step=THEME):
    return reverse("theme", kwargs={"sheet": cast.sheet.pk, "step": step})


def payload(client, cast, step=THEME, **answers):
    """What a browser would send from a page opened now: every field as it stands, with some of them changed."""
    page = client.get(url(cast, step))
    data = {"blad-current_step": step, "seen": page.context["seen"]}
    for question in page.context["questions"]:
        data[question.name], data[question.note_name] = question.value, question.note
    return data | {key.replace("_note", "-note").replace("_", "-"): value for key, value in answers.items()}


@pytest.fixture
def coordinator(cast, as_user):
    return as_user(cast.coordinator)


def standing(cast, theme=THEME):
    return {key: given for key, given in given_at_theme(cast.sheet, theme).items() if given != Given()}


def test_page_shows_every_topic_of_the_theme(coordinator, cast):
    page = coordinator.get(url(cast))

    assert [question.key for question in page.context["questions"]] == [
        topic.key for topic in load(VERSION).theme(THEME).topics
    ]
    assert "Thema 3 van 8" in page.content.decode()


@pytest.mark.parametrize("others", [0, 20])
def test_page_is_made_with_few_queries(coordinator, cast, django_assert_num_queries, others):
    for number in range(others):
        factories.fill_sheet(factories.team_sheet(factories.make_scan(factories.make_location(f"Huis {number}"))))
    with django_assert_num_queries(5):  # session, user, sheet with scan and location, roles, answers
        coordinator.get(url(cast))


@pytest.mark.parametrize("htmx", [{}, HTMX])
@pytest.mark.parametrize("answers", [1, 12])
def test_saving_is_few_queries_whatever_the_number_of_answers(
    coordinator, cast, django_assert_num_queries, answers, htmx
):
    some = [topic.key.replace("-", "_") for topic in load(VERSION).theme(THEME).topics][:answers]
    data = payload(coordinator, cast, **dict.fromkeys(some, "neutraal"))
    with django_assert_num_queries(8):  # the same five, one upsert, and begin and end of the transaction
        coordinator.post(url(cast), data, **htmx)


def test_sheet_is_held_after_all_was_read_and_until_all_is_stored(coordinator, cast, monkeypatch):
    """A slow sender holds up nobody, and neither does the making of the answer."""
    seen = []

    def noting(name, step):
        def noted(*args, **kwargs):
            seen.append((name, len(connection.savepoint_ids)))
            return step(*args, **kwargs)

        return noted

    data = payload(coordinator, cast, incidenten_melden="neutraal")
    monkeypatch.setattr(wizard, "_read_whole", noting("read", wizard._read_whole))
    monkeypatch.setattr(wizard, "save_held", noting("save", wizard.save_held))
    monkeypatch.setattr(TemplateResponse, "rendered_content", property(noting("render", lambda self: "")))
    outside = len(connection.savepoint_ids)
    coordinator.post(url(cast), data, **HTMX)

    assert seen == [("read", outside), ("save", outside + 1), ("render", outside)]


def test_save_writes_rows_and_goes_to_the_next_theme(coordinator, cast):
    response = coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden="aandachtspunt"))

    assert response.url == url(cast, NEXT_THEME)
    assert standing(cast) == {TOPIC: Given("aandachtspunt")}


@pytest.mark.parametrize(
    ("then", "name", "step"),
    [
        ("next", "theme", NEXT_THEME),
        ("previous", "theme", "wonen-en-welzijn"),
        ("later", "sheet", None),
        ("overview", "sheet_overview", None),
    ],
)
def test_every_button_saves_first(coordinator, cast, then, name, step):
    data = payload(coordinator, cast, incidenten_melden="neutraal") | {"then": then}
    response = coordinator.post(url(cast), data)

    where = {"sheet": cast.sheet.pk} | ({"step": step} if step else {})
    assert response.url == reverse(name, kwargs=where)
    assert standing(cast) == {TOPIC: Given("neutraal")}


def test_last_theme_goes_to_the_overview_and_sends_nothing(coordinator, cast):
    last = load(VERSION).themes[-1].key
    response = coordinator.post(url(cast, last), payload(coordinator, cast, last, privacy="neutraal"))

    cast.sheet.refresh_from_db()
    assert response.url == reverse("sheet_overview", kwargs={"sheet": cast.sheet.pk})
    assert cast.sheet.is_sent is False


def test_draft_comes_back_without_errors(coordinator, cast):
    coordinator.post(
        url(cast), payload(coordinator, cast, incidenten_melden="ernstig_issue", incidenten_melden_note="x")
    )
    page = coordinator.get(url(cast))

    shown = {question.key: (question.value, question.note) for question in page.context["questions"]}
    assert shown[TOPIC] == ("ernstig_issue", "x")
    assert page.context["form"].is_bound is False


def test_opening_a_page_changes_nothing(coordinator, cast):
    coordinator.get(url(cast))

    assert Answer.objects.count() == 0


def test_session_holds_no_answers(coordinator, cast):
    coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden="neutraal"))

    signed_in = ("_auth", "account", "second_step")
    assert not [key for key in Session.objects.get().get_decoded() if not key.startswith(signed_in)]


def test_unknown_step_is_not_found(coordinator, cast):
    assert coordinator.get(url(cast, "bestaat-niet")).status_code == 404
    assert coordinator.get(url(cast, "done")).status_code == 404


@pytest.mark.parametrize("posted", ["leren-en-verbeteren", "", "bestaat-niet"])
def test_posted_step_must_be_that_of_the_address(coordinator, cast, posted):
    data = payload(coordinator, cast, incidenten_melden="neutraal") | {"blad-current_step": posted}

    assert coordinator.post(url(cast), data).status_code == 400
    assert standing(cast) == {}


def test_formtools_goto_never_drops_what_was_typed(coordinator, cast):
    data = payload(coordinator, cast, incidenten_melden="neutraal") | {"wizard_goto_step": NEXT_THEME}
    response = coordinator.post(url(cast), data)

    assert response.status_code in (302, 400)
    assert (response.status_code == 400) == (standing(cast) == {})


def test_unknown_answer_is_refused_and_nothing_typed_is_lost(coordinator, cast):
    data = payload(coordinator, cast, incidenten_melden="prima", acute_situaties_note="belangrijk")
    page = coordinator.post(url(cast), data)

    shown = {question.key: question for question in page.context["questions"]}
    assert "Kies een van de antwoorden" in shown[TOPIC].error
    assert shown[OTHER_TOPIC].note == "belangrijk"
    assert standing(cast) == {}


def test_note_of_ten_thousand_signs_is_kept_and_longer_is_refused(coordinator, cast):
    long = "é🙂" * 5_000
    coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden_note=long))
    assert standing(cast) == {TOPIC: Given("", long)}

    page = coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden_note=long + "x"))
    shown = {question.key: question for question in page.context["questions"]}
    assert "10.000 tekens" in shown[TOPIC].error
    assert shown[TOPIC].note == long + "x"


def test_line_ends_of_a_browser_are_not_a_change(coordinator, cast):
    coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden_note="een\r\ntwee"))
    assert standing(cast)[TOPIC].note == "een\ntwee"

    data = payload(coordinator, cast)
    data[f"{TOPIC}-note"] = "een\r\ntwee"
    Answer.objects.update(note="van een collega")
    coordinator.post(url(cast), data)
    assert standing(cast)[TOPIC].note == "van een collega"


def test_sending_the_same_again_counts_as_saved(coordinator, cast):
    data = payload(coordinator, cast, incidenten_melden="neutraal")
    coordinator.post(url(cast), data)
    response = coordinator.post(url(cast), data)

    assert response.status_code == 302
    assert standing(cast) == {TOPIC: Given("neutraal")}


def test_two_tabs_with_different_topics_lose_nothing(coordinator, cast):
    first = payload(coordinator, cast, incidenten_melden="neutraal")
    second = payload(coordinator, cast, acute_situaties="uitblinker")
    coordinator.post(url(cast), first)
    coordinator.post(url(cast), second)

    assert standing(cast) == {TOPIC: Given("neutraal"), OTHER_TOPIC: Given("uitblinker")}


def test_two_tabs_with_the_same_topic_see_both_and_may_choose(coordinator, cast):
    first = payload(coordinator, cast, incidenten_melden="neutraal", incidenten_melden_note="van Anja")
    second = payload(coordinator, cast, incidenten_melden="ernstig_issue", acute_situaties="neutraal")
    coordinator.post(url(cast), first)
    page = coordinator.post(url(cast), second)

    text = page.content.decode()
    shown = {question.key: question for question in page.context["questions"]}
    assert shown[TOPIC].conflict == {"label": "Neutraal", "note": "van Anja"}
    assert shown[TOPIC].value == "ernstig_issue"
    assert "van Anja" in text
    assert standing(cast) == {TOPIC: Given("neutraal", "van Anja"), OTHER_TOPIC: Given("neutraal")}

    again = {"blad-current_step": THEME, "seen": page.context["seen"]}
    for question in page.context["questions"]:
        again[question.name], again[question.note_name] = question.value, question.note
    assert coordinator.post(url(cast), again).status_code == 302
    assert standing(cast)[TOPIC] == Given("ernstig_issue")


def test_conflict_page_shows_what_a_colleague_changed_elsewhere(coordinator, cast):
    mine = payload(coordinator, cast, incidenten_melden="ernstig_issue")
    coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden="neutraal", acute_situaties="uitblinker"))
    page = coordinator.post(url(cast), mine)

    shown = {question.key: question.value for question in page.context["questions"]}
    assert (shown[TOPIC], shown[OTHER_TOPIC]) == ("ernstig_issue", "uitblinker")


def test_page_that_saves_itself_gets_a_small_answer(coordinator, cast):
    data = payload(coordinator, cast, incidenten_melden="neutraal")
    answer = coordinator.post(url(cast), data, **HTMX)

    assert answer.status_code == 200
    assert "Opgeslagen om" in answer.content.decode()
    assert len(answer.content) < 2_000
    assert standing(cast) == {TOPIC: Given("neutraal")}


def test_page_that_saves_itself_twice_needs_no_reload(coordinator, cast):
    data = payload(coordinator, cast, incidenten_melden="neutraal")
    first = coordinator.post(url(cast), data, **HTMX)
    data |= {"seen": first.context["seen"], TOPIC: "uitblinker"}
    second = coordinator.post(url(cast), data, **HTMX)

    assert not second.context["conflict_topics"]
    assert standing(cast) == {TOPIC: Given("uitblinker")}


def test_page_that_saves_itself_keeps_what_a_colleague_did(coordinator, cast):
    mine = payload(coordinator, cast)
    coordinator.post(url(cast), payload(coordinator, cast, acute_situaties="neutraal"))
    first = coordinator.post(url(cast), mine | {TOPIC: "neutraal"}, **HTMX)
    coordinator.post(url(cast), mine | {TOPIC: "uitblinker", "seen": first.context["seen"]}, **HTMX)

    assert standing(cast) == {TOPIC: Given("uitblinker"), OTHER_TOPIC: Given("neutraal")}
    assert "Iemand anders veranderde antwoorden" in first.content.decode()


def test_page_that_saves_itself_hears_of_a_conflict_and_meets_it_by_button(coordinator, cast):
    mine = payload(coordinator, cast, incidenten_melden="ernstig_issue")
    coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden="neutraal"))
    quiet = coordinator.post(url(cast), mine, **HTMX)
    page = coordinator.post(url(cast), mine | {"seen": quiet.context["seen"]})

    assert [topic.key for topic in quiet.context["conflict_topics"]] == [TOPIC]
    assert {question.key for question in page.context["questions"] if question.conflict} == {TOPIC}


def test_page_that_saves_itself_with_a_bad_answer_hears_why(coordinator, cast):
    answer = coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden="prima"), **HTMX)

    assert answer.status_code == 422
    assert "Kies een van de antwoorden" in answer.content.decode()


@pytest.mark.parametrize("seen", ["{", "[]", '{"a": 1}', "null", "9" * 6_000])
def test_damaged_hidden_field_is_refused_with_a_sentence(coordinator, cast, seen):
    page = coordinator.post(url(cast), payload(coordinator, cast, incidenten_melden="neutraal") | {"seen": seen})

    assert page.status_code == 200
    assert page.context["form"].errors["seen"]
    assert standing(cast) == {}


def test_hidden_field_stays_small_with_long_notes(coordinator, cast):
    notes = {f"{topic.key}_note".replace("-", "_"): "n" * 9_000 for topic in load(VERSION).theme(THEME).topics}
    coordinator.post(url(cast), payload(coordinator, cast, **notes))

    seen = json.loads(coordinator.get(url(cast)).context["seen"])
    assert len(seen) == 12
    assert max(map(len, seen.values())) == 12


def test_closed_scan_keeps_what_was_typed_on_the_page(coordinator, cast):
    data = payload(coordinator, cast, incidenten_melden="neutraal", incidenten_melden_note="nog net te laat")
    cast.sheet.is_sent = True
    cast.sheet.save()
    page = coordinator.post(url(cast), data)

    assert page.status_code == 409
    assert "nog net te laat" in page.content.decode()
    assert standing(cast) == {}


def test_closed_scan_opens_read_only(coordinator, cast):
    cast.sheet.is_sent = True
    cast.sheet.save()

    assert coordinator.get(url(cast)).url == reverse("sheet_overview", kwargs={"sheet": cast.sheet.pk})


@pytest.mark.parametrize(
    "who", ["quality_officer", "adviser", "other_adviser", "programme_office", "administrator", "stranger"]
)
def test_nobody_else_gets_at_a_sheet(cast, as_user, who):
    client = as_user(getattr(cast, who))

    assert client.get(url(cast)).status_code == 404
    assert client.post(url(cast), {"blad-current_step": THEME, TOPIC: "neutraal"}).status_code == 404
    assert standing(cast) == {}


def test_somebody_who_is_not_signed_in_goes_to_the_login_page(client, cast):
    assert client.get(url(cast)).url.startswith(reverse("account_login"))
