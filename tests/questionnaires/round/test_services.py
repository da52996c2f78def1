from datetime import timedelta

import pytest

from questionnaires.invitations import make_ways, revoke
from questionnaires.models import GroupPlan, Invitation, State
from questionnaires.round.dates import WrongDate
from questionnaires.round.inviting import RoundIsOver
from questionnaires.round.services import NotReady, open_round, save_dates, save_facts, save_plan
from questionnaires.services import ScanIsRunning, prepare_scan
from tests.rounds import FACTS, at, mails
from wolscan.models import Event


def test_a_prepared_scan_has_no_sheet_and_no_answers_yet(round_):
    assert round_.scan.state == State.VOORBEREIDING
    assert not round_.scan.sheets.exists()
    assert [change.new for change in round_.scan.state_changes.all()] == [State.VOORBEREIDING]


def test_only_one_scan_runs_at_a_location(round_):
    with pytest.raises(ScanIsRunning):
        prepare_scan(location=round_.scan.location, by=round_.coordinator, today=round_.today)


def test_facts_are_kept_at_the_location(round_):
    round_.prepare()
    location = round_.scan.location
    location.refresh_from_db()

    assert (location.residents, location.living_groups, location.target_groups) == (48, 6, ["pg"])


def test_a_plan_is_one_number_per_group(round_):
    save_plan(scan=round_.scan, group="management", people=2, by=round_.coordinator)
    save_plan(scan=round_.scan, group="management", people=3, by=round_.coordinator)

    assert list(GroupPlan.objects.values_list("group", "people")) == [("management", 3)]


def test_dates_follow_the_rules(round_):
    closes_on = round_.today + timedelta(days=21)
    with pytest.raises(WrongDate):
        save_dates(
            scan=round_.scan,
            closes_on=closes_on,
            meets_at=at(closes_on, 23),
            by=round_.coordinator,
            today=round_.today,
        )


def test_opening_needs_contact_dates_and_people(round_):
    with pytest.raises(NotReady) as refused:
        open_round(scan=round_.scan, by=round_.coordinator, today=round_.today)

    assert refused.value.missing == ["contact", "dates", "people"]
    round_.scan.refresh_from_db()
    assert round_.scan.state == State.VOORBEREIDING


def test_a_way_that_was_taken_back_or_a_council_seat_invites_nobody(round_):
    round_.prepare().invite("anna@example.org")
    revoke(invitation=round_.person("anna@example.org"), by=round_.coordinator)
    make_ways(scan=round_.scan, group="clientvertegenwoordigers", kind="council", count=1, by=round_.coordinator)

    with pytest.raises(NotReady) as refused:
        open_round(scan=round_.scan, by=round_.coordinator, today=round_.today)

    assert refused.value.missing == ["people"]


def test_dates_that_came_too_near_must_be_chosen_again(round_):
    round_.prepare(days=10).invite("anna@example.org")

    with pytest.raises(NotReady) as refused:
        open_round(scan=round_.scan, by=round_.coordinator, today=round_.today + timedelta(days=4))

    assert refused.value.missing == ["dates"]


def test_opening_sends_the_invitations_once(round_):
    round_.prepare().invite("anna@example.org", "bert@example.org")
    assert mails("invitation") == []
    later = round_.today + timedelta(days=1)

    assert open_round(scan=round_.scan, by=round_.coordinator, today=later) == 2
    assert open_round(scan=round_.scan, by=round_.coordinator, today=later) == 0

    round_.scan.refresh_from_db()
    assert (round_.scan.state, round_.scan.opened_on) == (State.OPEN, later)
    assert mails("invitation") == ["anna@example.org", "bert@example.org"]
    assert set(Invitation.objects.values_list("asked_on", flat=True)) == {later}


def test_a_scan_that_was_handed_in_takes_no_facts(round_):
    round_.scan.state = State.VERVALLEN
    round_.scan.save()

    with pytest.raises(RoundIsOver):
        save_facts(scan=round_.scan, facts=FACTS, contact_name="", contact_phone="", by=round_.coordinator)


def test_events_name_no_address(round_):
    round_.prepare().invite("anna@example.org").open()

    assert not any("anna" in str(event.detail) for event in Event.objects.all())
