"""The administrator lets people in and out, and sees no scan."""

import csv
import re
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from wolscan.mail import send_waiting
from wolscan.models import Event, Membership, OutgoingMail, User
from wolscan.people import review
from wolscan.people.services import (
    AccountClosed,
    LastAdministrator,
    close_account,
    end_role,
    give_role,
    open_account,
)
from wolscan.permissions import Role

PEOPLE = "/beheer/mensen/"
INVITE = "/beheer/mensen/uitnodigen/"
NEW = {"name": "Nora Nieuw", "email": "Nora@Example.org", "role": "adviser"}


@pytest.fixture
def admin(cast, as_user):
    return as_user(cast.administrator)


def events(name):
    return list(Event.objects.filter(name=name).values_list("actor", "subject"))


def link_in(message):
    return re.search(r"/account/password/reset/key/\S+", message.body)[0]


def test_somebody_who_is_invited_gets_a_mail_and_comes_in(admin, cast, mailoutbox):
    response = admin.post(INVITE, NEW)
    user = User.objects.get(email="nora@example.org")

    assert response.url == reverse("person", args=[user.pk])
    assert send_waiting() == 1
    [message] = mailoutbox
    assert message.to == ["nora@example.org"]
    assert "- Adviseur\n" in message.body
    nora = Client()
    form = nora.get(link_in(message), follow=True)
    chosen = {"password1": "zeven-groene-fietsen", "password2": "zeven-groene-fietsen"}
    nora.post(form.redirect_chain[-1][0], chosen)
    assert nora.login(email="nora@example.org", password="zeven-groene-fietsen")
    assert nora.get("/").status_code == 200
    who = f"user:{cast.administrator.pk}"
    assert events("account_made") == events("role_given") == [(who, f"user:{user.pk}")]


def test_link_works_once(admin, mailoutbox):
    admin.post(INVITE, NEW)
    send_waiting()
    link, browser = link_in(mailoutbox[0]), Client()
    page = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(page, {"password1": "zeven-groene-fietsen", "password2": "zeven-groene-fietsen"})

    assert "Deze link werkt niet meer" in Client().get(link, follow=True).content.decode()


def test_no_link_is_kept_in_the_table(admin):
    admin.post(INVITE, NEW)

    assert OutgoingMail.objects.get().context == {
        "user": User.objects.get(email="nora@example.org").pk,
        "name": "Nora Nieuw",
    }


def test_somebody_with_an_account_gets_one_more_role_and_no_second_account(admin, cast, mailoutbox):
    admin.post(INVITE, NEW | {"email": cast.adviser.email.upper(), "role": "programme_office"})
    send_waiting()

    assert set(cast.adviser.memberships.values_list("role", flat=True)) == {"adviser", "programme_office"}
    assert "/account/login/" in mailoutbox[0].body
    assert "/key/" not in mailoutbox[0].body


def test_role_that_somebody_has_sends_no_mail(admin, cast):
    page = admin.post(INVITE, NEW | {"email": cast.adviser.email}, follow=True)

    assert "had deze rol al" in page.content.decode()
    assert OutgoingMail.objects.count() == 0
    assert events("role_given") == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Vul de naam van deze persoon in."),
        ({"email": "nora"}, "Vul een mailadres in met een @"),
        ({"role": "administrator"}, "Kies een rol uit de lijst."),
        ({"role": "coordinator"}, "Kies een rol uit de lijst."),
        ({"role": "quality_officer"}, "Kies de organisatie van deze kwaliteitsmedewerker."),
        ({"role": "quality_officer", "organisation": "0"}, "Kies een organisatie uit de lijst."),
    ],
)
def test_refusals_say_what_to_do_and_keep_what_was_typed(admin, changed, sentence):
    response = admin.post(INVITE, NEW | changed)
    page = response.content.decode()

    assert response.status_code == 422
    assert sentence in page
    assert (changed.get("email") or NEW["email"]) in page
    assert not User.objects.filter(email="nora@example.org").exists()


def test_quality_officer_belongs_to_an_organisation(admin, cast):
    admin.post(INVITE, NEW | {"role": "quality_officer", "organisation": cast.location.organisation_id})

    assert Membership.objects.get(user__email="nora@example.org").organisation == cast.location.organisation


def test_closed_account_must_be_opened_first(admin, cast):
    close_account(user=cast.other_adviser, by=cast.administrator)
    page = admin.post(INVITE, NEW | {"email": cast.other_adviser.email}).content.decode()

    assert "Het account van deze persoon is gesloten." in page
    with pytest.raises(AccountClosed):
        give_role(email=cast.other_adviser.email, name="x", role=Role.ADVISER, by=cast.administrator)


def test_role_ends_at_once(admin, cast, as_user):
    officer = as_user(cast.quality_officer)
    held = cast.quality_officer.memberships.get()
    assert "De Linde" in officer.get("/").content.decode()
    response = admin.post(reverse("end_role", args=[held.pk]))

    assert response.url == reverse("person", args=[cast.quality_officer.pk])
    assert "De Linde" not in officer.get("/").content.decode()
    assert events("role_ended") == [(f"user:{cast.administrator.pk}", f"user:{cast.quality_officer.pk}")]


def test_adviser_with_running_scans_keeps_the_role_until_they_are_given_away(admin, cast):
    held = cast.adviser.memberships.get()
    address = reverse("end_role", args=[held.pk])

    assert "begeleidt 1 lopende scan." in admin.get(address).content.decode()
    assert admin.post(address).status_code == 422
    assert cast.adviser.memberships.exists()


