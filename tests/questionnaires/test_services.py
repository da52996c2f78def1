"""Opening scans, and the promises that the database keeps about them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from questionnaires.models import Answer, AnswerSheet, Participation, Scan, StateChange
from questionnaires.services import ScanIsRunning, SheetIsClosed, open_scan, record_table, save_theme
from tests import factories
from wolscan.models import Event
from wolscan.permissions import Role

pytestmark = pytest.mark.django_db


def finish(scan, confirmed_on=date(2025, 11, 20)):
    Scan.objects.filter(pk=scan.pk).update(
        state="vastgesteld", submitted_at="2025-11-01T10:00Z", confirmed_on=confirmed_on, repeat_on=date(2026, 11, 20)
    )


def test_open_scan_makes_a_blank_team_sheet():
    location = factories.make_location()
    coordinator = factories.make_coordinator(location)
    scan = open_scan(location=location, by=coordinator, today=factories.TODAY)

    assert (scan.questionnaire, scan.rules, scan.state) == ("2026-1", "2026-1", "open")
    assert scan.sheets.get().group == "team"
    assert scan.sheets.get().participation.mode == Participation.Mode.TEAM
    assert Answer.objects.count() == 0
    assert StateChange.objects.get().by == coordinator
    assert Event.objects.get().name == "scan_opened"


def test_location_has_one_running_scan():
    location = factories.make_location()
    factories.make_scan(location)

    with pytest.raises(ScanIsRunning):
        factories.make_scan(location)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.create(location=location, questionnaire="2026-1", rules="2026-1", opened_on=factories.TODAY)


def test_scan_after_a_final_one_repeats_it_and_starts_blank():
    location = factories.make_location()
    adviser = factories.make_with_role(Role.ADVISER)
    first = factories.make_scan(location, adviser)
    factories.fill_sheet(factories.team_sheet(first))
    finish(first)
    repeat = factories.make_scan(location)

    assert repeat.previous == first
    assert repeat.adviser == adviser
    assert factories.team_sheet(repeat).answers.count() == 0


def test_withdrawn_scan_is_not_repeated():
    location = factories.make_location()
    first = factories.make_scan(location)
    Scan.objects.filter(pk=first.pk).update(state="vervallen")

    assert factories.make_scan(location).previous is None


@pytest.mark.parametrize(
    "change",
    [
        {"state": "vastgesteld", "submitted_at": "2025-11-01T10:00Z"},
        {"confirmed_on": date(2025, 11, 20), "repeat_on": date(2026, 11, 20)},
        {"state": "ingediend"},
    ],
)
def test_database_refuses_states_without_their_dates(change):
    scan = factories.make_scan(factories.make_location())

    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(**change)


def test_database_refuses_a_second_team_sheet_table_and_answer():
    scan = factories.make_scan(factories.make_location())
    sheet = factories.team_sheet(scan)
    Answer.objects.create(sheet=sheet, theme="informatie", topic="privacy", value="neutraal")

    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerSheet.objects.create(scan=scan, group="team")
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(scan=scan, group="team", mode="team")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(sheet=sheet, theme="informatie", topic="privacy", value="uitblinker")


def test_scan_cannot_repeat_itself():
    scan = factories.make_scan(factories.make_location())

    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(previous=scan.pk)


def test_sent_sheet_takes_no_more_answers():
    from questionnaires.definitions import load

    location = factories.make_location()
    sheet = factories.team_sheet(factories.make_scan(location))
    AnswerSheet.objects.update(is_sent=True)

    with pytest.raises(SheetIsClosed):
        save_theme(sheet=sheet, theme=load("2026-1").themes[0], seen={}, typed={})
    with pytest.raises(SheetIsClosed):
        record_table(sheet=sheet, groups=["management"], by=factories.make_coordinator(location))


def test_who_sits_at_the_table_is_kept():
    location = factories.make_location()
    sheet = factories.team_sheet(factories.make_scan(location))
    record_table(sheet=sheet, groups=["management", "vrijwilligers"], by=factories.make_coordinator(location))

    assert Participation.objects.get().groups_at_table == ["management", "vrijwilligers"]
