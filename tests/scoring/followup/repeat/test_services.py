"""Starting and moving a repeat scan."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from questionnaires.models import AnswerSheet, Scan, State
from questionnaires.services import ScanIsRunning, prepare_scan
from scoring.followup.repeat.queries import first_start, moves_of, window_of
from scoring.followup.repeat.services import (
    AlreadyOpened,
    ChangedMeanwhile,
    NotThen,
    ReasonNeeded,
    TooEarly,
    begin_scan,
    move,
    open_due,
)
from scoring.models import RepeatMove, RepeatNotice
from tests import factories
from tests.rounds import mails
from tests.scoring.followup.repeat.days import CONFIRMED, DAY, FIRST, INVITED, LAST, REPEAT, reload
from wolscan.models import Event

TODAY = date(2027, 1, 10)


def moved(final, new_on, *, reason="De teamleider is met verlof.", by=None, today=TODAY, seen=None):
    scan = reload(final.scan)
    return move(
        scan=scan, new_on=new_on, seen=seen or scan.repeat_on, reason=reason, by=by or final.coordinator, today=today
    )


def test_the_repeat_is_opened_on_its_day_blank_and_in_preparation(final):
    assert open_due(scan=final.scan, today=INVITED - DAY) is None

    repeat = open_due(scan=final.scan, today=INVITED)

    assert (repeat.state, repeat.previous, repeat.adviser) == (State.VOORBEREIDING, final.scan, final.adviser)
    assert (repeat.opened_on, repeat.location) == (INVITED, final.location)
    assert not AnswerSheet.objects.filter(scan=repeat).exists()
    assert repeat.state_changes.get().by is None
    assert RepeatNotice.objects.get().scan == repeat


def test_the_repeat_is_opened_once(final):
    repeat = open_due(scan=final.scan, today=INVITED)

    assert open_due(scan=final.scan, today=INVITED) is None
    assert list(final.location.scans.exclude(pk=final.scan.pk)) == [repeat]


def test_nothing_is_opened_beside_a_running_scan(final):
    scan = prepare_scan(location=final.location, by=final.coordinator, today=INVITED)

    assert open_due(scan=final.scan, today=REPEAT) is None
    assert list(final.location.scans.exclude(pk=final.scan.pk)) == [scan]


def test_a_repeat_that_was_withdrawn_is_not_opened_again(final):
    repeat = open_due(scan=final.scan, today=INVITED)
    Scan.objects.filter(pk=repeat.pk).update(state=State.VERVALLEN)

    assert open_due(scan=final.scan, today=REPEAT) is None


def test_after_a_withdrawn_repeat_the_location_starts_another_itself(final):
    withdrawn = open_due(scan=final.scan, today=INVITED)
    Scan.objects.filter(pk=withdrawn.pk).update(state=State.VERVALLEN)
    with pytest.raises(TooEarly):
        begin_scan(location=final.location, together=True, by=final.coordinator, today=FIRST - DAY)

    assert begin_scan(location=final.location, together=True, by=final.coordinator, today=REPEAT).previous == final.scan


def test_only_the_last_final_scan_is_repeated(final):
    """An older one that was never repeated stays as it is."""
    old = Scan.objects.create(
        location=final.location,
        questionnaire="2026-1",
        rules="2026-1",
        state=State.VASTGESTELD,
        opened_on=date(2025, 1, 1),
        submitted_at=final.scan.submitted_at,
        confirmed_on=date(2025, 2, 1),
        repeat_on=date(2026, 2, 1),
    )

    assert open_due(scan=old, today=REPEAT) is None
    assert open_due(scan=final.scan, today=REPEAT).previous == final.scan


def test_a_scan_under_review_again_is_not_repeated(final):
    Scan.objects.filter(pk=final.scan.pk).update(state=State.IN_BEOORDELING, confirmed_on=None, repeat_on=None)

    assert open_due(scan=final.scan, today=REPEAT) is None


def test_a_location_that_was_closed_has_no_repeat(final):
    type(final.location).objects.filter(pk=final.location.pk).update(closed_on=INVITED)

    assert open_due(scan=final.scan, today=INVITED) is None
    assert open_due(scan=final.scan, today=INVITED - DAY) is None


@pytest.mark.parametrize(("together", "state"), [(True, State.OPEN), (False, State.VOORBEREIDING)])
def test_a_location_starts_its_repeat_itself_within_the_window(final, together, state):
    repeat = begin_scan(location=final.location, together=together, by=final.coordinator, today=FIRST)

    assert (repeat.state, repeat.previous) == (state, final.scan)
    assert not RepeatNotice.objects.exists()


def test_before_the_window_a_repeat_cannot_start(final):
    with pytest.raises(TooEarly) as early:
        begin_scan(location=final.location, together=True, by=final.coordinator, today=FIRST - DAY)

    assert early.value.first == FIRST == first_start(final.location, FIRST - DAY)
    assert first_start(final.location, FIRST) is None
    assert final.location.scans.count() == 1


def test_a_first_scan_can_start_any_day(db):
    location = factories.make_location("De Berk", "Stichting Berkenhof")
    coordinator = factories.make_coordinator(location)

    assert begin_scan(location=location, together=True, by=coordinator, today=TODAY).previous is None
    with pytest.raises(ScanIsRunning):
        begin_scan(location=location, together=False, by=coordinator, today=TODAY)


def test_moving_keeps_the_day_of_the_rules_as_anchor(final):
    moved(final, LAST)
    moved(final, FIRST, by=final.adviser, reason="Toch eerder.")

    scan = reload(final.scan)
    assert (scan.repeat_on, scan.confirmed_on) == (FIRST, CONFIRMED)
    assert (window_of(scan).planned_on, window_of(scan).first, window_of(scan).last) == (REPEAT, FIRST, LAST)
    assert [(row.planned_on, row.old_on, row.new_on, row.by) for row in moves_of(scan)] == [
        (REPEAT, REPEAT, LAST, final.coordinator),
        (REPEAT, LAST, FIRST, final.adviser),
    ]
    assert Event.objects.filter(name="repeat_moved").count() == 2


@pytest.mark.parametrize("day", [FIRST - DAY, LAST + DAY])
def test_a_move_outside_the_window_changes_nothing(final, day):
    with pytest.raises(NotThen) as refused:
        moved(final, day)

    assert (refused.value.window.first, refused.value.window.last) == (FIRST, LAST)
    assert reload(final.scan).repeat_on == REPEAT


def test_moves_do_not_add_up(final):
    moved(final, LAST)
    with pytest.raises(NotThen):
        moved(final, LAST + 30 * DAY)


def test_a_day_that_has_passed_is_no_day_to_move_to(final):
    with pytest.raises(NotThen):
        moved(final, FIRST, today=FIRST + DAY)

    moved(final, FIRST + DAY, today=FIRST + DAY)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_move_needs_a_reason(final, reason):
    with pytest.raises(ReasonNeeded):
        moved(final, LAST, reason=reason)


def test_moving_to_where_it_stands_does_nothing(final):
    moved(final, LAST)

    assert moved(final, LAST, seen=REPEAT) is None
    assert RepeatMove.objects.count() == 1


def test_whoever_saw_another_day_is_told(final):
    moved(final, LAST)

    with pytest.raises(ChangedMeanwhile) as changed:
        moved(final, FIRST, seen=REPEAT)

    assert changed.value.repeat_on == LAST == reload(final.scan).repeat_on


def test_an_opened_repeat_does_not_move(final):
    open_due(scan=final.scan, today=INVITED)

    with pytest.raises(AlreadyOpened):
        moved(final, LAST)


def test_a_scan_that_is_not_final_has_no_repeat_to_move(cast):
    with pytest.raises(AlreadyOpened):
        move(scan=cast.scan, new_on=LAST, seen=REPEAT, reason="Ja.", by=cast.coordinator, today=TODAY)


def test_the_others_are_told_and_not_who_moved_it(final):
    deputy = factories.make_coordinator(final.location, "Dirk Deputy")
    moved(final, LAST)

    assert mails("repeat_moved") == sorted([deputy.email, final.adviser.email])
    moved(final, FIRST, by=final.adviser)
    assert mails("repeat_moved") == sorted([deputy.email, final.adviser.email, deputy.email, final.coordinator.email])


def test_a_moved_repeat_is_opened_six_weeks_before_its_new_day(final):
    moved(final, LAST)

    assert open_due(scan=reload(final.scan), today=date(2028, 1, 10)) is None
    assert open_due(scan=reload(final.scan), today=date(2028, 1, 11)).previous == final.scan


def test_the_database_refuses_a_reminder_without_its_notice(final):
    repeat = open_due(scan=final.scan, today=INVITED)
    notice = RepeatNotice.objects.get(scan=repeat)
    for told_on, reminded_on in ((None, INVITED), (INVITED, INVITED)):
        notice.told_on, notice.reminded_on = told_on, reminded_on
        with pytest.raises(IntegrityError), transaction.atomic():
            notice.save()
