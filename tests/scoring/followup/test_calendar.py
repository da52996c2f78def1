"""Round, visit, check and repeat scan as calendar files, read by an independent library."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from questionnaires.models import Scan
from questionnaires.round.calendar import CANCEL, conversation_ics, deadline_ics
from questionnaires.round.changing import change_dates, withdraw_meeting
from scoring.followup.calendar import check_ics, visit_ics
from scoring.followup.repeat.services import move
from scoring.models import Check, Visit
from scoring.outcomes.calendar import repeat_scan_ics
from tests import factories
from tests.calendars import read
from tests.factories import TODAY
from tests.kept import kept_begin
from tests.rounds import at

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
@kept_begin
def final(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    return cast


@pytest.fixture
def visit(final):
    return Visit.objects.create(
        scan=final.scan, starts_at=at(date(2027, 3, 28)), what="Kennismaken; rondlopen", by=final.adviser, at=AT
    )


def fresh(scan):
    return Scan.objects.select_related("location").get(pk=scan.pk)


def in_dutch(make, *arguments, **options):
    with translation.override("nl"):
        return read(make(*arguments, **options))


def test_the_visit_stands_at_its_hour_on_the_day_the_clock_moves(visit):
    calendar, event = in_dutch(visit_ics, visit)

    assert calendar.method.value == "PUBLISH"
    assert f"{event.dtstart.value:%Y-%m-%d %H:%M %z}" == "2027-03-28 14:00 +0200"
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=90)
    assert event.summary.value == "Bezoek van de adviseur aan De Linde"
    assert event.description.value == "Kennismaken; rondlopen"
    assert event.dtstamp.value == AT


def test_a_visit_that_is_moved_and_called_off_keeps_its_name(visit):
    first = in_dutch(visit_ics, visit)[1]
    visit.starts_at, visit.changes = at(date(2026, 10, 25)), 1
    second = in_dutch(visit_ics, visit)[1]
    visit.changes, visit.cancelled_at = 2, AT + timedelta(days=1)
    calendar, third = in_dutch(visit_ics, visit)

    assert {event.uid.value for event in (first, second, third)} == {f"bezoek-{visit.scan_id}@wolscan"}
    assert [event.sequence.value for event in (first, second, third)] == ["0", "1", "2"]
    assert f"{second.dtstart.value:%H:%M %z}" == "14:00 +0100"
    assert (calendar.method.value, third.status.value) == ("CANCEL", "CANCELLED")
    assert third.dtstamp.value == AT + timedelta(days=1)


def test_the_check_is_a_day_ninety_days_on(final):
    check = Check.objects.get(scan=final.scan)

    event = in_dutch(check_ics, check)[1]

    assert event.dtstart.value == TODAY + timedelta(days=90) == date(2027, 2, 20)
    assert (event.uid.value, event.sequence.value) == (f"check-{final.scan.pk}@wolscan", "0")
    check.generation += 1
    assert in_dutch(check_ics, check)[1].sequence.value == "1"


def test_the_check_can_be_downloaded_once_the_scan_is_final(final, as_user):
    client = as_user(final.quality_officer)

    answer = client.get(reverse("check_calendar", kwargs={"scan": final.scan.pk}))

    assert answer["Content-Disposition"] == 'attachment; filename="check-de-linde-2027.ics"'
    assert read(answer.content)[1].dtstart.value == date(2027, 2, 20)
    Check.objects.all().delete()
    assert client.get(reverse("check_calendar", kwargs={"scan": final.scan.pk})).status_code == 404


def test_a_repeat_scan_that_moves_keeps_its_name(final):
    decision = final.scan.decisions.get()
    first = in_dutch(repeat_scan_ics, fresh(final.scan), decision)[1]
    for day in (date(2027, 12, 1), date(2028, 1, 10)):
        found = fresh(final.scan)
        move(scan=found, new_on=day, seen=found.repeat_on, reason="Ja.", by=final.coordinator, today=TODAY)
    second = in_dutch(repeat_scan_ics, fresh(final.scan), decision)[1]

    assert first.uid.value == second.uid.value == f"herhaalscan-{final.scan.pk}@wolscan"
    assert (first.sequence.value, second.sequence.value) == ("0", "2")
    assert second.dtstart.value == date(2028, 1, 10)
    assert second.dtstamp.value == final.scan.repeat_moves.last().at.replace(microsecond=0)


def test_the_last_day_follows_every_extension(open_round_):
    scan = fresh(open_round_.scan)
    first = in_dutch(deadline_ics, scan)[1]
    later = scan.closes_on + timedelta(days=7)
    meets_at = at(later + timedelta(days=2))
    change_dates(
        scan=scan,
        closes_on=later,
        meets_at=meets_at,
        reason="Ziek.",
        by=open_round_.coordinator,
        today=open_round_.today,
    )
    second = in_dutch(deadline_ics, fresh(scan))[1]

    assert first.uid.value == second.uid.value == f"laatste-dag-{scan.pk}@wolscan"
    assert (first.sequence.value, second.sequence.value) == ("0", "1")
    assert (first.dtstart.value, second.dtstart.value) == (scan.closes_on, later)
    assert second.valarm.trigger.value == -timedelta(days=2)


def test_the_files_of_a_round_are_the_same_until_a_date_changes(open_round_):
    scan = fresh(open_round_.scan)
    files = conversation_ics(scan), deadline_ics(scan)

    assert files == (conversation_ics(fresh(scan)), deadline_ics(fresh(scan)))
    opened = scan.state_changes.get(new="open").at.replace(microsecond=0)
    assert [read(file)[1].dtstamp.value for file in files] == [opened, opened]


def test_a_conversation_is_moved_and_called_off_under_one_name(open_round_):
    scan, coordinator = open_round_.scan, open_round_.coordinator
    moved_to = scan.meets_at + timedelta(days=1)
    change_dates(scan=scan, closes_on=None, meets_at=moved_to, reason="Zaal.", by=coordinator, today=open_round_.today)
    moved = in_dutch(conversation_ics, fresh(scan))[1]
    withdraw_meeting(scan=scan, reason="Griep.", by=coordinator)
    calendar, gone = in_dutch(conversation_ics, fresh(scan), method=CANCEL, at=moved_to)

    assert moved.uid.value == gone.uid.value == f"gesprek-{scan.pk}@wolscan"
    assert (moved.sequence.value, gone.sequence.value) == ("1", "2")
    assert calendar.method.value == "CANCEL"
    assert gone.dtstart.value == moved.dtstart.value == moved_to
    last_told = scan.date_changes.order_by("pk").last().at
    assert gone.dtstamp.value == last_told.astimezone(UTC).replace(microsecond=0)


def test_people_of_the_location_download_the_dates_of_the_round(open_round_, as_user):
    client = as_user(open_round_.coordinator)
    for name, uid in (("round_deadline", "laatste-dag"), ("round_conversation", "gesprek")):
        answer = client.get(reverse(name, kwargs={"scan": open_round_.scan.pk}))
        assert read(answer.content)[1].uid.value == f"{uid}-{open_round_.scan.pk}@wolscan"
    Scan.objects.filter(pk=open_round_.scan.pk).update(meets_at=None, closes_on=None)
    for name in ("round_deadline", "round_conversation"):
        assert client.get(reverse(name, kwargs={"scan": open_round_.scan.pk})).status_code == 404


def test_no_two_kinds_share_a_name(visit):
    check = Check.objects.get(scan=visit.scan)
    scan = fresh(visit.scan)
    scan.closes_on, scan.meets_at = TODAY, timezone.now()
    files = [
        conversation_ics(scan),
        deadline_ics(scan),
        visit_ics(visit),
        check_ics(check),
        repeat_scan_ics(scan, scan.decisions.get()),
    ]

    assert len({read(file)[1].uid.value for file in files}) == 5
