"""Choosing the location to merge into: few are offered, and a page with an error offers no more than that."""

import re

import pytest
from django.urls import reverse

from tests import factories
from wolscan.places.views.course import OFFERED


@pytest.fixture
def office(cast, as_user):
    return as_user(cast.programme_office)


def offered(page):
    return re.findall(r'name="into" value="([^"]+)"', page.content.decode())


def test_error_keeps_the_choice_and_offers_no_more_than_was_found(cast, office):
    places = [factories.make_location(f"De Berk {number:02}", organisation="Berken") for number in range(OFFERED + 5)]
    where = reverse("merge_place", args=[cast.location.pk])
    found = office.get(where, {"q": "berk"})
    assert len(offered(found)) == OFFERED

    chosen = str(places[-1].pk)  # offered after another search, and not among those of this one
    wrong = office.post(f"{where}?q=berk", {"into": chosen, "reason": ""})
    assert wrong.status_code == 422
    assert len(offered(wrong)) == OFFERED + 1
    assert re.search(rf'value="{chosen}"[^>]*checked', wrong.content.decode())


@pytest.mark.parametrize("into", ["", "x", "9" * 40, "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_location_is_refused_with_a_sentence(cast, office, into):
    where = reverse("merge_place", args=[cast.location.pk])
    page = office.post(where, {"into": into, "on": factories.TODAY.isoformat(), "reason": "Samen verder."})

    assert page.status_code == 422
    assert "Kies de locatie" in page.content.decode()
