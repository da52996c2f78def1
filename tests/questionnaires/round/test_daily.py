"""What a round needs every day; and two timers that fire at once."""

import threading
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from questionnaires.models import Invitation, Scan, State, StateChange
from questionnaires.round.daily import KEPT_DAYS, purge_invitations, remind_before_end, tell_of_end
from tests.rounds import mails
from wolscan.daily import every_day, run_jobs
from wolscan.models import Event, OutgoingMail

EVERYBODY = ["anna@example.org", "bert@example.org", "cora@example.org"]


def on_day(round_, number):
    """The day so many days before the end of the round."""
    return round_.scan.closes_on - timedelta(days=number)


def test_people_are_reminded_a_week_and_two_days_before_the_end(open_round_):
    counts = {days: remind_before_end(on_day(open_round_, days)) for days in range(10, -2, -1)}

    assert {days: count for days, count in counts.items() if count} == {7: 3, 2: 3}
    assert set(Invitation.objects.values_list("reminders", flat=True)) == {2}


def test_a_missed_day_is_made_up_for(open_round_):
    assert remind_before_end(on_day(open_round_, 5)) == 3
    assert remind_before_end(on_day(open_round_, 4)) == 0
    assert remind_before_end(on_day(open_round_, 1)) == 3


def test_a_reminder_by_hand_just_before_moves_it_on(open_round_):
    Invitation.objects.update(asked_on=on_day(open_round_, 8))

    assert remind_before_end(on_day(open_round_, 7)) == 0
    assert remind_before_end(on_day(open_round_, 6)) == 3


def test_a_short_round_reminds_nobody_on_its_first_day(round_):
    round_.prepare(days=7).invite("anna@example.org").open()

    assert remind_before_end(round_.today) == 0
    assert remind_before_end(on_day(round_, 2)) == 1


@pytest.mark.parametrize("state", [State.GESPREK, State.VOORBEREIDING, State.VERVALLEN])
def test_only_open_rounds_are_reminded(open_round_, state):
    Scan.objects.filter(pk=open_round_.scan.pk).update(state=state)

    assert remind_before_end(on_day(open_round_, 7)) == 0
    assert tell_of_end(on_day(open_round_, -1)) == 0


def test_the_coordinator_hears_once_that_the_round_ended(open_round_):
    assert tell_of_end(on_day(open_round_, 0)) == 0
    assert tell_of_end(on_day(open_round_, -1)) == 1
    assert tell_of_end(on_day(open_round_, -1)) == 0
    assert tell_of_end(on_day(open_round_, -9)) == 0

    assert mails("round_ended") == [open_round_.coordinator.email]


def test_after_an_extension_the_coordinator_hears_again(open_round_):
    tell_of_end(on_day(open_round_, -1))
    Scan.objects.filter(pk=open_round_.scan.pk).update(closes_on=on_day(open_round_, -10))

    assert tell_of_end(on_day(open_round_, -11)) == 1


def confirm(scan, on):
    Scan.objects.filter(pk=scan.pk).update(
        state=State.VASTGESTELD, submitted_at=timezone.now(), confirmed_on=on, repeat_on=on + timedelta(days=365)
    )


def test_invitations_and_their_mails_go_thirty_days_after_the_outcome(open_round_):
    keys = [str(key) for key in Invitation.objects.values_list("pk", flat=True)]
    confirmed_on = date(2026, 3, 1)
    confirm(open_round_.scan, confirmed_on)

    assert purge_invitations(confirmed_on + timedelta(days=KEPT_DAYS - 1)) == 0
    assert purge_invitations(confirmed_on + timedelta(days=KEPT_DAYS)) == 3
    assert purge_invitations(confirmed_on + timedelta(days=KEPT_DAYS)) == 0

    assert not Invitation.objects.exists()
    assert not OutgoingMail.objects.filter(to__in=EVERYBODY).exists()
    [receipt] = Event.objects.filter(name="invitations_purged")
    assert receipt.detail == {"invitations": 3, "mails": 3}
    assert not any(key in str(receipt.__dict__) for key in keys)


def test_invitations_of_a_running_scan_stay(open_round_):
    assert purge_invitations(open_round_.today + timedelta(days=900)) == 0


def test_invitations_of_a_withdrawn_scan_go_too(open_round_):
    Scan.objects.filter(pk=open_round_.scan.pk).update(state=State.VERVALLEN)
    StateChange.objects.create(scan=open_round_.scan, new=State.VERVALLEN, at=timezone.now())

    assert purge_invitations(open_round_.today + timedelta(days=KEPT_DAYS - 1)) == 0
    assert purge_invitations(open_round_.today + timedelta(days=KEPT_DAYS)) == 3


def test_the_command_prints_a_count_per_job(open_round_, capsys):
    call_command("daily", today=on_day(open_round_, 7))

    assert capsys.readouterr().out.splitlines()[:2] == ["reminders: 3", "ended rounds: 0"]


def test_the_command_refuses_what_is_no_date(db):
    with pytest.raises(CommandError, match="2026-02-30"):
        call_command("daily", "--today", "2026-02-30")


def test_a_job_that_fails_holds_up_no_other(open_round_, monkeypatch, caplog):
    def fail(today):
        Invitation.objects.all().delete()
        raise RuntimeError("broken")

    monkeypatch.setattr("wolscan.daily._jobs", {})
    every_day("broken", fail, order=1)
    every_day("reminders", remind_before_end, order=2)

    done = {job.name: job.count for job in run_jobs(on_day(open_round_, 7))}

    assert done == {"broken": None, "reminders": 3}
    assert "the daily job broken went wrong" in caplog.text
    with pytest.raises(CommandError, match="broken"):
        call_command("daily", today=on_day(open_round_, 7))


@pytest.mark.django_db(transaction=True)
def test_two_timers_at_once_do_everything_once(transactional_db, request):
    open_round_ = request.getfixturevalue("open_round_")
    near_end, past_end = on_day(open_round_, 7), on_day(open_round_, -1)

    at_once(4, lambda: [list(run_jobs(day)) for day in (near_end, past_end)])

    assert mails("reminder") == EVERYBODY
    assert mails("round_ended") == [open_round_.coordinator.email]
    assert set(Invitation.objects.values_list("reminders", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_two_purges_at_once_leave_one_receipt(transactional_db, request):
    open_round_ = request.getfixturevalue("open_round_")
    confirm(open_round_.scan, date(2026, 3, 1))

    at_once(4, lambda: [done.count for done in run_jobs(date(2026, 6, 1))])

    assert Event.objects.filter(name="invitations_purged").count() == 1
    assert not Invitation.objects.exists()


def at_once(count, work):
    """Runs the same in so many threads that start together, each with its own connection."""
    start, faults = threading.Barrier(count), []

    def run():
        try:
            start.wait(timeout=20)
            work()
        except Exception as fault:  # shown by the assertion below
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
