"""Writing an action: faults are said in words, and two people at once lose nothing."""

import re
from datetime import timedelta

import pytest

from scoring.followup.services import change_action
from scoring.followup.templates import for_topic
from scoring.models import Action, Plan
from tests.scoring.followup.plans import (
    DUE,
    LOW_TOPIC,
    ON_SITE_THEME,
    TODAY,
    WHAT,
    add,
    edit,
    post,
    shown,
    text,
    url,
    words,
)


def test_action_is_added_and_stands_in_the_plan(final, coordinator):
    answer = post(coordinator, final, is_priority="on")
    page = text(coordinator.get(answer.url))

    assert answer.url == f"{url(final)}#thema-{ON_SITE_THEME}"
    assert "De actie is opgeslagen." in page
    assert page.count(WHAT) >= 2  # among the priorities and at its theme
    assert "Actie of reden: 1 van de 2" in page


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"what": "  "}, "Schrijf op wat u gaat doen."),
        ({"owner": ""}, "Schrijf op wie ervoor zorgt. Een actie van niemand gebeurt niet."),
        ({"due_on": ""}, "Kies de dag waarop het klaar is."),
        ({"due_on": "32-13-2026"}, "Kies de dag waarop het klaar is."),
        ({"due_on": "2062-01-01"}, "Kies een dag binnen drie jaar vanaf vandaag."),
        ({"phase": "gestopt"}, "Schrijf waarom u met deze actie stopt: anderen kunnen ervan leren."),
        ({"stopped_reason": "Werkte niet."}, "Kies ‘Gestopt’ bij ‘Hoe ver bent u?’, of maak dit veld weer leeg."),
        ({"what": "x" * 2001}, "2.000 tekens. "),
        ({"owner": "x" * 121}, "Houd dit onder de 120 tekens: één naam of functie is genoeg."),
        ({"phase": "klaar"}, "Kies hoe ver u bent."),
    ],
)
def test_faults_are_said_and_nothing_typed_is_lost(final, coordinator, fields, error):
    answer = post(coordinator, final, **{"what": "Mijn tekst", "owner": "Nachtteam"} | fields)
    page = shown(answer)

    assert answer.status_code == 422
    assert error in page.replace("&#x27;", "'")
    assert "Dit klopt nog niet" in page
    for value in ({"what": "Mijn tekst", "owner": "Nachtteam"} | fields).values():
        assert value in page
    assert not Action.objects.exists()


def test_topic_of_another_theme_is_refused(final, coordinator):
    assert post(coordinator, final, topic="privacy").status_code == 422


def test_day_can_be_typed_as_people_write_it(final, coordinator):
    post(coordinator, final, due_on=f"{DUE:%d-%m-%Y}")

    assert Action.objects.get().due_on == DUE


def test_fourth_priority_asks_why(final, cast, coordinator):
    for number in range(3):
        add(final, cast.coordinator, f"Actie {number}", is_priority=True)
    assert "U hebt al drie prioriteiten." in shown(coordinator.get(url(final, "plan_add", theme=ON_SITE_THEME)))
    refused = post(coordinator, final, is_priority="on")
    assert (refused.status_code, Action.objects.count()) == (422, 3)
    assert "Er zijn al drie prioriteiten." in shown(refused)
    assert WHAT in shown(refused)
    post(coordinator, final, is_priority="on", more_reason="Het kan niet wachten.")

    assert Plan.objects.get().more_priorities_reason == "Het kan niet wachten."
    assert "Waarom meer dan drie: Het kan niet wachten." in text(coordinator.get(url(final)))


def test_page_that_did_not_ask_still_asks_when_a_colleague_was_faster(final, cast, coordinator):
    """The third and fourth priority at the same moment: the page of the second has no field for words yet."""
    for number in range(3):
        add(final, cast.coordinator, f"Actie {number}", is_priority=True)
    refused = post(coordinator, final, is_priority="on", more_reason="")

    assert refused.status_code == 422
    assert 'name="more_reason"' in shown(refused)


def test_two_people_write_why_there_are_more_and_see_both(final, cast, coordinator):
    for number in range(3):
        add(final, cast.coordinator, f"Actie {number}", is_priority=True)
    Plan.objects.update(more_priorities_reason="Van hen.")
    answer = post(coordinator, final, is_priority="on", more_reason="Van mij.", more_seen="")
    page = shown(answer)
    seen = re.search(r'name="more_seen" value="(\w+)"', page)[1]

    assert answer.status_code == 409
    assert "Van hen." in page
    assert "Van mij." in page
    assert post(coordinator, final, is_priority="on", more_reason="Samen.", more_seen=seen).status_code == 302
    assert Plan.objects.get().more_priorities_reason == "Samen."


def test_action_is_changed(final, cast, coordinator):
    action = add(final, cast.coordinator)
    page = shown(coordinator.get(url(final, "plan_action", action=action.pk)))
    edit(coordinator, final, action, what="Anders", phase="gestopt", stopped_reason="Werkte niet.", revision="0")
    action.refresh_from_db()

    assert WHAT in page
    assert (action.what, action.stopped_reason, action.revision) == ("Anders", "Werkte niet.", 1)


