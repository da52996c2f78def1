"""Who may open no page of a round: everybody but its coordinator."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_coordinator, make_location, make_quality_officer, make_user, make_with_role
from tests.questionnaires.round.pages import url
from wolscan.permissions import Role

PAGES = [
    ("get", "round_facts", {}),
    ("post", "round_facts", {}),
    ("get", "round_dates", {}),
    ("post", "round_dates", {}),
    ("get", "round_invitations", {}),
    ("post", "round_open", {}),
    ("get", "round_group", {"group": "management"}),
    ("post", "round_group", {"group": "management"}),
    ("get", "round_letters", {"group": "management"}),
    ("get", "round_papers", {"group": "management"}),
    ("get", "round_council", {}),
    ("post", "round_council", {}),
    ("get", "round_council_letter", {}),
    ("post", "round_remind", {}),
    ("get", "round_change", {}),
    ("post", "round_change", {}),
    ("get", "round_withdraw", {}),
    ("post", "round_withdraw", {}),
    ("post", "round_close", {}),
    ("get", "round_close", {}),
]


@pytest.fixture
def others(open_round_):
    organisation = open_round_.scan.location.organisation
    return {
        "stranger": make_coordinator(make_location("De Beuk", "Stichting Beuk"), "Vera Vreemd"),
        "quality officer": make_quality_officer(organisation),
        "adviser": open_round_.scan.adviser,
        "office": make_with_role(Role.PROGRAMME_OFFICE, "Petra Programma"),
        "administrator": make_with_role(Role.ADMINISTRATOR, "Bo Beheer"),
        "nobody": make_user("Nico Niemand"),
    }


@pytest.mark.parametrize(("method", "name", "more"), PAGES, ids=[f"{m} {n}" for m, n, _ in PAGES])
def test_only_the_coordinator_of_this_location(open_round_, others, as_user, method, name, more):
    for who, user in others.items():
        answer = getattr(as_user(user), method)(url(open_round_, name, **more))
        assert answer.status_code == 404, who
    signed_out = getattr(Client(), method)(url(open_round_, name, **more))
    assert signed_out.status_code == 302
    assert signed_out.url.startswith("/account/login/")


def test_ways_of_another_scan_are_out_of_reach(open_round_, others, as_user):
    from questionnaires.services import prepare_scan

    own = prepare_scan(
        location=others["stranger"].memberships.get().location, by=others["stranger"], today=open_round_.today
    )
    anna = open_round_.person("anna@example.org")
    for name in ("round_revoke", "round_renew"):
        path = reverse(name, kwargs={"scan": own.pk, "way": anna.pk})
        assert as_user(others["stranger"]).post(path).status_code == 404
    assert not open_round_.person("anna@example.org").is_revoked


@pytest.mark.parametrize("name", ["round_open", "round_remind"])
def test_what_changes_something_is_no_get(open_round_, as_user, name):
    assert as_user(open_round_.coordinator).get(url(open_round_, name)).status_code == 405


def test_a_team_scan_has_no_round(cast, as_user):
    assert as_user(cast.coordinator).get(reverse("round_facts", kwargs={"scan": cast.scan.pk})).status_code == 404
