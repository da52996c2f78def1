"""Several hosts with one database: web servers and workers that share nothing else, not even a folder.

Each is a process group of its own with its own folder for files; so is what runs on another machine. Whatever one of
them knows, the others know from the database.
"""

import itertools

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from scoring.models import Report
from scoring.reports.services import queue_report
from tests import factories
from tests.faults import people
from tests.faults.post import CONTEXT
from tests.faults.server import Browser, Server, ran, session_of
from tests.questionnaires.conftest import at_once
from wolscan.mail import queue
from wolscan.models import OutgoingMail

LOGIN = reverse("account_login")


@pytest.fixture
def hosts(transactional_db, tmp_path, post):
    """Two that serve, and two that work in the background."""
    made = []
    for name in ("one", "two", "worker", "spare"):
        (tmp_path / name).mkdir()
        made.append(Server(tmp_path / name, EMAIL_URL=post.url))
    at_once([made[0].start, made[1].start])
    yield made
    for server in made:
        server.stop()


def at(server, session):
    return Browser(server.port, session)


def test_every_save_goes_to_another_host_and_none_is_lost(hosts, many, figures):
    one, two = hosts[:2]
    writer, turns = people.coordinator(one.port, "De Linde"), many(6, 200)
    seen = writer.open()
    for _turn, port in zip(range(turns), itertools.cycle([two.port, one.port])):
        writer.browser.port = port
        seen = writer.save(seen)
        writer.check()
    figures(saves=turns, lost=0)

    assert (writer.acknowledged, writer.refused) == (turns, [])


def test_two_people_on_one_page_at_two_hosts_keep_what_both_wrote(hosts):
    one, two = hosts[:2]
    writer = people.coordinator(one.port, "De Linde")
    here, there, page = writer.browser, at(two, writer.browser.session), {"blad-current_step": people.THEME}
    first, second = writer.topics[:2]
    seen = writer.open()
    answers = at_once(
        [
            lambda: here.quietly(writer.url, page | {"seen": seen, f"{first}-note": "hier"}),
            lambda: there.quietly(writer.url, page | {"seen": seen, f"{second}-note": "daar"}),
        ]
    )

    assert [answer.status for answer in answers] == [200, 200]
    assert dict(writer.sheet.answers.values_list("topic", "note")) == {first: "hier", second: "daar"}


def test_who_signs_out_at_one_host_is_out_at_the_other(hosts):
    one, two = hosts[:2]
    session = session_of(factories.make_coordinator(factories.make_location("De Linde")))
    assert at(two, session).get("/").status == 200

    at(one, session).post(reverse("account_logout"), {})

    assert not Session.objects.exists()
    assert at(two, session).get("/").where.startswith(LOGIN)


def test_guesses_at_all_hosts_are_counted_together(hosts):
    user = factories.make_user("Karin")
    ports = itertools.cycle([hosts[0], hosts[1]])
    said = [at(next(ports), "").post(LOGIN, {"login": user.email, "password": "verkeerd"}).text for _guess in range(6)]

    assert ["Te veel pogingen." in text for text in said] == [False] * 5 + [True]


def test_workers_of_two_hosts_make_a_report_and_send_each_mail_once(hosts, post):
    one, two, *workers = hosts
    location = factories.make_location("De Linde")
    user = factories.make_coordinator(location)
    outcome = factories.send_in_scan(factories.make_scan(location), user)
    queue_report(scan=outcome.scan, assessment=outcome, decision=None, language="nl", by=None)
    for number in range(20):
        queue("scan_confirmed", to=f"karin{number}@example.org", context=CONTEXT)
    wanted = OutgoingMail.objects.count()
    for command in [server.command("worker", "--once") for server in workers]:
        ran(command)
    path = reverse("report_pdf", args=[outcome.scan.pk])
    files = [at(server, session_of(user)).get(path) for server in (one, two)]

    assert Report.objects.values_list("state", "tries").get() == ("done", 1)
    assert files[0].body == files[1].body
    assert files[0].body[:5] == b"%PDF-"
    assert len(post.ids()) == len(set(post.ids())) == wanted