def test_stopping_takes_the_priority_away(final, cast, coordinator):
    action = add(final, cast.coordinator, is_priority=True)
    fields = {"phase": "gestopt", "stopped_reason": "Werkte niet.", "is_priority": "on", "revision": "0"}
    edit(coordinator, final, action, **fields)
    action.refresh_from_db()

    assert (action.phase, action.is_priority) == ("gestopt", False)


def test_two_people_at_one_action_see_both_texts_and_settle_it(final, cast, coordinator):
    action = add(final, cast.coordinator)
    change_action(scan=final, key=action.pk, words=words("Van hen"), revision=0, by=cast.coordinator)
    answer = edit(coordinator, final, action, what="Van mij", revision="0")
    page = shown(answer)

    assert answer.status_code == 409
    assert "Iemand anders wijzigde deze actie tegelijk met u" in page
    assert "Van hen" in page
    assert "Van mij" in page
    assert Action.objects.get().what == "Van hen"
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    edit(coordinator, final, action, what="Samen", revision=revision)
    assert Action.objects.get().what == "Samen"


@pytest.mark.parametrize("revision", ["", "x", "99999999999999999999", "-1"])
def test_page_without_a_known_revision_overwrites_nothing(final, cast, coordinator, revision):
    action = add(final, cast.coordinator)
    answer = edit(coordinator, final, action, what="Van mij", revision=revision)

    assert answer.status_code in {409, 422}
    assert Action.objects.get().what == WHAT
    assert "Van mij" in shown(answer)


def test_action_removed_while_typing_comes_back_as_a_new_one(final, cast, coordinator):
    action = add(final, cast.coordinator)
    Action.objects.all().delete()
    answer = edit(coordinator, final, action, what="Van mij", revision="0")
    page = shown(answer)

    assert answer.status_code == 409
    assert "Iemand anders heeft deze actie verwijderd" in page
    assert "Van mij" in page
    assert f'action="{url(final, "plan_add", theme=ON_SITE_THEME)}"' in page
    key = re.search(r'name="key" value="([\w-]+)"', page)[1]
    post(coordinator, final, what="Van mij", key=key)
    assert Action.objects.get().what == "Van mij"


def test_removing_asks_once_more(final, cast, coordinator):
    action = add(final, cast.coordinator)
    page = shown(coordinator.get(url(final, "plan_remove", action=action.pk)))
    assert WHAT in page
    assert Action.objects.exists()
    answer = coordinator.post(url(final, "plan_remove", action=action.pk), {"revision": "0"})

    assert answer.url == url(final)
    assert not Action.objects.exists()
    assert coordinator.get(url(final, "plan_remove", action=action.pk)).status_code == 404


@pytest.mark.parametrize("revision", ["", "abc", "0"])
def test_removing_what_a_colleague_changed_asks_again(final, cast, coordinator, revision):
    action = add(final, cast.coordinator)
    change_action(scan=final, key=action.pk, words=words("Van hen"), revision=0, by=cast.coordinator)
    answer = coordinator.post(url(final, "plan_remove", action=action.pk), {"revision": revision})

    assert answer.status_code == 409
    assert "Van hen" in shown(answer)
    assert Action.objects.exists()


def test_example_fills_in_the_form(final, coordinator):
    example = for_topic(LOW_TOPIC)[0]
    listed = coordinator.get(url(final, "plan_examples", theme=ON_SITE_THEME))
    assert example.title.nl in shown(listed)
    assert shown(listed).index(f"onderwerp-{LOW_TOPIC}") < shown(listed).index("onderwerp-huid-en-vallen")
    page = shown(coordinator.get(url(final, "plan_add", theme=ON_SITE_THEME), {"voorbeeld": example.key}))

    assert example.title.nl in page
    assert all(step.nl.split(".")[0][:40] in page for step in example.steps)
    assert f'value="{TODAY + timedelta(days=14):%Y-%m-%d}"' in page
    assert example.after_two_weeks.nl in page
    assert f'value="{example.key}"' in page


def test_example_in_english(final, coordinator):
    coordinator.cookies["django_language"] = "en"
    example = for_topic(LOW_TOPIC)[0]
    page = shown(coordinator.get(url(final, "plan_add", theme=ON_SITE_THEME), {"voorbeeld": example.key}))

    assert example.title.en in page


@pytest.mark.parametrize("example", ["onzin", "privacy", ""])
def test_unknown_example_gives_an_empty_form(final, coordinator, example):
    page = coordinator.get(url(final, "plan_add", theme=ON_SITE_THEME), {"voorbeeld": example, "onderwerp": "onzin"})

    assert page.status_code == 200


@pytest.mark.parametrize("name", ["plan_add", "plan_examples", "plan_reason"])
def test_unknown_theme_is_not_found(final, coordinator, name):
    assert coordinator.get(url(final, name, theme="onzin")).status_code == 404
