"""Two timers, or a timer and a coordinator, at the same moment: one repeat scan, told once."""

from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.db import connection

from questionnaires.models import Scan
from questionnaires.services import ScanIsRunning
from scoring.followup.repeat.services import begin_scan
from scoring.models import RepeatNotice
from tests import factories
from tests.rounds import mails
from tests.scoring.followup.repeat.days import CONFIRMED, INVITED, reload
from wolscan.daily import run_jobs
from wolscan.permissions import Role


@pytest.fixture
def final(transactional_db):
    location = factories.make_location()
    coordinator, adviser = factories.make_coordinator(location), factories.make_with_role(Role.ADVISER)
    scan = factories.make_scan(location, adviser)
    factories.send_in_scan(scan, coordinator)
    factories.confirm_scan(scan, adviser, today=CONFIRMED)
    return reload(scan), coordinator


def at_once(*deeds):
    """Runs each in a thread and connection of its own, from the same moment on."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait()
            deed()
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def a_day():
    list(run_jobs(INVITED))


def test_two_timers_open_one_repeat_and_tell_once(final):
    scan, coordinator = final

    at_once(a_day, a_day, a_day)

    assert Scan.objects.filter(previous=scan).count() == RepeatNotice.objects.count() == 1
    assert mails("repeat_opened") == [coordinator.email]


def test_a_timer_and_a_coordinator_start_one_repeat(final):
    scan, coordinator = final

    def coordinator_starts():
        with suppress(ScanIsRunning):
            begin_scan(location=scan.location, together=True, by=coordinator, today=INVITED)

    at_once(a_day, coordinator_starts)

    assert Scan.objects.filter(previous=scan).count() == scan.location.scans.count() - 1 == 1
