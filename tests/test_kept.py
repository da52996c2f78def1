"""The begins of tests: what is written back is what the code of the site made."""

import pytest
from django.db import connection

from questionnaires.models import Scan
from tests import factories, kept
from tests.kept import NOTHING, kept_begin
from wolscan.models import Location


@pytest.fixture
def made(monkeypatch):
    """How often each function ran, of those below; nothing was noted before."""
    monkeypatch.setattr(NOTHING, "after", {})
    return {"place": 0, "sent": 0}


@pytest.fixture
def begin(made, db):
    """Makes a location with its scan, and sends that in: ``begin()`` gives both and all rows."""

    @kept_begin
    def place(db):
        made["place"] += 1
        location = factories.make_location()
        coordinator = factories.make_coordinator(location)
        return factories.make_scan(location), coordinator

    @kept_begin
    def sent(given):
        made["sent"] += 1
        scan, coordinator = given
        factories.send_in_scan(scan, coordinator, privacy="aandachtspunt")
        scan.refresh_from_db(fields=["state"])
        return {"same": scan, "again": Scan.objects.get(pk=scan.pk)}

    def both(between=lambda: None):
        first = place(db=None)
        between()
        return first, sent(given=first), kept._rows()

    return both


@pytest.fixture
def undone():
    """What comes within is undone, as after a test."""

    def run(step):
        point = connection.savepoint()
        try:
            return step()
        finally:
            connection.savepoint_rollback(point)

    return run


def fields(scan):
    return {one.attname: getattr(scan, one.attname) for one in Scan._meta.concrete_fields}


def test_rows_and_objects_come_back_as_they_were(begin, undone, made):
    (scan, coordinator), sent, rows = undone(begin)
    (scan_again, coordinator_again), sent_again, rows_again = undone(begin)

    assert made == {"place": 1, "sent": 1}
    assert rows_again == rows
    assert (scan_again, coordinator_again) == (scan, coordinator)
    assert scan_again is not scan
    assert fields(sent_again["again"]) == fields(sent["again"])
    assert sent_again["same"] is scan_again
    assert scan_again.state == sent["same"].state == "ingediend"
    assert scan_again.location is not scan.location
    assert scan_again.location == scan.location


def test_it_is_made_anew_when_something_else_stands(begin, undone, made):
    undone(begin)
    undone(lambda: (factories.make_location("De Berk", "Stichting Berk"), begin()))

    assert made == {"place": 2, "sent": 2}


def test_what_comes_on_top_is_made_anew_when_something_came_between(begin, undone, made):
    undone(begin)
    undone(lambda: begin(lambda: Location.objects.update(residents=1)))
    undone(lambda: begin(lambda: Location.objects.count()))

    assert made == {"place": 1, "sent": 2}


def test_it_is_made_anew_after_a_while(begin, undone, made, monkeypatch):
    undone(begin)
    monkeypatch.setattr(kept.Note, "is_fresh", lambda note: False)
    undone(begin)

    assert made == {"place": 2, "sent": 2}


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_it_is_made_each_time(made):
    @kept_begin
    def place(db):
        made["place"] += 1
        return factories.make_location(f"De Linde {made['place']}")

    assert [place(db=None).name, place(db=None).name] == ["De Linde 1", "De Linde 2"]
