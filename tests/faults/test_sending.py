"""R2 and R5: sending in. The server dies in the middle, or somebody presses twice: before or after, never between."""

import threading
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from questionnaires.models import Answer, AnswerSheet, Scan
from questionnaires.responding import take_place
from scoring.models import Assessment, Report
from scoring.reports.making import CUT_OFF
from scoring.reports.services import queue_report
from tests import factories
from tests.faults.server import Browser, session_of
from tests.questionnaires.conftest import at_once
from tests.waiting import until
from tests.wolscan.access_world import _came_with as came_with
from wolscan.dates import today
from wolscan.models import Event


class Sender:
    """A coordinator whose team sheet is full."""

    def __init__(self, port, number):
        location = factories.make_location(f"De Linde {number}")
        self.user = factories.make_coordinator(location)
        self.scan = factories.make_scan(location, factories.make_with_role("adviser"))
        self.sheet = factories.team_sheet(self.scan)
        factories.fill_sheet(self.sheet)
        self.browser = Browser(port, session_of(self.user))

    def send(self):
        return self.browser.post(reverse("send_in", args=[self.sheet.pk]), {"reason": ""}).status

    def standing(self):
        """State, outcomes, whether the sheet is closed, and events: all of them, or none."""
        scan, sheet = Scan.objects.get(pk=self.scan.pk), AnswerSheet.objects.get(pk=self.sheet.pk)
        events = Event.objects.filter(name="scan_sent_in", subject=f"scan:{scan.pk}").count()
        return scan.state, Assessment.objects.filter(scan=scan).count(), sheet.is_sent, events


BEFORE, AFTER = ("open", 0, False, 0), ("ingediend", 1, True, 1)


def test_sending_in_is_before_or_after_when_the_server_is_killed(serve, many, figures):
    server = serve()
    senders = [Sender(server.port, number) for number in range(many(6, 60))]
    rounds, sent = many(1, 20), 0
    for turn in range(rounds):
        server.start()
        batch = senders[turn::rounds]
        batch[0].browser.get("/account/login/")
        threads = [threading.Thread(target=quietly, args=[sender]) for sender in batch]
        for thread in threads:
            thread.start()
        time.sleep(0.1 + 0.15 * (turn % 4))
        server.kill()
        for thread in threads:
            thread.join()
        assert {sender.standing() for sender in batch} <= {BEFORE, AFTER}
        sent += sum(sender.standing() == AFTER for sender in batch)
    server.start()
    assert {sender.send() for sender in senders} == {302}
    assert {sender.standing() for sender in senders} == {AFTER}
    figures(rounds=rounds, sheets=len(senders), sent_before_the_end=sent, between=0)


def quietly(sender):
    try:
        sender.send()
    except OSError:
        return


def test_pressing_many_times_at_once_sends_once(serve, open_round, many, figures):
    """A team sheet, and the sheet of one person; every press ends at the same page."""
    server, presses = serve(), many(12, 1_000)
    sender, way = Sender(server.port, 1), open_round.way()
    sheet = take_place(invitation=way, mode="zelf", named=False, today=today())
    Answer.objects.create(sheet=sheet, theme="informatie", topic="privacy", value="neutraal", note="Gaat goed.")
    person = Browser(server.port, came_with(way))
    url = reverse("send_sheet", args=[sheet.pk])
    server.start()
    pressed = many_at_once([sender.send] * presses + [lambda: person.post(url, {}).where] * presses)

    assert set(pressed) == {302, reverse("thanks")}
    assert sender.standing() == AFTER
    assert AnswerSheet.objects.filter(scan=open_round.scan).count() == 1
    assert Answer.objects.filter(sheet__scan=open_round.scan).count() == 1
    figures(presses=2 * presses, sheets=1, outcomes=1)


def many_at_once(jobs):
    """Eight at a time: more than the server has processes."""
    return [answer for start in range(0, len(jobs), 8) for answer in at_once(jobs[start : start + 8])]


@pytest.mark.django_db(transaction=True)
def test_report_that_was_cut_off_is_made_once(serve, many):
    server = serve()
    sender = Sender(server.port, 1)
    outcome = factories.send_in_scan(factories.make_scan(factories.make_location("De Berk")), sender.user)
    report = queue_report(scan=outcome.scan, assessment=outcome, decision=None, language="nl", by=None)
    worker = server.command("worker")
    until(lambda: Report.objects.get(pk=report.pk).state == "working")
    worker.kill()
    worker.communicate()
    assert Report.objects.values_list("state", "pdf").get() == ("working", None)
    Report.objects.update(claimed_at=timezone.now() - CUT_OFF - timedelta(seconds=1))
    for again in [server.command("worker", "--once") for _ in range(2)]:
        again.communicate(timeout=60)

    made = Report.objects.get()
    assert (made.state, made.tries, bytes(made.pdf[:5])) == ("done", 2, b"%PDF-")
