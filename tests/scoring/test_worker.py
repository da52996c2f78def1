"""The worker: everything once, cut-off work taken up again, cut-off mail never sent twice."""

import signal
import smtplib
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from scoring.management.commands.worker import Command
from scoring.models import Report
from scoring.reports import making
from scoring.reports.making import make_waiting_reports
from tests import factories
from tests.kept import kept_begin
from wolscan.mail import queue, send_waiting
from wolscan.models import OutgoingMail


@pytest.fixture
@kept_begin
def report(cast):
    """One report that waits; nothing else does."""
    factories.send_in_scan(cast.scan, cast.coordinator)
    assessment = cast.scan.assessments.get()
    return Report.objects.create(scan=cast.scan, assessment=assessment, language="nl", queued_at=timezone.now())


@pytest.fixture
def rendered(monkeypatch):
    """Counts renderings instead of doing them: a PDF takes a second."""
    calls = []

    def render(report):
        calls.append(report.pk)
        return b"%PDF-1.7 small"

    monkeypatch.setattr(making, "render_pdf", render)
    return calls


def ago(**past):
    return timezone.now() - timedelta(**past)


def test_report_is_made_and_kept(report, rendered):
    assert make_waiting_reports() == 1

    report.refresh_from_db()
    assert (report.state, bytes(report.pdf), len(report.sha256)) == ("done", b"%PDF-1.7 small", 64)


def test_report_is_made_once(report, rendered):
    assert [make_waiting_reports() for _ in range(3)] == [1, 0, 0]
    assert rendered == [report.pk]


def test_report_that_somebody_else_claimed_is_left_alone(report, rendered):
    stale = Report.objects.get(pk=report.pk)
    Report.objects.update(state="working", claimed_at=timezone.now())

    assert making._make(stale) is False
    assert make_waiting_reports() == 0
    assert rendered == []


def test_cut_off_report_is_made_again(report, rendered):
    Report.objects.update(state="working", claimed_at=ago(minutes=6), tries=1)

    assert make_waiting_reports() == 1


def test_report_that_was_cut_off_three_times_is_given_up(report, rendered):
    Report.objects.update(state="working", claimed_at=ago(minutes=6), tries=3)

    assert make_waiting_reports() == 0
    report.refresh_from_db()
    assert (report.state, rendered) == ("failed", [])


def test_worker_that_comes_too_late_changes_nothing(report, monkeypatch):
    def taken_over(late):
        Report.objects.filter(pk=late.pk).update(claimed_at=timezone.now())
        return b"too late"

    monkeypatch.setattr(making, "render_pdf", taken_over)

    assert make_waiting_reports() == 0
    report.refresh_from_db()
    assert (report.state, report.pdf) == ("working", None)


def test_report_that_fails_is_tried_three_times(report, monkeypatch, caplog):
    def broken(report):
        raise OSError("no fonts")

    monkeypatch.setattr(making, "render_pdf", broken)

    assert [make_waiting_reports() for _ in range(4)] == [0, 0, 0, 0]
    report.refresh_from_db()
    assert (report.state, report.tries) == ("failed", 3)
    assert len(caplog.records) == 3


def queue_one(cast):
    context = {"scan": str(cast.scan.pk), "location": "De Linde", "name": "Karin"}
    return queue("scan_confirmed", to="karin@example.org", context=context)


def test_mail_goes_out_once(cast):
    queue_one(cast)

    assert [send_waiting() for _ in range(2)] == [1, 0]
    [sent] = mail.outbox
    assert (sent.subject, sent.to) == ("De uitkomst van De Linde is vastgesteld", ["karin@example.org"])
    assert f"/scan/{cast.scan.pk}/uitkomst/" in sent.body
    assert f'/scan/{cast.scan.pk}/uitkomst/">' in sent.alternatives[0].content


def test_mail_in_english_and_with_odd_names(cast):
    context = {"scan": str(cast.scan.pk), "location": "Jan & <Piet>", "name": "O'Neil"}
    queue("scan_confirmed", to="o@example.org", context=context, language="en")
    send_waiting()

    [sent] = mail.outbox
    assert sent.subject == "The outcome of Jan & <Piet> is confirmed"
    assert sent.body.startswith("Dear O'Neil,")
    assert "Jan &amp; &lt;Piet&gt;" in sent.alternatives[0].content


def test_cut_off_mail_becomes_uncertain_and_is_not_sent_again(cast):
    waiting = queue_one(cast)
    OutgoingMail.objects.update(state="sending", claimed_at=ago(minutes=11))

    assert [send_waiting() for _ in range(2)] == [0, 0]
    waiting.refresh_from_db()
    assert (waiting.state, mail.outbox) == ("uncertain", [])


def test_mail_that_is_being_sent_is_left_alone(cast):
    queue_one(cast)
    OutgoingMail.objects.update(state="sending", claimed_at=ago(minutes=9))

    assert send_waiting() == 0
    assert OutgoingMail.objects.get().state == "sending"


def test_once_does_what_waits_and_stops(report, cast, rendered):
    queue_one(cast)
    out = StringIO()

    call_command("worker", once=True, stdout=out)

    assert out.getvalue() == "2 jobs done\n"
    assert Report.objects.get().state == "done"
    assert len(mail.outbox) == 1


def test_worker_survives_a_job_that_goes_wrong(cast, monkeypatch, caplog):
    def broken(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    queue_one(cast)

    assert Command().work() == 0
    assert [record.getMessage() for record in caplog.records] == ["send_waiting went wrong"]
    assert OutgoingMail.objects.get().state == "sending"  # nobody knows: never sent again by itself


def test_worker_stops_after_the_job_that_runs(report, cast, monkeypatch):
    worker = Command()

    def stopped_meanwhile(report):
        worker.stop(signal.SIGTERM, None)
        return b"%PDF-1.7"

    monkeypatch.setattr(making, "render_pdf", stopped_meanwhile)
    queue_one(cast)

    assert worker.work() == 1
    assert Report.objects.get().state == "done"
    assert OutgoingMail.objects.get().state == "waiting"


def test_send_mail_prints_how_many(cast):
    queue_one(cast)
    out = StringIO()

    call_command("send_mail", stdout=out)

    assert out.getvalue() == "1 mails sent\n"
