"""The plan: what it shows and what is missing, who may read it, and what it is when the scan is opened again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from questionnaires.models import Scan
from scoring.followup.services import consult, give_reason
from scoring.models import Action
from tests.scoring.followup.plans import (
    CALM_THEME,
    LIGHT_THEME,
    ON_SITE_THEME,
    TODAY,
    WHAT,
    add,
    edit,
    post,
    shown,
    text,
    url,
)


def test_plan_says_what_is_missing(final, coordinator):
    page = text(coordinator.get(url(final)))

    assert "Actie of reden: 0 van de 2 thema’s die ondersteuning nodig hebben" in page
    assert page.count("Actie of reden ontbreekt") == 2
    assert "nog geen actie, en ook geen reden" not in page
    assert page.index("3. Veiligheid") < page.index("8. Gebruik van informatie")
    assert "6 andere thema’s" in page
    assert "Brandveiligheid en ontruiming" in page


def test_plan_that_is_begun_points_at_what_is_left(final, cast, coordinator):
    add(final, cast.coordinator)

    assert "1 thema heeft nog geen actie, en ook geen reden waarom niet:" in text(coordinator.get(url(final)))


def test_others_than_those_that_need_support_are_folded(final, coordinator):
    page = shown(coordinator.get(url(final)))

    assert '<details class="plan-others">' in page
    assert page.index("plan-others") < page.index(f'id="thema-{CALM_THEME}"')


def test_themes_with_actions_are_not_folded(final, cast, coordinator):
    add(final, cast.coordinator, theme=CALM_THEME, topic="")

    assert '<details class="plan-others" open>' in shown(coordinator.get(url(final)))


def test_scan_without_an_outcome_has_no_plan(cast, coordinator):
    assert coordinator.get(url(cast.scan)).status_code == 404


def test_plan_of_a_scan_that_is_opened_again_stands_still(final, cast, coordinator):
    action = add(final, cast.coordinator)
    Scan.objects.filter(pk=final.pk).update(state="in_beoordeling", confirmed_on=None, repeat_on=None)
    page = text(coordinator.get(url(final)))
    assert "Het plan staat even stil" in page
    assert WHAT in page
    assert "Actie toevoegen" not in page
    assert coordinator.get(url(final, "plan_add", theme=ON_SITE_THEME)).url == url(final)
    answer = edit(coordinator, final, action, what="Van mij", revision="0")

    assert answer.status_code == 409
    assert "Van mij" in shown(answer)
    assert Action.objects.get().what == WHAT


def test_version_to_print_has_the_whole_plan(final, cast, coordinator):
    add(final, cast.coordinator, is_priority=True)
    add(final, cast.coordinator, "Gestopte actie", phase="gestopt", stopped_reason="Werkte niet.")
    give_reason(scan=final, theme=LIGHT_THEME, text="Na de verhuizing.", seen="", by=cast.coordinator)
    consult(scan=final, body="var", held_on=TODAY, advice="Goed plan.", by=cast.coordinator)
    page = text(coordinator.get(url(final, "plan_print")))

    for part in (WHAT, "Nachtteam", "Werkte niet.", "Na de verhuizing.", "Goed plan.", "2 van de 2", "prioriteit"):
        assert part in page


@pytest.mark.parametrize("count", [1, 3])
def test_plan_costs_the_same_whatever_stands_in_it(final, cast, coordinator, count, django_assert_num_queries):
    for number in range(count):
        add(final, cast.coordinator, f"Actie {number}", is_priority=True)
        consult(scan=final, body="or", held_on=TODAY - timedelta(days=number), advice="Goed.", by=cast.coordinator)
    coordinator.get(url(final))
    with django_assert_num_queries(11):  # session, user, memberships, scan, and seven for the plan
        coordinator.get(url(final))


def test_typed_signs_are_escaped_everywhere(final, cast, coordinator):
    add(final, cast.coordinator, "<script>alert(1)</script>", owner="<b>")
    for name in ("plan", "plan_print"):
        assert "<script>alert" not in shown(coordinator.get(url(final, name)))


@pytest.mark.parametrize("person", ["stranger", "other_adviser", "programme_office", "administrator"])
def test_plan_does_not_exist_for_strangers(final, cast, as_user, person):
    action = add(final, cast.coordinator)
    browser = as_user(getattr(cast, person))

    assert browser.get(url(final)).status_code == 404
    assert browser.get(url(final, "plan_action", action=action.pk)).status_code == 404
    assert edit(browser, final, action, what="Van mij", revision="0").status_code == 404
    assert Action.objects.get().what == WHAT


@pytest.mark.parametrize("person", ["quality_officer", "adviser"])
def test_readers_change_nothing(final, cast, as_user, person):
    action = add(final, cast.coordinator)
    browser = as_user(getattr(cast, person))

    assert edit(browser, final, action, what="Van mij", revision="0").status_code == 404
    assert post(browser, final).status_code == 404
    assert browser.post(url(final, "plan_remove", action=action.pk), {"revision": "0"}).status_code == 404
    assert Action.objects.get().what == WHAT


def test_action_of_another_plan_is_not_found_through_ones_own(final, cast, coordinator):
    theirs = Action.objects.create(
        id=uuid4(), scan=cast.strangers_scan, theme=ON_SITE_THEME, what="Van hen", owner="Zij", due_on=TODAY,
        made_at=final.submitted_at,
    )  # fmt: skip
    for name in ("plan_action", "plan_remove", "plan_answer"):
        assert coordinator.get(url(final, name, action=theirs.pk)).status_code == 404


def test_outcome_page_leads_to_the_plan_once_it_is_final(final, cast, coordinator):
    assert url(final) in shown(coordinator.get(url(final, "outcome")))