def test_last_coordinator_of_a_location_stays(admin, cast):
    held = cast.coordinator.memberships.get()
    page = admin.post(reverse("end_role", args=[held.pk]))

    assert (page.status_code, held.user.memberships.count()) == (422, 1)
    assert "Niemand anders leidt de scan van De Linde." in page.content.decode()
    factories.make_coordinator(cast.location, "Tweede")
    assert admin.post(reverse("end_role", args=[held.pk])).status_code == 302


def test_only_administrator_stays(admin, cast):
    held = cast.administrator.memberships.get()

    assert "Dit is de enige beheerder." in admin.post(reverse("end_role", args=[held.pk])).content.decode()
    with pytest.raises(LastAdministrator):
        close_account(user=cast.administrator, by=cast.administrator)
    factories.make_with_role(Role.ADMINISTRATOR, "Tweede Beheer")
    end_role(membership=held, by=cast.administrator)
    assert admin.get(PEOPLE).status_code == 404


def test_closed_account_opens_nothing_at_once_and_keeps_its_roles(admin, cast, as_user):
    adviser = as_user(cast.adviser)
    admin.post(reverse("keep_account", args=[cast.adviser.pk]), {"account": "close"})

    assert adviser.get("/").status_code == 302
    assert cast.adviser.memberships.count() == 1
    open_account(user=cast.adviser, by=cast.administrator)
    assert as_user(User.objects.get(pk=cast.adviser.pk)).get("/").status_code == 200
    assert len(events("account_closed")) == len(events("account_opened")) == 1


def test_link_is_sent_again_to_who_has_no_password(admin, cast, mailoutbox):
    admin.post(INVITE, NEW)
    nora = User.objects.get(email="nora@example.org")
    admin.post(reverse("send_link", args=[nora.pk]))
    page = admin.post(reverse("send_link", args=[cast.adviser.pk]), follow=True).content.decode()

    assert send_waiting() == 2
    assert "deze persoon heeft al een wachtwoord" in page
    assert [message.to for message in mailoutbox] == [["nora@example.org"]] * 2


def test_mail_is_dropped_when_the_role_ended_meanwhile(admin, cast):
    admin.post(INVITE, NEW)
    end_role(membership=Membership.objects.get(user__email="nora@example.org"), by=cast.administrator)

    assert send_waiting() == 0
    assert OutgoingMail.objects.get().state == "dropped"


def test_list_can_be_searched(admin, cast):
    page = admin.get(f"{PEOPLE}?q=Kees&rol=quality_officer").content.decode()

    assert "Kees Kwaliteit" in page
    assert "Stichting Lindehof" in page
    assert "Anna Adviseur" not in page
    assert "Niemand past bij wat u koos." in admin.get(f"{PEOPLE}?q=zzz").content.decode()
    assert admin.get(f"{PEOPLE}?toon=x&rol=x&bladzijde=x").status_code == 200


def test_file_has_a_line_for_each_role_and_no_formula(admin, cast):
    cast.adviser.name = "=HYPERLINK(1)"
    cast.adviser.save()
    factories.make_user("Zonder Rol")
    response = admin.get(f"{PEOPLE}toegang.csv")
    rows = list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";"))

    assert len(rows) == Membership.objects.count() + 1
    assert [row["Locatie"] for row in rows if row["Naam"] == "Karin Coördinator"] == ["De Linde"]
    assert [row["Naam"] for row in rows if "HYPERLINK" in row["Naam"]] == ["'=HYPERLINK(1)"]
    assert [row["Rol"] for row in rows if row["Naam"] == "Zonder Rol"] == ["geen"]
    assert [event.detail for event in Event.objects.filter(name="access_review_exported")] == [{"lines": len(rows)}]


def test_file_is_written_piece_by_piece(admin, cast, monkeypatch):
    whole = admin.get(f"{PEOPLE}toegang.csv").getvalue()
    monkeypatch.setattr(review, "AT_ONCE", 2)
    pieces = list(admin.get(f"{PEOPLE}toegang.csv").streaming_content)

    assert b"".join(pieces) == whole
    assert len(pieces) > 3
    assert max(piece.count(b"\r\n") for piece in pieces) <= 4


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_fixed(admin, number, django_assert_num_queries):
    for _ in range(number):
        factories.make_coordinator(factories.make_location(f"De Berk {_}"))
    with django_assert_num_queries(7):  # session, user, own roles, how many have none, how many people, people, roles
        admin.get(PEOPLE)


def test_administrator_sees_nothing_of_a_scan(admin, cast):
    factories.fill_sheet(cast.sheet, "ernstig_issue")
    pages = [PEOPLE, INVITE, reverse("person", args=[cast.coordinator.pk]), f"{PEOPLE}toegang.csv", "/"]
    shown = "".join(admin.get(page).getvalue().decode() for page in pages)

    assert "rnstig issue" not in shown
    assert str(cast.scan.pk) not in shown


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "adviser", "programme_office"])
def test_nobody_else_finds_the_pages(cast, as_user, who):
    client = as_user(getattr(cast, who))

    assert client.get(PEOPLE).status_code == 404
    assert client.post(INVITE, NEW).status_code == 404
    assert client.post(reverse("keep_account", args=[cast.stranger.pk]), {"account": "close"}).status_code == 404
    assert User.objects.filter(is_active=False).count() == 0
