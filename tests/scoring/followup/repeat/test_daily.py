"""What the days do: however often and whenever the jobs run, the end is the same."""

from datetime import date, timedelta

import pytest
from django.core import mail

from questionnaires.models import Scan, State
from questionnaires.round.inviting import invite
from questionnaires.services import choose_team_sheet
from scoring.models import RepeatNotice
from tests import factories
from tests.rounds import mails
from tests.scoring.followup.repeat.days import CONFIRMED, DAY, INVITED, REPEAT
from wolscan.daily import run_jobs
from wolscan.mail import send_waiting
from wolscan.models import OutgoingMail

OURS = {"opened repeat scans", "repeat scans told", "repeat scans reminded"}
REMINDED = INVITED + 14 * DAY


def run(*days):
    """What the jobs of the repeat scan did, per day."""
    return [[done.count for done in run_jobs(day) if done.name in OURS] for day in days]


def every_day(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def state():
    """What stands after the jobs: scans, notices and mails."""
    return (
        sorted(Scan.objects.values_list("location__name", "state", "previous__confirmed_on", "repeat_on"), key=str),
        list(RepeatNotice.objects.values_list("scan__location__name")),
        sorted(OutgoingMail.objects.filter(template__startswith="repeat_").values_list("template", "to")),
    )


def repeat_of(final):
    return Scan.objects.get(previous=final.scan)


def test_the_repeat_is_opened_and_told_six_weeks_before(final):
    assert run(INVITED - DAY, INVITED) == [[0, 0, 0], [1, 1, 0]]
    assert mails("repeat_opened") == [final.coordinator.email]
    assert RepeatNotice.objects.get().told_on == INVITED


def test_twice_on_a_day_is_once(final):
    run(INVITED)
    stands = state()

    assert run(INVITED, INVITED + DAY) == [[0, 0, 0], [0, 0, 0]]
    assert state() == stands


@pytest.mark.parametrize("missed", [0, 1, 7, 30])
def test_after_days_without_a_run_everything_is_as_it_would_have_been(final, missed):
    """The week in which the timer stood still is made up for on the next day."""
    run(INVITED + missed * DAY)
    late = state()
    assert repeat_of(final).state == State.VOORBEREIDING
    assert mails("repeat_opened") == [final.coordinator.email]
    assert mails("repeat_reminder") == []
    assert late == _as_if_run_every_day(final, INVITED + missed * DAY)


def _as_if_run_every_day(final, last):
    """Takes the repeat back and runs the job on every day up to the last, within two weeks of the mail."""
    Scan.objects.filter(previous=final.scan).delete()
    OutgoingMail.objects.all().delete()
    run(*every_day(INVITED, min(last, REMINDED - DAY)))
    return state()


def test_one_reminder_after_two_weeks_without_anything(final):
    run(*every_day(INVITED, REMINDED - DAY))
    assert mails("repeat_reminder") == []

    run(*every_day(REMINDED, REMINDED + 60 * DAY))
    assert mails("repeat_reminder") == [final.coordinator.email]
    assert RepeatNotice.objects.get().reminded_on == REMINDED


def test_who_was_told_late_is_reminded_two_weeks_after_that(final):
    late = INVITED + 20 * DAY

    assert run(late, late + 13 * DAY, late + 14 * DAY) == [[1, 1, 0], [0, 0, 0], [0, 0, 1]]


def test_no_reminder_once_somebody_was_invited(final):
    run(INVITED)
    invite(
        scan=repeat_of(final),
        group="zorgpersoneel",
        addresses=["anna@example.org"],
        language="nl",
        by=final.coordinator,
        today=INVITED,
    )

    assert run(REMINDED) == [[0, 0, 0]]


def test_no_reminder_once_the_team_sheet_was_chosen(final):
    run(INVITED)
    choose_team_sheet(scan=repeat_of(final), by=final.coordinator, today=INVITED)

    assert run(REMINDED) == [[0, 0, 0]]


def test_a_location_without_coordinator_is_told_when_there_is_one(final):
    final.location.membership_set.all().delete()
    assert run(INVITED) == [[1, 0, 0]]

    newcomer = factories.make_coordinator(final.location, "Nina Nieuw")
    assert run(INVITED + DAY, INVITED + 2 * DAY) == [[0, 1, 0], [0, 0, 0]]
    assert mails("repeat_opened") == [newcomer.email]


def test_a_repeat_that_the_location_started_gets_no_mail(final):
    from scoring.followup.repeat.services import begin_scan

    begin_scan(location=final.location, together=False, by=final.coordinator, today=date(2027, 9, 1))

    assert run(INVITED, REMINDED) == [[0, 0, 0], [0, 0, 0]]


def test_a_leap_day_is_repeated_on_the_last_of_february(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser, today=date(2028, 2, 29))
    invited = date(2029, 2, 28) - timedelta(weeks=6)

    assert run(invited - DAY, invited) == [[0, 0, 0], [1, 1, 0]]


def test_ten_locations_are_opened_in_one_run(final):
    for number in range(9):
        location = factories.make_location(f"Locatie {number}")
        scan = factories.make_scan(location, final.adviser)
        coordinator = factories.make_coordinator(location, f"Coör {number}")
        factories.send_in_scan(scan, coordinator)
        factories.confirm_scan(scan, final.adviser, today=CONFIRMED)

    assert run(INVITED) == [[10, 10, 0]]
    assert len(mails("repeat_opened")) == 10


def test_the_mail_says_when_what_to_do_and_where_last_time_is(final, monkeypatch):
    run(INVITED)
    monkeypatch.setattr("scoring.followup.repeat.mails.today", lambda: INVITED)
    send_waiting()

    message = next(
        message for message in mail.outbox if message.to == [final.coordinator.email] and "tijd" in message.subject
    )
    assert message.subject == "De herhaalscan van De Linde: tijd om u voor te bereiden"
    assert "Over zes weken, op maandag 22 november 2027, is het tijd voor de herhaalscan van De Linde." in message.body
    assert f"/locatie/{final.location.pk}/" in message.body
    assert f"/scan/{final.scan.pk}/uitkomst/" in message.body
    assert message.body.count("http") == 2


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (REPEAT - 21 * DAY, "Over 3 weken, op maandag 22 november 2027"),
        (REPEAT - 8 * DAY, "Over 1 week, op maandag 22 november 2027"),
        (REPEAT + 30 * DAY, "De herhaalscan van De Linde is gepland op maandag 22 november 2027."),
    ],
)
def test_a_late_mail_says_how_far_it_is_still(final, monkeypatch, day, words):
    run(day)
    monkeypatch.setattr("scoring.followup.repeat.mails.today", lambda: day)
    send_waiting()

    assert any(words in message.body for message in mail.outbox)


def test_a_mail_that_is_no_longer_needed_is_dropped(final):
    run(INVITED)
    choose_team_sheet(scan=repeat_of(final), by=final.coordinator, today=INVITED)
    send_waiting()

    assert OutgoingMail.objects.get(template="repeat_opened").state == OutgoingMail.State.DROPPED


def test_the_reminder_in_english(final, monkeypatch):
    final.coordinator.language = "en"
    final.coordinator.save()
    run(INVITED, REMINDED)
    send_waiting()

    [message] = [m for m in mail.outbox if "waiting for you" in m.subject]
    assert "Nobody has been invited yet" in message.body
    assert "You get no further reminder." in message.body
