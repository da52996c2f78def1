"""The plan as a task on the start page: what waits longest first, for who writes it."""

import pytest

from scoring.followup.checking import answer_action
from scoring.followup.services import give_reason
from scoring.followup.tasks import plan_tasks
from scoring.models import Action
from tests import factories
from tests.scoring.followup.plans import LIGHT_THEME, TODAY, add
from tests.scoring.givingback.conftest import make_final


def status(person, today=TODAY):
    [task] = plan_tasks(person, today)
    return task["status"], task["status_text"]


def test_task_follows_the_plan(final, cast):
    assert status(cast.coordinator) == ("leeg", "2 thema’s zonder actie of reden")
    add(final, cast.coordinator)
    assert status(cast.coordinator) == ("bezig", "1 thema zonder actie of reden")
    give_reason(scan=final, theme=LIGHT_THEME, text="Later.", seen="", by=cast.coordinator)
    assert status(cast.coordinator) == ("klaar", "Elk thema heeft een actie of reden")


def test_check_goes_first(due, cast):
    action = add(due, cast.coordinator)
    assert status(cast.coordinator) == ("bezig", "Check: 1 actie zonder antwoord")
    answer_action(action=action, answer="gedaan", reason="", seen="", by=None, today=TODAY)

    assert status(cast.coordinator) == ("bezig", "1 thema zonder actie of reden")


def test_location_that_needs_no_support_has_nothing_to_do(cast):
    make_final(cast, value="uitblinker", today=TODAY)

    assert status(cast.coordinator) == ("leeg", "Geen actie nodig; het mag wel")


@pytest.mark.parametrize("person", ["quality_officer", "adviser", "stranger", "programme_office"])
def test_others_have_no_task(final, cast, person):
    assert plan_tasks(getattr(cast, person), TODAY) == []


def test_plan_of_the_last_final_scan_only(final, cast):
    add(final, cast.coordinator)
    repeat = factories.make_scan(final.location, cast.adviser, TODAY)
    factories.send_in_scan(repeat, cast.coordinator)
    repeat.refresh_from_db()
    factories.confirm_scan(repeat, cast.adviser, "zelf", today=TODAY)

    assert [task["url"] for task in plan_tasks(cast.coordinator, TODAY)] == [f"/scan/{repeat.pk}/verbeterplan/"]


def test_start_page_shows_it(final, cast, as_user):
    page = as_user(cast.coordinator).get("/").content.decode()

    assert "Verbeterplan van De Linde" in page
    assert "2 thema’s zonder actie of reden" in page


def test_three_plans_cost_as_much_as_one(final, cast, django_assert_num_queries):
    with django_assert_num_queries(5):
        plan_tasks(cast.coordinator, TODAY)
    assert not Action.objects.exists()
