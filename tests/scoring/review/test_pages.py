"""Returning with questions, and answering them: the pages of both sides."""

import json

import pytest
from django.urls import reverse

from questionnaires.merging import Given
from scoring.models import Return, ReviewQuestion
from scoring.review.judging import save_judgements
from scoring.review.queries import Judged
from scoring.review.returning import default_day
from tests import factories
from tests.rounds import mails
from tests.scoring.conversation.conftest import CLIENT_TOPIC
from tests.scoring.review.conftest import PLAIN, reload, url
from wolscan.dates import today

HTMX = {"HTTP_HX_REQUEST": "true"}


def back(client, cast, then="teruggeven", **data):
    day = {"answer_by": default_day(today()).isoformat()}
    return client.post(url("review_return", cast.scan), day | data | {"then": then})


def test_page_lists_the_drafts_and_proposes_a_day(begun, as_user):
    own = {PLAIN: Judged(question="Hoe vaak meldt u?")}
    save_judgements(scan=begun.scan, seen={}, typed=own, by=begun.adviser)
    page = as_user(begun.adviser).get(url("review_return", begun.scan)).content.decode()

    assert "Hoe vaak meldt u?" in page
    assert f'value="{default_day(today()).isoformat()}"' in page


def test_returning_takes_the_general_question_along(begun, as_user):
    answer = back(as_user(begun.adviser), begun, question="Wie deed mee?", note="Dank u.")

    assert answer.url == url("review", begun.scan)
    assert reload(begun.scan).state == "teruggegeven"
    assert [(q.topic, q.text) for q in Return.objects.get().questions.all()] == [("", "Wie deed mee?")]
    assert mails("scan_returned") == [begun.coordinator.email]


