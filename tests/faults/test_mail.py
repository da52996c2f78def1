"""R2 and R3 for mail: a worker that dies while sending, a mail server that is away. Nothing is sent twice by itself."""

import smtplib
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.faults.post import CONTEXT
from tests.faults.server import ran
from tests.questionnaires.conftest import at_once
from tests.waiting import until
from wolscan.mail import CUT_OFF, queue, send_waiting
from wolscan.models import OutgoingMail


def queue_mails(number):
    return [queue("scan_confirmed", to=f"karin{n}@example.org", context=CONTEXT) for n in range(number)]


def states():
    return list(OutgoingMail.objects.order_by("pk").values_list("state", flat=True))


def test_mail_that_was_cut_off_is_uncertain_and_never_sent_again(serve, post, many, figures):
    server, rounds = serve(EMAIL_URL=post.url), many(1, 20)
    for turn in range(rounds):
        queue_mails(2)
        post.patience = 8  # less than the worker has for a mail server
        worker = server.command("worker")
        until(lambda turn=turn: len(post.taken) == 2 * turn + 1)
        worker.kill()
        worker.communicate()
        assert states()[-2:] == ["sending", "waiting"]
        # Ten minutes later.
        OutgoingMail.objects.filter(state="sending").update(claimed_at=timezone.now() - CUT_OFF - timedelta(seconds=1))
        post.patience = 0
        assert "1 jobs done" in ran(server.command("worker", "--once"))
        assert states()[-2:] == ["uncertain", "sent"]
    figures(cut_off=rounds, sent_twice=len(post.ids()) - len(set(post.ids())))
    assert len(post.ids()) == len(set(post.ids())) == 2 * rounds


@pytest.fixture
def sends_to(settings, post, transactional_db):
    """Mail goes out from here, to the mail server of the test."""
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"

    def choose(port):
        settings.EMAIL_PORT = port

    choose(post.server_address[1])
    return choose


def test_connection_that_breaks_while_a_mail_goes_out_leaves_it_uncertain(sends_to, post):
    queue_mails(1)
    post.cut_off = True
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send_waiting()
    post.cut_off = False
    OutgoingMail.objects.filter(state="sending").update(claimed_at=timezone.now() - CUT_OFF - timedelta(seconds=1))

    assert (send_waiting(), states(), len(post.ids())) == (0, ["uncertain"], 1)


def test_mail_waits_while_the_mail_server_is_away(sends_to, post):
    queue_mails(2)
    sends_to(9)
    assert (send_waiting(), states()) == (0, ["waiting", "waiting"])
    sends_to(post.server_address[1])
    assert (send_waiting(), states(), len(post.ids())) == (2, ["sent", "sent"], 2)


def test_two_workers_at_once_send_each_mail_once(sends_to, post, many):
    queue_mails(many(20, 500))
    sent = at_once([partial(send_waiting, 500)] * 3)

    assert sum(sent) == len(post.ids()) == len(set(post.ids())) == many(20, 500)
    assert set(states()) == {"sent"}
