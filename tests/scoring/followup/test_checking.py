"""The check on the actions: planned with the decision, healed, answered; and which links still open."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.models import Scan
from scoring.domain import rules as rule_versions
from scoring.domain.schedule import check_on
from scoring.followup.checking import (
    LINK_DAYS,
    NotAsked,
    WordsNeeded,
    answer_action,
    answer_mark,
    answerable,
    plan_absent_checks,
    plan_check,
)
from scoring.followup.queries import plan_rows, standings
from scoring.followup.services import ChangedMeanwhile
from scoring.models import Action, ActionAnswer, Check
from tests.scoring.followup.plans import CHECK_DAYS, TODAY, add, asked
from wolscan.models import Event

RULES = rule_versions.load("2026-1")


def answer(action, value="gedaan", reason="", seen="", by=None, today=TODAY):
    return answer_action(action=action, answer=value, reason=reason, seen=seen, by=by, today=today)


def test_confirming_plans_the_check(final):
    assert Check.objects.get(scan=final).due_on == TODAY + CHECK_DAYS


def test_planning_again_for_the_same_day_changes_nothing(final):
    asked(final)
    again = plan_check(scan=final)

    assert (again.generation, again.asked_on) == (0, TODAY)


def test_confirmed_on_another_day_asks_anew(final):
    Check.objects.update(asked_on=TODAY, reminded_on=TODAY)
    final.confirmed_on = TODAY + timedelta(days=10)
    again = plan_check(scan=final)

    assert (again.due_on, again.generation) == (TODAY + timedelta(days=100), 1)
    assert (again.asked_on, again.reminded_on) == (None, None)


def test_final_scan_without_a_check_gets_one(final, cast):
    Check.objects.all().delete()

    assert (plan_absent_checks(), plan_absent_checks()) == (1, 0)
    assert Check.objects.get().due_on == TODAY + CHECK_DAYS


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_check_is_ninety_days_later_over_leap_days_month_ends_and_summer_time(day):
    assert (check_on(RULES, day) - day).days == 90


def test_answer_is_kept_with_who_gave_it(due, cast):
    action = add(due, cast.coordinator)
    kept = answer(action, "bezig", "Loopt.", by=cast.coordinator)

    assert (kept.answer, kept.reason, kept.by) == ("bezig", "Loopt.", cast.coordinator)
    assert Event.objects.get(name="action_answered").actor == f"user:{cast.coordinator.pk}"


def test_answer_by_link_is_of_nobody(due, cast):
    assert answer(add(due, cast.coordinator)).by is None
    assert Event.objects.get(name="action_answered").actor == "system"


def test_before_its_day_nothing_is_asked(final, cast):
    action = add(final, cast.coordinator)
    with pytest.raises(NotAsked):
        answer(action, today=TODAY + CHECK_DAYS - timedelta(days=1))

    assert not ActionAnswer.objects.exists()


def test_stopped_action_is_not_asked_about(due, cast):
    action = add(due, cast.coordinator, phase="gestopt", stopped_reason="Werkte niet.")
    with pytest.raises(NotAsked):
        answer(action)

    assert plan_rows(due).unanswered == []


def test_scan_that_is_opened_again_takes_no_answers(due, cast):
    action = add(due, cast.coordinator)
    Scan.objects.filter(pk=due.pk).update(state="in_beoordeling", confirmed_on=None, repeat_on=None)
    with pytest.raises(NotAsked):
        answer(action)


def test_not_needs_words(due, cast):
    action = add(due, cast.coordinator)
    with pytest.raises(WordsNeeded):
        answer(action, "niet")

    assert answer(action, "niet", "Geen tijd.").reason == "Geen tijd."


def test_database_wants_the_words_too(due, cast):
    action = add(due, cast.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionAnswer.objects.create(action=action, answer="niet", at=due.submitted_at)


def test_answer_can_be_changed_by_who_saw_it(due, cast):
    action = add(due, cast.coordinator)
    first = answer(action, "bezig")
    answer(action, "bezig")
    changed = answer(action, "gedaan", seen=answer_mark(first))

    assert ActionAnswer.objects.get().answer == changed.answer == "gedaan"
    assert Event.objects.filter(name="action_answered").count() == 2


def test_two_people_answering_meet_each_other(due, cast):
    action = add(due, cast.coordinator)
    answer(action, "niet", "Ziek.")
    with pytest.raises(ChangedMeanwhile) as met:
        answer(action, "gedaan")

    assert met.value.standing.reason == "Ziek."
    assert ActionAnswer.objects.get().answer == "niet"


def test_answer_of_an_earlier_check_counts_no_more(due, cast):
    action = add(due, cast.coordinator)
    answer(action)
    assert plan_rows(due).unanswered == []
    Check.objects.update(due_on=TODAY + timedelta(days=30), generation=1)

    assert plan_rows(due).unanswered == [action]
    assert answer_mark(ActionAnswer.objects.get()) != ""


def test_link_opens_its_action_only_in_its_generation_and_time(due, cast):
    action = add(due, cast.coordinator)
    assert answerable(action.pk, 0, TODAY) is None
    asked(due)

    assert answerable(action.pk, 0, TODAY) == action
    assert answerable(action.pk, 1, TODAY) is None
    assert answerable(action.pk, 0, TODAY + timedelta(days=LINK_DAYS)) == action
    assert answerable(action.pk, 0, TODAY + timedelta(days=LINK_DAYS + 1)) is None


def test_link_of_a_stopped_action_opens_nothing(due, cast):
    action = add(due, cast.coordinator)
    asked(due)
    Action.objects.update(phase="gestopt", stopped_reason="Werkte niet.")

    assert answerable(action.pk, 0, TODAY) is None


def test_standing_of_several_scans_costs_the_same(due, cast, django_assert_num_queries):
    first, second = add(due, cast.coordinator), add(due, cast.coordinator, "Nog een")
    with django_assert_num_queries(4):
        found = standings([due], TODAY)
    assert (found[due.pk].actions, found[due.pk].asking, found[due.pk].missing) == (2, 2, 1)
    assert (found[due.pk].unanswered, found[due.pk].check_is_done(TODAY)) == (2, False)
    answer(first)
    answer(second)

    assert standings([due, cast.strangers_scan], TODAY)[due.pk].check_is_done(TODAY)
    assert not standings([due], TODAY - timedelta(days=1))[due.pk].check_is_done(TODAY - timedelta(days=1))
