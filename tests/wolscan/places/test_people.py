"""Coordinators: named, handed over, ended; a location never loses its last one."""

import re

import pytest
from django.test import Client

from tests import factories
from wolscan.mail import send_waiting
from wolscan.models import Event, Location, Membership, OutgoingMail, User
from wolscan.permissions import Permission, can
from wolscan.places import people

NEW = {"email": "Nora@Example.org", "name": "Nora Nieuw"}


def name(cast, *, by=None, is_deputy=True, **who):
    return people.name_coordinator(
        location=cast.location, is_deputy=is_deputy, by=by or cast.coordinator, **(NEW | who)
    )


def roles(location):
    return [(role.user.name, role.is_deputy) for role in people.coordinators_of(location)]


def mails():
    return [(mail.template, mail.to) for mail in OutgoingMail.objects.order_by("pk")]


def test_deputy_may_do_the_same_and_gets_a_mail_with_a_way_in(cast, mailoutbox, settings):
    name(cast)
    send_waiting()

    nora = User.objects.get(email="nora@example.org")
    assert roles(cast.location) == [("Karin Coördinator", False), ("Nora Nieuw", True)]
    for permission in (Permission.SEND_IN, Permission.HAND_ON, Permission.SEE_OUTCOME):
        assert can(nora, permission, location=cast.location)
    [mail] = mailoutbox
    link = re.search(rf"{settings.SITE_URL}(/account/password/reset/key/\S+)", mail.body)[1]
    assert "vervanger voor de scan van De Linde" in mail.subject
    assert choose_password(link)
    assert User.objects.get(pk=nora.pk).has_usable_password()


def choose_password(link):
    client = Client()
    page = client.get(link, follow=True)
    words = {"password1": "een lang wachtwoord 7", "password2": "een lang wachtwoord 7"}
    return client.post(page.redirect_chain[-1][0], words).status_code == 302


def test_link_is_kept_nowhere(cast):
    name(cast)
    send_waiting()

    assert not OutgoingMail.objects.filter(context__icontains="/key/").exists()


def test_who_has_a_password_signs_in_with_it(cast, mailoutbox):
    name(cast, email=cast.stranger.email)
    send_waiting()

    assert "/reset/key/" not in mailoutbox[0].body
    assert f"/locatie/{cast.location.pk}/" in mailoutbox[0].body
    assert User.objects.filter(email__iexact=cast.stranger.email).count() == 1


def test_the_other_coordinators_hear_of_it(cast):
    name(cast, by=cast.programme_office, is_deputy=False)

    assert mails() == [("coordinator_named", "nora@example.org"), ("coordinators_changed", cast.coordinator.email)]


def test_naming_twice_is_one_role_and_one_mail(cast):
    name(cast)
    name(cast)

    assert (len(roles(cast.location)), len(mails())) == (2, 1)


def test_first_one_is_never_a_deputy(cast):
    Membership.objects.filter(location=cast.location).delete()
    name(cast, by=cast.programme_office)

    assert roles(cast.location) == [("Nora Nieuw", False)]


@pytest.mark.parametrize("who", ["adviser", "programme_office", "administrator"])
def test_nobody_of_the_programme_gets_a_location(cast, who):
    """Who counts or reviews the scans of everybody belongs to no location: the office cannot name itself."""
    with pytest.raises(people.WorksForProgramme):
        name(cast, by=cast.programme_office, email=getattr(cast, who).email)
    assert not getattr(cast, who).memberships.filter(location=cast.location).exists()


def test_closed_account_gets_no_location(cast):
    factories.make_user("Weg", email="weg@example.org", is_active=False)

    with pytest.raises(people.AccountIsClosed):
        name(cast, email="weg@example.org")


def test_closed_location_gets_no_coordinator(cast):
    Location.objects.filter(pk=cast.location.pk).update(closed_on=factories.TODAY)

    with pytest.raises(people.LocationHasClosed):
        name(cast)


def hand_over(cast, *, stays=False, by=None, **who):
    return people.hand_over(
        location=cast.location, leaving=cast.coordinator, stays=stays, note="Bel me.", by=by or cast.coordinator,
        **(NEW | who),
    )  # fmt: skip


