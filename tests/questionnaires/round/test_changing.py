from datetime import timedelta

import pytest
from django.utils import timezone

from questionnaires.closing import ReasonNeeded
from questionnaires.models import DateChange, Invitation, State
from questionnaires.round.changing import change_dates, withdraw_meeting
from questionnaires.round.dates import WrongDate
from questionnaires.round.inviting import RoundIsOver
from tests.rounds import at, mails

EVERYBODY = ["anna@example.org", "bert@example.org", "cora@example.org"]


def change(round_, *, longer=0, meets_in=23, reason="Er zijn veel zieken.", today=None):
    """Moves the end by so many days; the conversation was on day 23."""
    return change_dates(
        scan=round_.scan,
        closes_on=round_.scan.closes_on + timedelta(days=longer) if longer else round_.scan.closes_on,
        meets_at=at(round_.today + timedelta(days=meets_in)),
        reason=reason,
        by=round_.coordinator,
        today=today or round_.today,
    )


def test_extending_tells_who_has_not_sent(open_round_):
    Invitation.objects.filter(email="anna@example.org").update(progress=Invitation.Progress.DONE)

    assert change(open_round_, longer=1) == 2

    open_round_.scan.refresh_from_db()
    assert open_round_.scan.closes_on == open_round_.today + timedelta(days=22)
    assert open_round_.scan.meeting_changes == 0
    assert mails("round_extended") == EVERYBODY[1:]
    assert mails("meeting_moved") == []


def test_moving_the_conversation_tells_everybody(open_round_):
    Invitation.objects.filter(email="anna@example.org").update(progress=Invitation.Progress.DONE)

    assert change(open_round_, meets_in=25) == 3

    open_round_.scan.refresh_from_db()
    assert timezone.localdate(open_round_.scan.meets_at) == open_round_.today + timedelta(days=25)
    assert open_round_.scan.meeting_changes == 1
    assert mails("meeting_moved") == EVERYBODY


def test_who_hears_of_both_gets_one_mail(open_round_):
    Invitation.objects.filter(email="anna@example.org").update(progress=Invitation.Progress.DONE)

    assert change(open_round_, longer=7, meets_in=30) == 3

    assert mails("round_extended") == EVERYBODY[1:]
    assert mails("meeting_moved") == EVERYBODY[:1]
    assert sorted(DateChange.objects.values_list("field", "reason")) == [
        ("closes_on", "Er zijn veel zieken."),
        ("meets_at", "Er zijn veel zieken."),
    ]


def test_the_same_dates_change_nothing(open_round_):
    assert change(open_round_, reason="") == 0
    assert not DateChange.objects.exists()


def test_a_change_needs_a_reason(open_round_):
    with pytest.raises(ReasonNeeded):
        change(open_round_, longer=1, reason=" ")


@pytest.mark.parametrize("wrong", [{"longer": -1}, {"longer": 2}, {"longer": 50, "meets_in": 80}, {"meets_in": 21}])
def test_dates_that_cannot_be(open_round_, wrong):
    with pytest.raises(WrongDate):
        change(open_round_, **wrong)

    assert not DateChange.objects.exists()
    assert mails("round_extended") == []


def test_after_closing_only_the_conversation_moves(open_round_):
    open_round_.scan.state = State.GESPREK
    open_round_.scan.save()

    with pytest.raises(RoundIsOver):
        change(open_round_, longer=3, meets_in=30)
    assert change(open_round_, meets_in=30) == 3


def test_a_scan_that_was_handed_in_has_no_dates_to_change(open_round_):
    open_round_.scan.state = State.VERVALLEN
    open_round_.scan.save()

    with pytest.raises(RoundIsOver):
        change(open_round_, meets_in=30)
    with pytest.raises(RoundIsOver):
        withdraw_meeting(scan=open_round_.scan, reason="Ziek", by=open_round_.coordinator)


def test_withdrawing_the_conversation(open_round_):
    was = open_round_.scan.meets_at
    with pytest.raises(ReasonNeeded):
        withdraw_meeting(scan=open_round_.scan, reason="", by=open_round_.coordinator)

    assert withdraw_meeting(scan=open_round_.scan, reason="Ziek", by=open_round_.coordinator) == 3
    assert withdraw_meeting(scan=open_round_.scan, reason="Ziek", by=open_round_.coordinator) == 0

    open_round_.scan.refresh_from_db()
    assert (open_round_.scan.meets_at, open_round_.scan.meeting_changes) == (None, 1)
    assert list(DateChange.objects.values_list("old", "new")) == [(timezone.localdate(was), None)]
    assert mails("meeting_withdrawn") == EVERYBODY
