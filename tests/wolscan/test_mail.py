import smtplib

import pytest
from django.core import mail

from wolscan.mail import Attachment, Letter, NotNeeded, built_by, queue, queue_many, send_waiting
from wolscan.models import OutgoingMail

TEMPLATE = "scan_confirmed"
CONTEXT = {"name": "Karin", "location": "De Linde", "scan": "7e8a3a0e-6a5e-4f2f-8f3b-0d2f6a1b2c3d"}


@pytest.fixture(autouse=True)
def no_builders(monkeypatch):
    monkeypatch.setattr("wolscan.mail._builders", {})


def state():
    return OutgoingMail.objects.get().state


def test_a_mail_goes_out_once_with_its_own_id(db):
    queued = queue(TEMPLATE, to="karin@example.org", context=CONTEXT)

    assert send_waiting() == 1
    assert send_waiting() == 0
    assert state() == "sent"
    assert mail.outbox[0].extra_headers["Message-ID"] == queued.message_id


def test_many_mails_are_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        queue_many(TEMPLATE, [(f"karin{n}@example.org", CONTEXT, "nl") for n in range(5)])

    assert len(set(OutgoingMail.objects.values_list("message_id", flat=True))) == 5


def test_a_builder_adds_words_files_and_headers(db):
    file = Attachment("note.ics", "één".encode(), "text/calendar", {"method": "PUBLISH", "charset": "utf-8"})
    built_by(lambda context: Letter({"location": "De Eik"}, (file,), {"X-Kind": "test"}), TEMPLATE)
    queue(TEMPLATE, to="karin@example.org", context=CONTEXT)
    send_waiting()
    [message] = mail.outbox
    [part] = message.attachments

    assert "De Eik" in message.subject
    assert message.extra_headers["X-Kind"] == "test"
    assert part.get_payload(decode=True).decode() == "één"
    assert (part.get_content_type(), part.get_param("method"), part.get_filename()) == (
        "text/calendar",
        "PUBLISH",
        "note.ics",
    )


def test_a_mail_that_is_not_needed_is_dropped(db):
    def builder(context):
        raise NotNeeded

    built_by(builder, TEMPLATE)
    queue(TEMPLATE, to="karin@example.org", context=CONTEXT)

    assert send_waiting() == 0
    assert (state(), mail.outbox) == ("dropped", [])


def test_a_mail_that_cannot_be_made_fails_and_holds_up_no_other(db, caplog):
    def builder(context):
        if context["name"] == "Karin":
            raise KeyError("broken")
        return Letter()

    built_by(builder, TEMPLATE)
    queue(TEMPLATE, to="karin@example.org", context=CONTEXT)
    queue(TEMPLATE, to="ben@example.org", context=CONTEXT | {"name": "Ben"})

    assert send_waiting() == 1
    assert set(OutgoingMail.objects.values_list("to", "state")) == {
        ("karin@example.org", "failed"),
        ("ben@example.org", "sent"),
    }
    assert "could not be made" in caplog.text
    assert "karin@example.org" not in caplog.text


@pytest.mark.parametrize(
    ("fault", "left"),
    [(smtplib.SMTPRecipientsRefused({}), "failed"), (ConnectionRefusedError(), "waiting")],
)
def test_what_the_server_says(db, monkeypatch, fault, left):
    def refuse(self):
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    queue(TEMPLATE, to="karin@example.org", context=CONTEXT)

    assert send_waiting() == 0
    assert state() == left
