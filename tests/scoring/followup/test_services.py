"""What changes in the plan: actions, priorities, reasons and councils; and that nobody loses anything."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from questionnaires.merging import Given
from questionnaires.models import Scan, State, StateChange
from scoring.followup import services
from scoring.followup.queries import plan_rows, priorities_of
from scoring.followup.services import (
    ChangedMeanwhile,
    HeldAlready,
    MoreReason,
    NotFinal,
    ReasonChanged,
    TooManyPriorities,
    add_action,
    change_action,
    change_consultation,
    consult,
    give_reason,
    mark,
    remove_action,
    remove_consultation,
)
from scoring.models import Action, Consultation, Plan, ThemeReason
from tests.scoring.followup.plans import LIGHT_THEME, ON_SITE_THEME, TODAY, add, words
from wolscan.models import Event

REASON = "Na de verhuizing."


def change(scan, action, by, revision=0, more=None, **fields):
    new = replace(services.ActionWords.of(action), **fields)
    return change_action(scan=scan, key=action.pk, words=new, revision=revision, by=by, more=more)


def test_first_action_begins_the_follow_up(final, cast):
    action = add(final, cast.coordinator)
    final.refresh_from_db()

    assert final.state == State.OPVOLGING
    assert StateChange.objects.get(scan=final, new=State.OPVOLGING).by == cast.coordinator
    assert (action.made_by, action.revision) == (cast.coordinator, 0)
    assert Event.objects.filter(name="action_added", subject=f"scan:{final.pk}").count() == 1


def test_second_action_changes_no_state(final, cast):
    add(final, cast.coordinator)
    add(final, cast.coordinator, "Nog een")

    assert StateChange.objects.filter(scan=final, new=State.OPVOLGING).count() == 1


def test_pressing_twice_adds_one_action(final, cast):
    key = uuid4()
    for _ in range(2):
        add_action(scan=final, key=key, words=words(), by=cast.coordinator)

    assert Action.objects.get().pk == key


def test_page_sent_again_with_other_words_adds_another(final, cast):
    key = uuid4()
    add_action(scan=final, key=key, words=words("Een"), by=cast.coordinator)
    add_action(scan=final, key=key, words=words("Twee"), by=cast.coordinator)

    assert sorted(Action.objects.values_list("what", flat=True)) == ["Een", "Twee"]


def test_key_of_anothers_action_takes_nothing_from_them(final, cast):
    theirs = Action.objects.create(
        scan=cast.strangers_scan, theme="veiligheid", what="Van hen", owner="Zij", due_on=TODAY,
        made_at=final.submitted_at,
    )  # fmt: skip
    mine = add_action(scan=final, key=theirs.pk, words=words(), by=cast.coordinator)

    assert mine.pk != theirs.pk
    theirs.refresh_from_db()
    assert (theirs.what, theirs.scan) == ("Van hen", cast.strangers_scan)


def test_nothing_changes_while_the_outcome_is_not_final(final, cast):
    action = add(final, cast.coordinator)
    Scan.objects.filter(pk=final.pk).update(state="in_beoordeling", confirmed_on=None, repeat_on=None)
    by = cast.coordinator
    for call in (
        lambda: add(final, by),
        lambda: change(final, action, by, what="Anders"),
        lambda: remove_action(scan=final, key=action.pk, revision=0, by=by),
        lambda: give_reason(scan=final, theme=LIGHT_THEME, text=REASON, seen="", by=by),
        lambda: consult(scan=final, body="or", held_on=TODAY, advice="Goed.", by=by),
    ):
        with pytest.raises(NotFinal):
            call()

    assert Action.objects.get().what == action.what


def test_change_writes_over_the_revision_that_was_seen(final, cast):
    action = add(final, cast.coordinator)
    changed = change(final, action, cast.coordinator, what="Anders")

    assert (changed.what, changed.revision) == ("Anders", 1)


def test_same_again_counts_as_saved(final, cast):
    action = add(final, cast.coordinator)
    changed = change(final, action, cast.coordinator, what="Anders")
    again = change(final, changed, cast.coordinator, revision=0)

    assert again.revision == 1


def test_two_people_at_one_action_meet_each_other(final, cast):
    action = add(final, cast.coordinator)
    change(final, action, cast.coordinator, what="Zij")
    with pytest.raises(ChangedMeanwhile) as met:
        change(final, action, cast.coordinator, what="Wij")

    assert met.value.standing.what == "Zij"
    assert Action.objects.get().what == "Zij"


def test_change_of_a_removed_action_is_told(final, cast):
    action = add(final, cast.coordinator)
    remove_action(scan=final, key=action.pk, revision=0, by=cast.coordinator)

    with pytest.raises(Action.DoesNotExist):
        change(final, action, cast.coordinator, what="Anders")


def test_action_of_another_scan_is_not_changed_or_removed(final, cast):
    action = add(final, cast.coordinator)
    other = Scan.objects.get(pk=cast.strangers_scan.pk)
    Scan.objects.filter(pk=other.pk).update(
        state="vastgesteld", confirmed_on=TODAY, repeat_on=TODAY, submitted_at=final.submitted_at
    )

    with pytest.raises(Action.DoesNotExist):
        change(other, action, cast.stranger, what="Anders")
    remove_action(scan=other, key=action.pk, revision=0, by=cast.stranger)
    assert Action.objects.get().what == action.what


def test_remove_asks_again_when_somebody_changed_it(final, cast):
    action = add(final, cast.coordinator)
    change(final, action, cast.coordinator, what="Anders")
    with pytest.raises(ChangedMeanwhile):
        remove_action(scan=final, key=action.pk, revision=0, by=cast.coordinator)
    remove_action(scan=final, key=action.pk, revision=1, by=cast.coordinator)
    remove_action(scan=final, key=action.pk, revision=1, by=cast.coordinator)

    assert not Action.objects.exists()
    assert Event.objects.filter(name="action_removed").count() == 1


def three_priorities(scan, by):
    for number in range(3):
        add(scan, by, f"Actie {number}", is_priority=True)


def test_three_priorities_need_no_words_and_a_fourth_does(final, cast):
    three_priorities(final, cast.coordinator)
    with pytest.raises(TooManyPriorities):
        add(final, cast.coordinator, "Vierde", is_priority=True)
    fourth = add(final, cast.coordinator, "Vierde", is_priority=True, more=MoreReason("Het kan niet wachten."))

    assert fourth.is_priority
    assert Plan.objects.get().more_priorities_reason == "Het kan niet wachten."
    assert len(priorities_of(final)) == 4


def test_refused_fourth_leaves_nothing_behind(final, cast):
    three_priorities(final, cast.coordinator)
    with pytest.raises(TooManyPriorities):
        add(final, cast.coordinator, "Vierde", is_priority=True)

    assert Action.objects.count() == 3


def test_fifth_stands_on_the_words_of_the_fourth(final, cast):
    three_priorities(final, cast.coordinator)
    add(final, cast.coordinator, "Vierde", is_priority=True, more=MoreReason("Het kan niet wachten."))

    assert add(final, cast.coordinator, "Vijfde", is_priority=True).is_priority


def test_action_that_is_a_priority_already_can_be_changed_beside_two_others(final, cast):
    three_priorities(final, cast.coordinator)
    third = Action.objects.get(what="Actie 2")

    assert change(final, third, cast.coordinator, what="Anders").is_priority


def test_action_without_priority_is_added_beside_three(final, cast):
    three_priorities(final, cast.coordinator)

    assert not add(final, cast.coordinator, "Gewoon").is_priority


def test_two_people_write_why_there_are_more(final, cast):
    three_priorities(final, cast.coordinator)
    add(final, cast.coordinator, "Vierde", is_priority=True, more=MoreReason("Eerst."))
    with pytest.raises(ReasonChanged) as met:
        add(final, cast.coordinator, "Vijfde", is_priority=True, more=MoreReason("Daarna."))
    seen = Given(note="Eerst.").fingerprint
    add(final, cast.coordinator, "Vijfde", is_priority=True, more=MoreReason("Samen.", seen))

    assert met.value.standing == "Eerst."
    assert Plan.objects.get().more_priorities_reason == "Samen."


@pytest.mark.parametrize(
    "broken",
    [
        {"phase": "gestopt", "stopped_reason": ""},
        {"phase": "visie", "stopped_reason": "Toch"},
        {"what": ""},
        {"phase": "gestopt", "stopped_reason": "Te duur", "is_priority": True},
    ],
)
def test_database_keeps_the_promises_of_an_action(final, cast, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        add(final, cast.coordinator, **{"what": "Iets"} | broken)


def test_stopped_action_says_why_and_is_no_action_any_more(final, cast):
    action = add(final, cast.coordinator)
    assert [theme.key for theme in plan_rows(final).missing] == [LIGHT_THEME]
    change(final, action, cast.coordinator, phase="gestopt", stopped_reason="Werkte niet.")

    assert [theme.key for theme in plan_rows(final).missing] == [ON_SITE_THEME, LIGHT_THEME]


def test_reason_settles_a_theme_and_can_be_taken_away(final, cast):
    give_reason(scan=final, theme=LIGHT_THEME, text=REASON, seen="", by=cast.coordinator)
    give_reason(scan=final, theme=LIGHT_THEME, text=REASON, seen="", by=cast.coordinator)
    assert [theme.key for theme in plan_rows(final).missing] == [ON_SITE_THEME]
    seen = Given(note=REASON).fingerprint
    give_reason(scan=final, theme=LIGHT_THEME, text="", seen=seen, by=cast.coordinator)

    assert not ThemeReason.objects.exists()
    assert Event.objects.filter(name="theme_reason_saved").count() == 2


def test_two_people_write_a_reason(final, cast):
    give_reason(scan=final, theme=LIGHT_THEME, text="Eerst.", seen="", by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile) as met:
        give_reason(scan=final, theme=LIGHT_THEME, text="Daarna.", seen="", by=cast.coordinator)

    assert met.value.standing == "Eerst."
    assert ThemeReason.objects.get().reason == "Eerst."


def held(scan, by, advice="Goed plan.", body="clientenraad", held_on=TODAY):
    return consult(scan=scan, body=body, held_on=held_on, advice=advice, by=by)


def test_council_is_written_down_once_a_day(final, cast):
    held(final, cast.coordinator)
    held(final, cast.coordinator)
    with pytest.raises(HeldAlready):
        held(final, cast.coordinator, "Toch niet.")
    held(final, cast.coordinator, body="or")

    assert sorted(Consultation.objects.values_list("body", "advice")) == [
        ("clientenraad", "Goed plan."),
        ("or", "Goed plan."),
    ]


def test_consultation_is_changed_as_it_was_seen(final, cast):
    row = held(final, cast.coordinator)
    seen, by = mark(row), cast.coordinator
    change_consultation(scan=final, number=row.pk, body="var", held_on=TODAY, advice="Mooi.", seen=seen, by=by)
    change_consultation(scan=final, number=row.pk, body="var", held_on=TODAY, advice="Mooi.", seen=seen, by=by)
    with pytest.raises(ChangedMeanwhile):
        change_consultation(scan=final, number=row.pk, body="or", held_on=TODAY, advice="Nee.", seen=seen, by=by)

    row.refresh_from_db()
    assert (row.body, row.advice) == ("var", "Mooi.")


def test_consultation_cannot_take_the_day_of_another(final, cast):
    held(final, cast.coordinator)
    row = held(final, cast.coordinator, held_on=date(2026, 1, 5))
    with pytest.raises(HeldAlready):
        change_consultation(
            scan=final, number=row.pk, body=row.body, held_on=TODAY, advice="x", seen=mark(row), by=cast.coordinator
        )


def test_consultation_is_removed_as_it_was_seen(final, cast):
    row = held(final, cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        remove_consultation(scan=final, number=row.pk, seen="", by=cast.coordinator)
    remove_consultation(scan=final, number=row.pk, seen=mark(row), by=cast.coordinator)
    remove_consultation(scan=final, number=row.pk, seen=mark(row), by=cast.coordinator)

    assert not Consultation.objects.exists()
