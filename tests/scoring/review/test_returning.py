"""Giving a scan back, answering, changing a level, and sending in again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from questionnaires.definitions import load
from questionnaires.merging import Given
from questionnaires.models import Answer
from questionnaires.services import SheetIsClosed, save_theme
from scoring.assessment.services import send_in, send_in_scan
from scoring.conversation.check import check
from scoring.conversation.queries import Decision, decisions
from scoring.conversation.services import agree
from scoring.models import Return, ReviewQuestion
from scoring.review.judging import NotReviewing, begin_review, save_judgements
from scoring.review.queries import Judged, previous_levels, unanswered_questions
from scoring.review.returning import (
    NothingAsked,
    NotWithLocation,
    WrongDay,
    default_day,
    return_scan,
    save_answers,
)
from tests import factories
from tests.rounds import mails
from tests.scoring.conversation.conftest import ATTENTION, CLIENT_TOPIC, NEUTRAL
from tests.scoring.review.conftest import PLAIN, reload
from wolscan.dates import today
from wolscan.mail import send_waiting

SAFETY = load(factories.VERSION).theme("veiligheid")


def give_back(cast, **words):
    defaults = {"note": "Kijk nog eens.", "answer_by": default_day(today()), "by": cast.adviser, "today": today()}
    return return_scan(scan=cast.scan, **defaults | words)


def sheet_of(cast):
    return factories.team_sheet(reload(cast.scan))


def change_level(cast, value="neutraal"):
    seen = {PLAIN: Given(ATTENTION).fingerprint}
    save_theme(sheet=sheet_of(cast), theme=SAFETY, seen=seen, typed={PLAIN: Given(value)})


def test_drafts_go_along_and_the_location_is_told_once(begun):
    second = factories.make_coordinator(begun.location, "Tweede Coördinator")
    save_judgements(scan=begun.scan, seen={}, typed={PLAIN: Judged(question="Hoe vaak?")}, by=begun.adviser)

    back = give_back(begun)

    assert reload(begun.scan).state == "teruggegeven"
    assert [(q.topic, q.sent_with) for q in ReviewQuestion.objects.all()] == [(PLAIN, back)]
    assert back.answer_by == today() + timedelta(days=14)
    assert mails("scan_returned") == sorted([begun.coordinator.email, second.email])


def test_mail_says_how_many_and_by_when_and_nothing_of_the_questions(returned):
    send_waiting()
    [message] = mail.outbox
    html = message.alternatives[0][0]

    assert message.subject == "De adviseur heeft vragen over De Linde"
    assert "stelt u 2 vragen" in message.body
    assert str(default_day(today()).year) in message.body
    assert f"/scan/{returned.scan.pk}/vragen/" in message.body
    for text in (message.body, html):
        assert "Hoe vaak meldt u?" not in text
        assert "Dank u." not in text


def test_mail_that_comes_too_late_is_not_sent(returned):
    send_in(sheet=sheet_of(returned), by=returned.coordinator)
    send_waiting()

    assert [message.subject for message in mail.outbox] == ["De Linde is opnieuw ingediend"]


def test_a_question_or_a_note_is_needed(begun):
    with pytest.raises(NothingAsked):
        give_back(begun, note="  ")

    assert reload(begun.scan).state == "in_beoordeling"


@pytest.mark.parametrize("days", [-1, 0, 93])
def test_the_day_lies_ahead_but_not_too_far(begun, days):
    with pytest.raises(WrongDay):
        give_back(begun, answer_by=today() + timedelta(days=days))


def test_only_a_scan_under_review_goes_back(sent):
    with pytest.raises(NotReviewing):
        give_back(sent)


def test_the_database_keeps_one_open_return(returned):
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.create(scan=returned.scan, answer_by=today(), at=timezone.now())


def answer(cast, text, seen="", question=0):
    key = str(ReviewQuestion.objects.order_by("pk")[question].pk)
    return save_answers(scan=cast.scan, seen={key: seen}, typed={key: Given(note=text)}, by=cast.coordinator)


def test_answers_are_kept_with_who_and_when(returned):
    answer(returned, "Elke week.")
    question = ReviewQuestion.objects.order_by("pk").first()

    assert (question.answer, question.answered_by, question.revision) == ("Elke week.", returned.coordinator, 1)
    assert question.answered_at is not None
    assert unanswered_questions(returned.scan) == 1


def test_an_answer_can_be_taken_back(returned):
    answer(returned, "Elke week.")
    answer(returned, "", seen=Given(note="Elke week.").fingerprint)
    question = ReviewQuestion.objects.order_by("pk").first()

    assert (question.answer, question.answered_by, question.answered_at) == ("", None, None)


def test_two_colleagues_lose_nothing(returned):
    answer(returned, "Elke week.")

    merged = answer(returned, "Elke maand.")

    assert list(merged.conflicts.values()) == [Given(note="Elke week.")]
    assert ReviewQuestion.objects.order_by("pk").first().answer == "Elke week."


def test_a_question_of_another_scan_cannot_be_answered(returned, cast):
    foreign = ReviewQuestion.objects.create(scan=cast.strangers_scan, text="Van wie?", asked_at=timezone.now())
    save_answers(scan=returned.scan, seen={}, typed={str(foreign.pk): Given(note="Nee.")}, by=returned.coordinator)

    foreign.refresh_from_db()
    assert foreign.answer == ""


def test_nothing_is_answered_when_the_scan_is_not_with_the_location(returned):
    send_in(sheet=sheet_of(returned), by=returned.coordinator)

    with pytest.raises(NotWithLocation):
        answer(returned, "Te laat.")


def test_team_sheet_opens_again_and_closes_again(returned):
    change_level(returned)

    assert Answer.objects.get(sheet=sheet_of(returned), topic=PLAIN).value == "neutraal"

    send_in(sheet=sheet_of(returned), by=returned.coordinator)
    with pytest.raises(SheetIsClosed):
        change_level(returned, "uitblinker")


def test_sheet_that_was_sent_stays_closed_before_it_is_returned(begun):
    with pytest.raises(SheetIsClosed):
        change_level(begun)


def test_board_opens_again_for_a_scan_of_groups(of_groups):
    give_back(of_groups)
    standing = decisions(of_groups.scan)[CLIENT_TOPIC]

    agree(
        scan=of_groups.scan,
        topic=CLIENT_TOPIC,
        decision=Decision(NEUTRAL, "Toch niet.", "", standing.revision),
        by=of_groups.coordinator,
        today=today(),
    )
    send_in_scan(scan=of_groups.scan, by=of_groups.coordinator)

    newest = of_groups.scan.assessments.latest()
    assert newest.outcome["topics"][CLIENT_TOPIC]["agreed"] == NEUTRAL
    assert previous_levels(newest)[CLIENT_TOPIC] == ATTENTION


def test_sending_in_again_ends_the_return_and_tells_the_adviser(returned):
    change_level(returned)
    before = returned.scan.assessments.count()

    send_in(sheet=sheet_of(returned), by=returned.coordinator)

    back = Return.objects.get()
    assert (reload(returned.scan).state, back.ended_at is not None) == ("ingediend", True)
    assert returned.scan.assessments.count() == before + 1
    assert mails("scan_sent_in_again") == [returned.adviser.email]
    assert previous_levels(returned.scan.assessments.latest())[PLAIN] == ATTENTION


def test_sending_in_twice_gives_the_same_outcome_and_one_mail(returned):
    first = send_in(sheet=sheet_of(returned), by=returned.coordinator)
    second = send_in(sheet=sheet_of(returned), by=returned.coordinator)

    assert first == second
    assert mails("scan_sent_in_again") == [returned.adviser.email]


def test_first_time_sent_in_tells_nobody(sent):
    assert mails("scan_sent_in_again") == []
    assert previous_levels(sent.scan.assessments.latest()) == {}


def test_every_return_is_kept(returned):
    send_in(sheet=sheet_of(returned), by=returned.coordinator)
    begin_review(scan=returned.scan, by=returned.adviser)
    give_back(returned, note="Nog één ding.")

    assert [back.note for back in Return.objects.all()] == ["Dank u.", "Nog één ding."]
    assert unanswered_questions(reload(returned.scan)) == 0


def test_unanswered_questions_warn_and_do_not_block(of_groups):
    save_judgements(
        scan=of_groups.scan, seen={}, typed={CLIENT_TOPIC: Judged(question="Welke kamers?")}, by=of_groups.adviser
    )
    give_back(of_groups)
    found = check(reload(of_groups.scan))

    assert [(f.code, f.count) for f in found.warnings if f.code == "vragen_onbeantwoord"] == [
        ("vragen_onbeantwoord", 1)
    ]
    assert found.errors == ()
