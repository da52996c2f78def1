"""Withdrawing a scan: with a reason, told to everybody, and what people filled in one by one goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from questionnaires.models import Answer, AnswerSheet, Participation, Scan, State
from questionnaires.operations.withdrawing import CannotWithdraw, ReasonNeeded, can_be_withdrawn, withdraw_scan
from questionnaires.services import open_scan
from scoring.followup.repeat.queries import due_scans
from scoring.review.services import reopen
from tests import factories
from wolscan.dates import today
from wolscan.mail import send_waiting
from wolscan.models import Event, OutgoingMail


def withdraw(scan, by, reason="De locatie verhuist."):
    withdraw_scan(scan=scan, reason=reason, by=by)
    scan.refresh_from_db()


def test_it_ends_with_a_reason_and_everybody_is_told(cast):
    withdraw(cast.scan, cast.programme_office)

    last = cast.scan.state_changes.latest("at", "pk")
    assert (last.old, last.new, last.by, last.reason) == (
        "open",
        "vervallen",
        cast.programme_office,
        "De locatie verhuist.",
    )
    told = {mail.to: mail.context["reason"] for mail in OutgoingMail.objects.filter(template="scan_withdrawn")}
    assert set(told) == {cast.coordinator.email, cast.adviser.email}
    assert Event.objects.get(name="scan_withdrawn").detail == {"deleted_sheets": 0}


def test_without_a_reason_nothing_happens(cast):
    with pytest.raises(ReasonNeeded):
        withdraw(cast.scan, cast.coordinator, reason="  ")
    assert Scan.objects.get(pk=cast.scan.pk).state == State.OPEN


def test_round_leaves_no_sheet_and_no_participation(open_round_):
    scan = open_round_.scan
    factories.add_sheet(scan, "zorgpersoneel")
    draft = AnswerSheet.objects.create(scan=scan, group="management")
    factories.fill_sheet(draft)
    withdraw(scan, open_round_.coordinator)

    assert not AnswerSheet.objects.filter(scan=scan).exists()
    assert not Answer.objects.filter(sheet__scan=scan).exists()
    assert not Participation.objects.filter(scan=scan).exists()
    assert Event.objects.get(name="scan_withdrawn").detail == {"deleted_sheets": 2}


def test_invited_people_hear_that_nothing_is_asked_any_more(open_round_, mailoutbox):
    open_round_.invite("jan@example.org")
    OutgoingMail.objects.all().delete()
    Scan.objects.filter(pk=open_round_.scan.pk).update(meets_at=timezone.now() + timedelta(days=30))
    withdraw(Scan.objects.get(pk=open_round_.scan.pk), open_round_.coordinator)
    send_waiting()

    mail = next(mail for mail in mailoutbox if mail.to == ["jan@example.org"])
    assert "gaat niet door" in mail.subject
    assert "De locatie verhuist" not in mail.body
    [file] = mail.attachments
    assert b"METHOD:CANCEL" in file.get_payload(decode=True)


def test_what_was_confirmed_can_no_longer_be_withdrawn(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    assert not can_be_withdrawn(cast.scan)
    with pytest.raises(CannotWithdraw):
        withdraw(cast.scan, cast.coordinator)

    reopen(scan=cast.scan, reason="Fout niveau.", by=cast.adviser)
    cast.scan.refresh_from_db()
    with pytest.raises(CannotWithdraw):
        withdraw(cast.scan, cast.coordinator)


def test_twice_is_once(cast):
    withdraw(cast.scan, cast.coordinator)
    with pytest.raises(CannotWithdraw):
        withdraw(cast.scan, cast.coordinator)


def test_withdrawn_repeat_gives_its_place_to_the_next_and_is_not_opened_by_itself(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    repeat = open_scan(location=cast.location, by=cast.coordinator, today=today())
    withdraw(repeat, cast.coordinator)
    assert not due_scans(today() + timedelta(days=400)).exists()

    again = open_scan(location=cast.location, by=cast.coordinator, today=today())
    repeat.refresh_from_db()
    assert (again.previous, repeat.previous) == (cast.scan, None)


# The page


@pytest.mark.parametrize(("who", "back"), [("coordinator", "/locatie/"), ("programme_office", "/uitvoering/")])
def test_page_asks_why_and_withdraws(cast, as_user, who, back):
    client, where = as_user(getattr(cast, who)), f"/scan/{cast.scan.pk}/vervallen/"
    assert "Dit kan niet worden teruggedraaid." in client.get(where).content.decode()
    answer = client.post(where, {"reason": ""})
    assert (answer.status_code, "Schrijf in een paar woorden waarom." in answer.content.decode()) == (422, True)

    assert client.post(where, {"reason": "Verhuizing."}).url.startswith(back)
    assert Scan.objects.get(pk=cast.scan.pk).state == State.VERVALLEN
    assert client.get(where).status_code == 302


@pytest.mark.parametrize("who", ["quality_officer", "adviser", "stranger", "administrator"])
def test_nobody_else_can(cast, as_user, who):
    client, where = as_user(getattr(cast, who)), f"/scan/{cast.scan.pk}/vervallen/"

    assert [client.get(where).status_code, client.post(where, {"reason": "x"}).status_code] == [404, 404]


def test_coordinator_finds_the_way(cast, as_user):
    page = as_user(cast.coordinator).get(f"/locatie/{cast.location.pk}/").content.decode()

    assert f"/scan/{cast.scan.pk}/vervallen/" in page
