"""Who of the programme looks leaves an event; people who take part, and those of the location, leave none."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scoring.models import Report
from tests import factories
from tests.kept import kept_begin
from tests.wolscan.access_world import doors
from wolscan.models import Event
from wolscan.privacy import middleware, watching
from wolscan.privacy.watching import DeclaredTwice, Kind, declared, exempt, kind_of, viewed


def looks(**about):
    """What was kept of looking, as name, actor and page."""
    found = Event.objects.filter(name__in=["viewed", "exported", "refused"], **about)
    return [(event.name, event.actor, event.detail["page"]) for event in found]


def key(user):
    return f"user:{user.pk}"


@pytest.fixture
@kept_begin
def sent(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    return cast


def url(name, scan):
    return reverse(name, kwargs={"scan": scan.pk})


@pytest.mark.parametrize("door", sorted({door.name for door in doors()}))
def test_every_address_is_declared(door):
    assert door in declared(), f"say in a watched.py how {door} is watched"


def test_what_is_exempt_has_a_reason():
    assert [name for name, how in declared().items() if (how.kind == Kind.EXEMPT) != bool(how.reason)] == []


def test_an_address_has_one_declaration(monkeypatch):
    monkeypatch.setattr(watching, "_declared", {})
    viewed("outcome")
    viewed("outcome")
    with pytest.raises(DeclaredTwice, match="outcome"):
        exempt("outcome", reason="no")
    assert kind_of("unknown") == Kind.EXEMPT


def test_adviser_who_opens_an_outcome_is_kept(sent, as_user):
    as_user(sent.adviser).get(url("outcome", sent.scan))

    assert looks() == [("viewed", key(sent.adviser), "outcome")]
    assert Event.objects.get(name="viewed").subject == f"scan:{sent.scan.pk}"


def test_programme_office_is_kept(sent, as_user):
    as_user(sent.programme_office).get(url("assigned_scan", sent.scan))

    assert looks() == [("viewed", key(sent.programme_office), "assigned_scan")]


@pytest.mark.parametrize("person", ["coordinator", "quality_officer"])
def test_people_of_the_location_are_not_kept(sent, as_user, person):
    as_user(getattr(sent, person)).get(url("outcome", sent.scan))

    assert looks() == []


@pytest.mark.parametrize("person", ["stranger", "other_adviser", "administrator", "programme_office"])
def test_refusal_is_kept(sent, as_user, person):
    user = getattr(sent, person)

    assert as_user(user).get(url("outcome", sent.scan)).status_code == 404
    assert looks(subject=f"scan:{sent.scan.pk}") == [("refused", key(user), "outcome")]


def test_refused_change_is_kept(sent, as_user):
    as_user(sent.stranger).post(url("withdraw_scan", sent.scan), {"reason": "Zomaar"})

    assert looks() == [("refused", key(sent.stranger), "withdraw_scan")]


def test_somebody_unknown_is_asked_to_sign_in_and_not_kept(sent):
    Client().get(url("outcome", sent.scan))
    Client().get("/bestaat-niet/")

    assert looks() == []


def test_looking_without_a_page_is_not_kept(sent, as_user):
    as_user(sent.adviser).head(url("outcome", sent.scan))
    as_user(sent.adviser).post(url("outcome", sent.scan))

    assert looks() == []


def test_team_sheet_costs_nothing_more(cast, as_user):
    client, address = as_user(cast.coordinator), reverse("theme", kwargs={"sheet": cast.sheet.pk, "step": "veiligheid"})
    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert not [query for query in queries if "wolscan_event" in query["sql"]]


def test_file_is_kept_when_it_is_taken_along_and_not_while_it_is_made(sent, as_user):
    client, address = as_user(sent.adviser), url("report_pdf", sent.scan)
    client.post(address)
    client.get(address)
    assert looks() == []
    Report.objects.update(state="done", pdf=b"%PDF", sha256="0" * 64)
    client.get(address)

    assert looks() == [("exported", key(sent.adviser), "report_pdf")]


def test_one_insert_and_no_answer_in_it(sent, as_user):
    client = as_user(sent.adviser)
    with CaptureQueriesContext(connection) as queries:
        client.get(url("outcome", sent.scan))
    about = [query["sql"] for query in queries if "wolscan_event" in query["sql"]]

    assert len(about) == 1
    assert about[0].startswith("INSERT")
    assert Event.objects.get(name="viewed").detail == {"page": "outcome"}


def test_page_comes_also_when_the_log_does_not_work(sent, as_user, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise DatabaseError("disk is full")

    monkeypatch.setattr(middleware, "record", fail)

    assert as_user(sent.adviser).get(url("outcome", sent.scan)).status_code == 200
    assert "that somebody opened the page outcome could not be kept" in caplog.text
