"""Who has several roles sees everything at once, or looks as one of them: less, never more."""

import pytest
from django.urls import reverse

from questionnaires.models import Scan
from tests import factories
from tests.wolscan.accounts.people import words
from wolscan.models import Location, Membership, User
from wolscan.permissions import Permission, Role, can, can_everywhere, needs_second_step, scope, where_may

CHOOSE = reverse("choose_role")


@pytest.fixture
def person(cast) -> User:
    """A coordinator at De Linde, quality officer of the organisation of De Eik."""
    user = factories.make_coordinator(cast.location, "Fatima Dubbel")
    Membership.objects.create(user=user, role=Role.QUALITY_OFFICER, organisation=cast.strangers_location.organisation)
    return user


def as_role(user: User, role: str) -> User:
    """The user as the gate makes them for who chose this role."""
    fresh = User.objects.get(pk=user.pk)
    fresh.looks_as = user.memberships.get(role=role).pk
    return fresh


def test_everything_at_once_unless_one_chooses(person, as_user):
    page = words(as_user(person).get("/"))

    assert "De Linde" in page
    assert "De Eik" in page


def test_looking_as_one_role_shows_that_role_alone_until_one_chooses_again(person, cast, as_user):
    browser = as_user(person)
    held = person.memberships.get(role=Role.COORDINATOR)
    assert "Kwaliteitsmedewerker, Stichting Eikenhof" in words(browser.get(CHOOSE))
    page = words(browser.post(CHOOSE, {"rol": held.pk}, follow=True))

    assert "U kijkt als: Scancoördinator, De Linde" in page
    assert "De Eik" not in page
    assert browser.get(reverse("outcome", args=[cast.strangers_scan.pk])).status_code == 404
    page = words(browser.post(CHOOSE, {"rol": ""}, follow=True))
    assert "De Eik" in page
    assert "U kijkt als:" not in page


def test_it_holds_in_this_session_only(person, as_user):
    held = person.memberships.get(role=Role.COORDINATOR)
    as_user(person).post(CHOOSE, {"rol": held.pk})

    assert "De Eik" in words(as_user(person).get("/"))


def test_role_of_somebody_else_cannot_be_chosen(person, cast, as_user):
    foreign = cast.adviser.memberships.get()
    answer = as_user(person).post(CHOOSE, {"rol": foreign.pk})

    assert answer.status_code == 422
    assert "Kies een rol uit de lijst." in words(answer)


def test_forged_choice_in_the_session_widens_nothing(person, cast):
    person.looks_as = cast.adviser.memberships.get().pk

    assert scope(person) == scope(User.objects.get(pk=person.pk))
    assert not can_everywhere(person, Permission.REVIEW)


def test_role_that_ended_counts_for_nothing(person, cast):
    coordinator = as_role(person, Role.COORDINATOR)
    person.memberships.filter(role=Role.COORDINATOR).delete()

    assert scope(coordinator) == scope(User.objects.get(pk=person.pk))
    assert set(Scan.objects.filter(where_may(coordinator, Permission.SEE_OUTCOME, "location"))) == {cast.strangers_scan}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.QUALITY_OFFICER])
def test_one_role_is_never_more_than_all_of_them(person, cast, role):
    worn, whole = as_role(person, role), User.objects.get(pk=person.pk)

    assert set(Location.objects.visible_to(worn)) < set(Location.objects.visible_to(whole))
    assert set(Scan.objects.visible_to(worn)) <= set(Scan.objects.visible_to(whole))
    for permission in Permission:
        for location in (cast.location, cast.strangers_location):
            assert can(worn, permission, location=location) <= can(whole, permission, location=location)
        here, all_ = (set(Scan.objects.filter(where_may(user, permission, "location"))) for user in (worn, whole))
        assert here <= all_


def test_second_step_is_asked_whatever_role_one_looks_as(cast):
    Membership.objects.create(user=cast.adviser, role=Role.PROGRAMME_OFFICE)

    assert needs_second_step(as_role(cast.adviser, Role.PROGRAMME_OFFICE))
    cast.administrator.looks_as = 10**9
    assert needs_second_step(cast.administrator)


def test_office_looks_as_adviser_without_the_office(cast, as_user):
    Membership.objects.create(user=cast.adviser, role=Role.PROGRAMME_OFFICE)
    browser = as_user(cast.adviser)
    assert browser.get(reverse("place_list")).status_code == 200
    browser.post(CHOOSE, {"rol": cast.adviser.memberships.get(role=Role.ADVISER).pk})

    assert browser.get(reverse("place_list")).status_code == 404


def test_one_role_has_nothing_to_choose(cast, as_user):
    assert "Kijken als één rol" not in words(as_user(cast.coordinator).get("/"))