def test_question_can_be_kept_for_later(begun, as_user):
    client = as_user(begun.adviser)
    back(client, begun, then="later", question="Wie deed mee?")

    assert reload(begun.scan).state == "in_beoordeling"
    assert "Wie deed mee?</textarea>" in client.get(url("review_return", begun.scan)).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Schrijf eerst een vraag of een paar woorden op."),
        ({"note": "Dank.", "answer_by": ""}, "Kies de dag waarop u uiterlijk antwoord wilt."),
        ({"note": "Dank.", "answer_by": "gisteren"}, "Schrijf de datum als dag, maand en jaar"),
        ({"note": "Dank.", "answer_by": "2020-01-01"}, "Kies een dag na vandaag, hoogstens 92 dagen vooruit."),
        ({"note": "x" * 2_001}, "Houd uw tekst onder de 2.000 tekens."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(begun, as_user, data, words):
    answer = back(as_user(begun.adviser), begun, **data)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert data.get("note", "") in answer.content.decode()
    assert reload(begun.scan).state == "in_beoordeling"


def test_a_scan_that_is_not_under_review_is_not_returned(sent, as_user):
    answer = as_user(sent.adviser).get(url("review_return", sent.scan), follow=True)

    assert "kan dus niet worden teruggegeven" in answer.content.decode()


@pytest.mark.parametrize("person", ["coordinator", "quality_officer", "other_adviser", "programme_office", "stranger"])
def test_nobody_else_returns(begun, as_user, person):
    client = as_user(getattr(begun, person))

    assert client.get(url("review_return", begun.scan)).status_code == 404
    assert back(client, begun, note="Nee.").status_code == 404


def numbers():
    """The keys of the questions, about the whole scan first."""
    return [str(question.pk) for question in ReviewQuestion.objects.order_by("topic")]


def answers(client, cast, *texts, seen=None, then="later", headers=None):
    data = {f"antwoord-{key}": text for key, text in zip(numbers(), texts, strict=False)}
    data |= {"seen": json.dumps(seen or {}), "then": then}
    return client.post(url("review_questions", cast.scan), data, **(headers or {}))


def test_location_sees_what_was_asked_by_when_and_where_to_change_it(returned, as_user):
    page = as_user(returned.coordinator).get(url("review_questions", returned.scan)).content.decode()
    sheet = factories.team_sheet(returned.scan)

    for words in ("Hoe vaak meldt u?", "Wie deed mee?", "Dank u.", "Anna Adviseur gaf uw scan terug"):
        assert words in page
    assert f"{reverse('theme', kwargs={'sheet': sheet.pk, 'step': 'veiligheid'})}#vraag-{PLAIN}" in page
    assert page.index("Over de hele scan") < page.index("Incidenten melden")


def test_of_a_round_the_level_is_changed_on_the_board(of_groups, as_user):
    own = {CLIENT_TOPIC: Judged(question="Welke kamers?")}
    save_judgements(scan=of_groups.scan, seen={}, typed=own, by=of_groups.adviser)
    back(as_user(of_groups.adviser), of_groups)
    client = as_user(of_groups.coordinator)
    page = client.get(url("review_questions", of_groups.scan)).content.decode()

    assert url("board_topic", of_groups.scan, topic=CLIENT_TOPIC) in page
    assert answers(client, of_groups, "Kamer 1.", then="insturen").url == url("check_scan", of_groups.scan)
    assert "1 vraag van de adviseur" not in client.get(url("check_scan", of_groups.scan)).content.decode()


def test_answers_are_saved_and_lead_on_to_sending_in(returned, as_user):
    client, sheet = as_user(returned.coordinator), factories.team_sheet(returned.scan)

    answer = answers(client, returned, "Acht mensen.", "Elke week.", then="insturen")

    assert answer.url == reverse("sheet_overview", kwargs={"sheet": sheet.pk})
    assert [q.answer for q in ReviewQuestion.objects.order_by("topic")] == ["Acht mensen.", "Elke week."]
    assert "Acht mensen.</textarea>" in client.get(url("review_questions", returned.scan)).content.decode()


def test_open_questions_are_named_before_sending_in_and_do_not_block(returned, as_user):
    client, sheet = as_user(returned.coordinator), factories.team_sheet(returned.scan)
    page = client.get(reverse("sheet_overview", kwargs={"sheet": sheet.pk})).content.decode()

    assert "2 vragen van de adviseur hebben nog geen antwoord" in page
    assert client.post(reverse("send_in", kwargs={"sheet": sheet.pk})).url == url("outcome", returned.scan)
    assert reload(returned.scan).state == "ingediend"


def test_page_saves_itself(returned, as_user):
    page = answers(as_user(returned.coordinator), returned, "Acht mensen.", "", headers=HTMX).content.decode()

    assert "Opgeslagen om" in page
    assert Given(note="Acht mensen.").fingerprint in page


def test_two_colleagues_see_both_texts(returned, as_user):
    client = as_user(returned.coordinator)
    answers(client, returned, "Acht mensen.", "")

    assert (
        "op een andere pagina iets geschreven"
        in answers(client, returned, "Negen mensen.", "", headers=HTMX).content.decode()
    )
    loud = answers(client, returned, "Negen mensen.", "")

    assert loud.status_code == 409
    for words in ("Acht mensen.", "Negen mensen.</textarea>"):
        assert words in loud.content.decode()

    answers(client, returned, "Samen negen.", "", seen=json.loads(loud.context["seen"]))
    assert ReviewQuestion.objects.get(topic="").answer == "Samen negen."


def test_answer_that_is_too_long_is_not_lost(returned, as_user):
    answer = answers(as_user(returned.coordinator), returned, "x" * 10_001, "")

    assert answer.status_code == 422
    assert "x" * 10_001 in answer.content.decode()
    assert ReviewQuestion.objects.exclude(answer="").count() == 0


def test_typed_after_it_was_sent_in_comes_back_to_be_copied(returned, as_user):
    client, sheet = as_user(returned.coordinator), factories.team_sheet(returned.scan)
    keys = numbers()
    client.post(reverse("send_in", kwargs={"sheet": sheet.pk}))

    data = {f"antwoord-{keys[0]}": "Te laat getypt.", "seen": "{}"}
    answer = client.post(url("review_questions", returned.scan), data)

    assert answer.status_code == 409
    assert "Te laat getypt." in answer.content.decode()
    assert ReviewQuestion.objects.exclude(answer="").count() == 0


def test_what_was_asked_before_can_be_read_later(returned, as_user):
    client, sheet = as_user(returned.coordinator), factories.team_sheet(returned.scan)
    answers(client, returned, "Acht mensen.", "")
    client.post(reverse("send_in", kwargs={"sheet": sheet.pk}))
    page = client.get(url("review_questions", returned.scan)).content.decode()

    assert "Er is nu niets te beantwoorden." in page
    assert "Acht mensen." in page
    assert "<textarea" not in page


def test_nothing_was_asked_yet(sent, as_user):
    assert (
        "De adviseur heeft niets gevraagd."
        in as_user(sent.coordinator).get(url("review_questions", sent.scan)).content.decode()
    )


@pytest.mark.parametrize("person", ["quality_officer", "adviser"])
def test_others_of_the_scan_read_and_do_not_answer(returned, as_user, person):
    client = as_user(getattr(returned, person))
    page = client.get(url("review_questions", returned.scan)).content.decode()

    assert "Hoe vaak meldt u?" in page
    assert "<textarea" not in page
    assert answers(client, returned, "Nee.", "").status_code == 404


@pytest.mark.parametrize("person", ["other_adviser", "programme_office", "administrator", "stranger"])
def test_nobody_else_reads(returned, as_user, person):
    client = as_user(getattr(returned, person))

    assert client.get(url("review_questions", returned.scan)).status_code == 404
    assert answers(client, returned, "Nee.", "").status_code == 404


@pytest.mark.parametrize(("person", "leads"), [("coordinator", True), ("quality_officer", False)])
def test_ways_to_the_questions(returned, as_user, person, leads):
    client, address = as_user(getattr(returned, person)), url("review_questions", returned.scan)

    assert address in client.get(url("outcome", returned.scan)).content.decode()
    assert (address in client.get("/").content.decode()) == leads
    assert address in client.get(f"/locatie/{returned.location.pk}/").content.decode()


def test_page_is_made_with_few_queries(returned, as_user, django_assert_num_queries):
    client = as_user(returned.coordinator)

    for _ in range(2):
        with django_assert_num_queries(7):  # session, user, scan, roles, questions, returns, sheet
            client.get(url("review_questions", returned.scan))
        for topic in ("privacy", "overdracht"):
            ReviewQuestion.objects.create(
                scan=returned.scan,
                topic=topic,
                text="Hoe?",
                asked_at=returned.scan.submitted_at,
                sent_with=Return.objects.get(),
            )
