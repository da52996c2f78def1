"""Contact persons go when they are needed no more; the scan and the application stay."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from questionnaires.models import Application, Scan, State, StateChange
from questionnaires.retention import admitted, contacts
from tests.kept import kept_begin
from wolscan.models import Receipt
from wolscan.privacy.retention import due_on, purge
from wolscan.privacy.table import kept_days

DAY = date(2026, 3, 1)


@pytest.fixture
@kept_begin
def final(cast):
    Scan.objects.update(contact_name="Sanne", contact_phone="030 1")
    Scan.objects.filter(pk=cast.scan.pk).update(
        state=State.VASTGESTELD, submitted_at=timezone.now(), confirmed_on=DAY, repeat_on=DAY + timedelta(days=365)
    )
    return cast


def after(key, days=0):
    return DAY + timedelta(days=kept_days(key) + days)


def test_contact_of_a_round_goes_thirty_days_after_the_outcome(final):
    assert purge("contacts", after("contacts", -1)) == 0
    assert purge("contacts", after("contacts")) == 1
    assert purge("contacts", after("contacts")) == 0
    final.scan.refresh_from_db()
    final.strangers_scan.refresh_from_db()

    assert (final.scan.contact_name, final.scan.contact_phone) == ("", "")
    assert final.strangers_scan.contact_name == "Sanne"
    assert Receipt.objects.get().action == "anonymise"


def test_contact_of_a_withdrawn_scan_goes_too(final):
    Scan.objects.filter(pk=final.strangers_scan.pk).update(state=State.VERVALLEN)
    StateChange.objects.create(scan=final.strangers_scan, new=State.VERVALLEN, at=timezone.now())
    on = timezone.localdate() + timedelta(days=kept_days("contacts"))

    assert contacts(on).count() == 2


def test_contact_of_an_admitted_application_goes_after_a_year(db):
    words = {"organisation_name": "A", "place": "Ede", "reason": "x", "route": "igj", "applied_at": timezone.now()}
    words |= {"contact_name": "Nora", "contact_email": "nora@example.org"}
    for state in ("new", "admitted", "refused"):
        decided = {} if state == "new" else {"decided_at": timezone.now(), "answer": "Goed."}
        Application.objects.create(location_name=state, state=state, **words, **decided)
    on = timezone.localdate() + timedelta(days=365)

    assert {found.kept.key: found.count for found in due_on(on)}["admitted_applications"] == 1
    assert purge("admitted_applications", on - timedelta(days=1)) == 0
    assert purge("admitted_applications", on) == 1
    row = admitted(on).get()
    assert (row.contact_name, row.contact_email, row.reason) == ("", "", "x")
    assert Application.objects.exclude(contact_email="").count() == 2


def test_invitations_are_counted_before_they_go(open_round_):
    scan = open_round_.scan
    Scan.objects.filter(pk=scan.pk).update(
        state=State.VASTGESTELD, submitted_at=timezone.now(), confirmed_on=DAY, repeat_on=DAY + timedelta(days=365)
    )
    on = after("invitations")

    assert {found.kept.key: found.count for found in due_on(on)}["invitations"] == 3
    assert purge("invitations", on) == 3
    assert {found.kept.key: found.count for found in due_on(on)}["invitations"] == 0
