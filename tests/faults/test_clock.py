"""T2 and clocks that jump: the daily work is done once, whoever starts it, and whatever the clock did."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from wolscan.daily import run_jobs
from wolscan.dates import today
from wolscan.models import OutgoingMail

PEOPLE = ["anna@example.org", "bert@example.org", "cora@example.org"]


@pytest.fixture
def round_near_its_end(transactional_db, round_):
    """The day on which everybody is to be reminded: two days before the last one."""
    round_.prepare(days=9).invite(*PEOPLE).open()
    return round_.scan.closes_on - timedelta(days=2)


def run(day):
    assert [done.name for done in run_jobs(day) if done.count is None] == []


def reminders():
    return sorted(OutgoingMail.objects.filter(template__contains="remind").values_list("to", flat=True))


def test_two_daily_runs_at_once_remind_once(serve, round_near_its_end):
    server = serve()
    connections.close_all()
    for process in [server.command("daily", "--today", f"{round_near_its_end}") for _ in range(2)]:
        said, wrong = process.communicate(timeout=60)
        assert process.returncode == 0, said + wrong

    assert reminders() == PEOPLE


def test_clock_that_goes_back_and_forth_reminds_once(round_near_its_end):
    for days in (0, -1, 0, -400, 0, 1, 0):
        run(round_near_its_end + timedelta(days=days))

    assert reminders() == PEOPLE


@pytest.mark.parametrize(
    ("night", "moments"),
    [
        # 02:30 does not exist: the timer fires at 03:30 summer time, 01:30 UTC.
        (date(2027, 3, 28), [(0, 59), (1, 30)]),
        # 02:30 is there twice: a timer may fire at both.
        (date(2026, 10, 25), [(0, 30), (1, 30)]),
    ],
)
def test_night_in_which_the_clock_moves_is_one_day(monkeypatch, night, moments):
    """The server keeps UTC; the day is that of the people."""
    days = []
    for hour, minute in moments:
        at = datetime(night.year, night.month, night.day, hour, minute, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        days.append(today())

    assert days == [night, night]
