"""Choosing among many: a list as long as it can be overseen, above that a part of the name; nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from tests import factories
from wolscan import choosing
from wolscan.models import Location, Membership, Organisation
from wolscan.permissions import Role

PLACES = "/locaties/"
INVITE = "/beheer/mensen/uitnodigen/"
NAMES = ("Stichting Duinrand", "Stichting Duinzicht", "Zorggroep Waterkant", "Duin", "De 7 Bronnen")


@pytest.fixture
def many(cast, monkeypatch):
    """More organisations than are offered as a list, and more advisers."""
    monkeypatch.setattr(choosing, "OVERSEEN", 3)
    Organisation.objects.bulk_create([Organisation(name=name) for name in NAMES])
    for name in ("Bea Bakker", "Bea Bakker", "Chris Bos"):
        factories.make_with_role(Role.ADVISER, name)
    return {found.name: found for found in Organisation.objects.all()}


@pytest.fixture
def office(cast, as_user):
    return as_user(cast.programme_office)


def offered(page):
    """What was found, with the keys to choose it by."""
    text = page.content.decode()
    return re.findall(r'name="(\w+_keuze)" value="([^"]+)"[^>]*><label[^>]*>([^<]+)<', text)


def invited(client, many, **changed):
    fields = {"name": "Kees", "email": "kees@example.org", "role": Role.QUALITY_OFFICER} | changed
    return client.post(INVITE, fields)


def test_short_list_is_a_list(office, cast):
    text = office.get(PLACES).content.decode()

    assert '<select name="organisatie"' in text
    assert 'type="search" name="organisatie"' not in text


def test_long_list_is_a_field_with_a_hint(office, many):
    text = office.get(PLACES).content.decode()

    assert '<select name="organisatie"' not in text
    assert 'type="search" name="organisatie"' in text
    assert "Typ een deel van de naam." in text
    assert 'aria-describedby="id_organisatie_helptext"' in text


@pytest.mark.parametrize("typed", ["waterkant", "zorg water", "Zorggroep Waterkant", "duin", "7 bronnen"])
def test_name_or_a_part_of_it_that_one_has_is_enough(office, many, typed):
    """The whole name of one comes before a part of the names of others."""
    found = office.get(PLACES, {"organisatie": typed}).context["filters"].cleaned_data["organisatie"]

    assert found.name in {"Zorggroep Waterkant", "Duin", "De 7 Bronnen"}
    assert (found.name == "Duin") == (typed == "duin")


def test_filter_works_and_shows_the_name_that_was_chosen(office, many):
    place = factories.make_location("De Berk", organisation="Zorggroep Waterkant")
    page = office.get(PLACES, {"organisatie": "waterkant"})

    assert list(page.context["page"].object_list) == [place]
    assert 'value="Zorggroep Waterkant"' in page.content.decode()
    again = office.get(PLACES, {"organisatie": str(many["Zorggroep Waterkant"].pk)})
    assert list(again.context["page"].object_list) == [place]


def test_filter_says_that_nothing_was_found_and_shows_the_list(office, many):
    page = office.get(PLACES, {"organisatie": "zzz"})

    assert "Niets gevonden met ‘zzz’ in de naam." in page.content.decode()
    assert page.context["page"].paginator.count == Location.objects.count()


def test_of_several_one_is_chosen(office, many):
    page = office.get(PLACES, {"organisatie": "stichting duin"})
    found = offered(page)

    assert [name for _field, _key, name in found] == ["Stichting Duinrand", "Stichting Duinzicht"]
    assert "Kies welke u bedoelt." in page.content.decode()
    field, key, _name = found[1]
    chosen = office.get(PLACES, {"organisatie": "stichting duin", field: key}).context["filters"]
    assert chosen.cleaned_data["organisatie"].name == "Stichting Duinzicht"
    other = office.get(PLACES, {"organisatie": "waterkant", field: key}).context["filters"]
    assert other.cleaned_data["organisatie"].name == "Zorggroep Waterkant"  # other words count, not the old tick


def test_more_than_twenty_are_not_all_shown(office, many):
    Organisation.objects.bulk_create([Organisation(name=f"Huis {number}") for number in range(30)])
    page = office.get(PLACES, {"organisatie": "huis"})

    assert len(offered(page)) == choosing.OFFERED
    assert "of typ meer van de naam" in page.content.decode()


def test_inviting_needs_one_and_keeps_it_when_something_else_is_wrong(cast, as_user, many):
    admin = as_user(factories.make_with_role(Role.ADMINISTRATOR))
    wrong = invited(admin, many, organisation="waterkant", email="geen adres")

    assert wrong.status_code == 422
    assert 'value="Zorggroep Waterkant"' in wrong.content.decode()
    several = invited(admin, many, organisation="stichting duin")
    assert (several.status_code, 'value="stichting duin"' in several.content.decode()) == (422, True)
    assert 'href="#id_organisation"' in several.content.decode()
    nothing = invited(admin, many, organisation="")
    assert "Kies de organisatie van deze kwaliteitsmedewerker." in nothing.content.decode()

    assert (
        invited(admin, many, organisation="stichting duin", organisation_keuze=offered(several)[0][1]).status_code
        == 302
    )
    assert Membership.objects.get(user__email="kees@example.org").organisation.name == "Stichting Duinrand"


def test_key_is_no_name_where_something_is_given_away(cast, as_user, many):
    """Only a filter takes a key for a name: who types a number does not mean the row with that key."""
    admin = as_user(factories.make_with_role(Role.ADMINISTRATOR))

    assert invited(admin, many, organisation=str(many["Duin"].pk) + "0").status_code == 422
    assert invited(admin, many, organisation=str(many["Zorggroep Waterkant"].pk)).status_code in {302, 422}
    assert not Membership.objects.filter(organisation=many["Zorggroep Waterkant"]).exists()


def test_people_of_one_name_are_told_apart(office, cast, many):
    where = reverse("assigned_scan", args=[cast.scan.pk])
    several = office.post(where, {"adviser": "bakker"})
    found = offered(several)

    assert several.status_code == 422
    assert len({name for _field, _key, name in found}) == 2
    assert all("@" in name for _field, _key, name in found)
    office.post(where, {"adviser": "bakker", "adviser_keuze": found[1][1]})
    cast.scan.refresh_from_db()
    assert str(cast.scan.adviser_id) == found[1][1]


def test_moving_starts_with_the_own_organisation_and_takes_a_new_one(office, cast, many):
    where = reverse("move_place", args=[cast.location.pk])
    page = office.get(where).content.decode()

    assert f'value="{cast.location.organisation.name}"' in page
    fields = {"region": cast.location.region_id, "on": factories.TODAY.isoformat(), "reason": "Overname."}
    unknown = office.post(where, fields | {"organisation": "zzz"})
    assert unknown.status_code == 422
    assert "Niets gevonden met ‘zzz’ in de naam." in unknown.content.decode()
    assert "Overname." in unknown.content.decode()


@pytest.mark.parametrize("typed", ["\0", "９", "9" * 60, "%", "' OR 1=1 --", "<b>", "-1"])
def test_strange_input_finds_nothing_and_breaks_nothing(office, many, typed):
    page = office.get(PLACES, {"organisatie": typed, "organisatie_keuze": typed, "organisatie_was": typed})

    assert page.status_code == 200
    assert "<b>" not in page.content.decode().split("<h1>")[1]


def test_number_of_queries_does_not_grow(office, many, django_assert_max_num_queries):
    Organisation.objects.bulk_create([Organisation(name=f"Huis {number}") for number in range(300)])
    with django_assert_max_num_queries(11):
        office.get(PLACES, {"organisatie": "huis 7"})
