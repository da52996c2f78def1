"""The check on the plan page: answered there, and seen by who reads along."""

from scoring.followup.checking import answer_action
from scoring.models import ActionAnswer
from tests.scoring.followup.plans import (
    TODAY,
    add,
    shown,
    text,
    url,
)


def test_check_is_announced_before_its_day(final, coordinator):
    assert "vragen wij de coördinator per mail hoe het met elke actie gaat." in text(coordinator.get(url(final)))


def test_answers_are_given_on_the_plan_page(due, cast, coordinator):
    first, second = add(due, cast.coordinator), add(due, cast.coordinator, "Nog een")
    assert "Beantwoord: 0 van 2 acties." in text(coordinator.get(url(due)))
    answer = coordinator.post(url(due, "plan_answer", action=first.pk), {"answer": "gedaan"})
    assert answer.url == f"{url(due)}#check"
    refused = coordinator.post(url(due, "plan_answer", action=second.pk), {"answer": "niet", "reason": ""})
    assert refused.status_code == 422
    assert "Schrijf in een paar woorden waarom het niet is gelukt." in shown(refused)
    coordinator.post(url(due, "plan_answer", action=second.pk), {"answer": "niet", "reason": "Geen tijd."})
    page = text(coordinator.get(url(due)))

    assert "De check is gedaan" in page
    assert "Bij de check: Niet gedaan : Geen tijd." in page
    assert {row.by for row in ActionAnswer.objects.all()} == {cast.coordinator}


def test_adviser_and_quality_officer_see_what_came_of_the_check(due, cast, as_user):
    action = add(due, cast.coordinator)
    answer_action(action=action, answer="bezig", reason="Loopt.", seen="", by=None, today=TODAY)
    for person in (cast.adviser, cast.quality_officer):
        page = text(as_user(person).get(url(due)))
        assert "De check is gedaan" in page
        assert "Bij de check: Bezig : Loopt." in page
        assert "U kunt dit plan lezen." in page
        assert "Actie toevoegen" not in page


def test_before_its_day_there_is_no_page_to_answer(final, cast, coordinator):
    action = add(final, cast.coordinator)

    assert coordinator.get(url(final, "plan_answer", action=action.pk)).status_code == 404
    assert coordinator.post(url(final, "plan_answer", action=action.pk), {"answer": "gedaan"}).status_code == 404


def test_two_people_answering_see_both(due, cast, coordinator):
    action = add(due, cast.coordinator)
    answer_action(action=action, answer="niet", reason="Van hen.", seen="", by=None, today=TODAY)
    answer = coordinator.post(url(due, "plan_answer", action=action.pk), {"answer": "gedaan", "reason": "Van mij."})

    assert answer.status_code == 409
    assert "Van hen." in shown(answer)
    assert "Van mij." in shown(answer)
    assert ActionAnswer.objects.get().answer == "niet"


def test_work_list_of_the_adviser_says_that_the_check_is_done(due, cast, as_user):
    action = add(due, cast.coordinator)
    browser = as_user(cast.adviser)
    assert "check gedaan" not in text(browser.get("/werklijst/"))
    answer_action(action=action, answer="bezig", reason="", seen="", by=None, today=TODAY)

    assert "check gedaan" in text(browser.get("/werklijst/"))
