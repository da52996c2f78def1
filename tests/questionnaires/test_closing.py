"""The end of a round: extended with a reason, closed for good, also while people are busy."""

from datetime import timedelta

import pytest

from questionnaires.closing import ReasonNeeded, RoundIsClosed, close_round, extend_round
from questionnaires.definitions import load
from questionnaires.invitations import NotOpen
from questionnaires.merging import Given
from questionnaires.models import Answer, AnswerSheet, DateChange, Participation, Scan, StateChange
from questionnaires.responding import send_sheet
from questionnaires.services import SheetIsClosed, save_theme
from tests import factories
from tests.factories import TODAY, VERSION
from tests.questionnaires.conftest import at_once
from wolscan.models import Event

INFORMATIE = load(VERSION).theme("informatie")
LATER = TODAY + timedelta(days=30)


def what_was_said():
    """Group, named and answers of every sheet, without keys."""
    return sorted(
        (sheet.group, sheet.named, sorted(sheet.answers.values_list("theme", "topic", "value", "note")))
        for sheet in AnswerSheet.objects.filter(is_sent=True)
    )


def test_extending_keeps_both_days_and_the_reason(an_open_round):
    old = an_open_round.scan.closes_on
    extend_round(
        scan=an_open_round.scan, closes_on=LATER, reason=" Griep op twee groepen. ", by=an_open_round.coordinator
    )
    change = DateChange.objects.get()

    assert Scan.objects.get().closes_on == LATER
    assert (change.field, change.old, change.new, change.reason) == ("closes_on", old, LATER, "Griep op twee groepen.")
    assert change.by == an_open_round.coordinator


def test_extending_needs_a_reason(an_open_round):
    with pytest.raises(ReasonNeeded):
        extend_round(scan=an_open_round.scan, closes_on=LATER, reason="  ", by=an_open_round.coordinator)
    assert Scan.objects.get().closes_on == an_open_round.scan.closes_on


@pytest.mark.parametrize("state", ["voorbereiding", "gesprek", "teruggegeven", "vervallen"])
def test_round_that_is_not_open_is_neither_extended_nor_closed(an_open_round, state):
    Scan.objects.filter(pk=an_open_round.scan.pk).update(state=state)

    with pytest.raises(RoundIsClosed):
        extend_round(scan=an_open_round.scan, closes_on=LATER, reason="Griep.", by=an_open_round.coordinator)
    with pytest.raises(RoundIsClosed):
        close_round(scan=an_open_round.scan, by=an_open_round.coordinator)


def test_closing_brings_the_scan_to_the_conversation(an_open_round):
    close_round(scan=an_open_round.scan, by=an_open_round.coordinator)
    last = StateChange.objects.last()

    assert Scan.objects.get().state == "gesprek"
    assert (last.old, last.new, last.by) == ("open", "gesprek", an_open_round.coordinator)


def test_closing_keeps_what_was_sent_under_new_keys(an_open_round):
    for group, value in [("management", "neutraal"), ("management", "ernstig_issue"), ("vrijwilligers", "nvt")]:
        send_sheet(sheet=an_open_round.filled(group, value, named=True), today=TODAY)
    said, keys = what_was_said(), set(AnswerSheet.objects.values_list("pk", flat=True))
    close_round(scan=an_open_round.scan, by=an_open_round.coordinator)

    assert what_was_said() == said
    assert not keys & set(AnswerSheet.objects.values_list("pk", flat=True))


def test_closing_leaves_another_round_alone(an_open_round):
    other = factories.make_scan(factories.make_location("De Eik"))
    factories.fill_sheet(factories.team_sheet(other))
    close_round(scan=an_open_round.scan, by=an_open_round.coordinator)

    assert factories.team_sheet(other).answers.count() == len(load(VERSION).topics)
    assert Participation.objects.get().scan == other


def test_unsent_drafts_are_deleted_and_counted(an_open_round):
    an_open_round.filled()
    an_open_round.begin()
    send_sheet(sheet=an_open_round.filled(), today=TODAY)

    assert close_round(scan=an_open_round.scan, by=an_open_round.coordinator) == 2
    assert AnswerSheet.objects.get().is_sent
    assert Participation.objects.count() == 0
    assert Event.objects.get(name="round_closed").detail == {"deleted_drafts": 2}


def test_closing_twice_is_refused_and_changes_nothing(an_open_round):
    send_sheet(sheet=an_open_round.filled(), today=TODAY)
    close_round(scan=an_open_round.scan, by=an_open_round.coordinator)
    keys = list(AnswerSheet.objects.values_list("pk", flat=True))

    with pytest.raises(RoundIsClosed):
        close_round(scan=an_open_round.scan, by=an_open_round.coordinator)
    assert list(AnswerSheet.objects.values_list("pk", flat=True)) == keys


def test_team_sheet_is_no_round_and_is_never_thrown_away(an_open_round):
    scan = factories.make_scan(factories.make_location("De Eik"))
    factories.fill_sheet(factories.team_sheet(scan))

    with pytest.raises(RoundIsClosed):
        close_round(scan=scan, by=None)
    assert factories.team_sheet(scan).answers.exists()


def test_who_comes_after_closing_is_told_so(an_open_round):
    draft, invitation = an_open_round.filled(), an_open_round.way()
    close_round(scan=an_open_round.scan, by=an_open_round.coordinator)

    with pytest.raises(NotOpen):
        send_sheet(sheet=draft, today=TODAY)
    with pytest.raises(NotOpen):
        an_open_round.begin(invitation)
    with pytest.raises(SheetIsClosed):
        save_theme(sheet=draft, theme=INFORMATIE, seen={}, typed={"privacy": Given("neutraal")})


def test_closing_while_people_begin_save_and_send(committed_round):
    """Whatever comes first: afterwards there are whole sheets only, and no place or draft is left."""
    going = [committed_round.filled() for _ in range(4)]
    ways = [committed_round.way() for _ in range(2)]
    results = at_once(
        [
            *[lambda sheet=sheet: send_sheet(sheet=sheet, today=TODAY) for sheet in going[:2]],
            *[lambda sheet=sheet: _save(sheet) for sheet in going[2:]],
            lambda: close_round(scan=committed_round.scan, by=committed_round.coordinator),
            *[lambda way=way: committed_round.begin(way) for way in ways],
        ]
    )
    sent = [result for result in results[:2] if result is None]

    assert isinstance(results[4], int)
    assert {type(result) for result in results if isinstance(result, Exception)} <= {NotOpen, SheetIsClosed}
    assert AnswerSheet.objects.count() == AnswerSheet.objects.filter(is_sent=True).count() == len(sent)
    assert Answer.objects.count() == len(sent)
    assert Participation.objects.count() == 0


def _save(sheet):
    return save_theme(sheet=sheet, theme=INFORMATIE, seen={}, typed={"overdracht": Given("uitblinker")})


def test_two_coordinators_close_at_once(committed_round):
    send_sheet(sheet=committed_round.filled(), today=TODAY)
    results = at_once([lambda: close_round(scan=committed_round.scan, by=committed_round.coordinator)] * 2)

    assert sorted(map(str, map(type, results))) == sorted([str(int), str(RoundIsClosed)])
    assert AnswerSheet.objects.count() == 1