def test_hand_over_gives_everything_to_somebody_else(cast):
    hand_over(cast)

    assert roles(cast.location) == [("Nora Nieuw", False)]
    again = User.objects.get(pk=cast.coordinator.pk)
    assert not can(again, Permission.SEE_OUTCOME, location=cast.location)
    assert OutgoingMail.objects.get().context["note"] == "Bel me."
    assert Event.objects.filter(name="location_handed_over").count() == 1


def test_who_hands_over_can_stay_as_the_deputy(cast):
    hand_over(cast, stays=True)

    assert roles(cast.location) == [("Nora Nieuw", False), ("Karin Coördinator", True)]


def test_office_hands_over_and_who_leaves_hears_of_it(cast):
    hand_over(cast, by=cast.programme_office)

    assert ("coordinator_ended", cast.coordinator.email) in mails()


def test_deputy_takes_over(cast):
    name(cast)
    hand_over(cast, email="nora@example.org")

    assert roles(cast.location) == [("Nora Nieuw", False)]


def test_nobody_hands_over_to_oneself(cast):
    with pytest.raises(people.SamePerson):
        hand_over(cast, email=cast.coordinator.email.upper())


def test_last_coordinator_cannot_vanish(cast):
    name(cast)

    with pytest.raises(people.LastCoordinator):
        people.end_role(location=cast.location, user=cast.coordinator, by=cast.programme_office)
    assert people.end_role(location=cast.location, user=User.objects.get(email="nora@example.org"), by=cast.coordinator)
    assert roles(cast.location) == [("Karin Coördinator", False)]


def test_coordinator_with_a_closed_account_does_not_count(cast):
    name(cast, is_deputy=False)
    User.objects.filter(email="nora@example.org").update(is_active=False)

    with pytest.raises(people.LastCoordinator):
        people.end_role(location=cast.location, user=cast.coordinator, by=cast.programme_office)


def test_ending_what_is_not_there_does_nothing(cast):
    assert people.end_role(location=cast.location, user=cast.stranger, by=cast.programme_office) is False


# Pages


@pytest.fixture
def where(cast):
    return f"/locatie/{cast.location.pk}/coordinatoren/"


@pytest.mark.parametrize("who", ["coordinator", "programme_office"])
def test_both_can_name_and_hand_over(cast, as_user, where, who):
    client = as_user(getattr(cast, who))
    assert client.post(where, NEW | {"role": "vervanger"}).url == where
    form = {"leaving": cast.coordinator.memberships.get().pk, "name": "Piet", "email": "piet@example.org", "note": ""}
    answer = client.post(f"{where}overdragen/", form)

    assert answer.url == (where if who == "programme_office" else "/")
    assert roles(cast.location) == [("Piet", False), ("Nora Nieuw", True)]


def test_page_says_why_not_and_keeps_what_was_typed(cast, as_user, where):
    answer = as_user(cast.coordinator).post(where, {"name": "Anna", "email": cast.adviser.email, "role": "vervanger"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Dit mailadres is van iemand van het programma" in text
    assert 'value="Anna"' in text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Vul de naam van deze persoon in."),
        ({"name": "A", "email": "x", "role": "vervanger"}, "Vul een mailadres in met een @"),
        ({"name": "A", "email": "a@example.org", "role": "baas"}, "Kies coördinator of vervanger."),
    ],
)
def test_refusals(cast, as_user, where, form, sentence):
    answer = as_user(cast.coordinator).post(where, form)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_last_one_is_told_so_on_the_page(cast, as_user, where):
    client = as_user(cast.coordinator)
    answer = client.post(f"{where}beeindigen/", {"person": cast.coordinator.pk}, follow=True)

    assert "Dit is de enige coördinator." in answer.content.decode()
    assert client.post(f"{where}beeindigen/", {"person": "x"}, follow=True).status_code == 200
    assert roles(cast.location) == [("Karin Coördinator", False)]


@pytest.mark.parametrize("who", ["stranger", "quality_officer", "adviser", "administrator"])
def test_nobody_else_finds_it(cast, as_user, where, who):
    client = as_user(getattr(cast, who))

    assert [client.get(where).status_code, client.post(where, NEW).status_code] == [404, 404]
    assert client.post(f"{where}beeindigen/", {"person": cast.coordinator.pk}).status_code == 404
    assert roles(cast.location) == [("Karin Coördinator", False)]
