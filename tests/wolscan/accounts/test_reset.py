"""Who lost phone, passkey and codes is helped by an administrator, and everybody concerned knows of it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.wolscan.accounts.people import code_of, give_app, sign_in, words
from wolscan.mail import send_waiting
from wolscan.models import Event
from wolscan.people.services import NoSecondStep, OwnSecondStep, reset_second_step

SHOW = reverse("mfa_authenticate")


@pytest.fixture
def admin(cast, as_user):
    return as_user(cast.administrator)


def taken_away(user) -> bool:
    return not user.authenticator_set.exists()


def test_administrator_takes_it_away_and_the_person_sets_up_another(admin, cast, mailoutbox):
    secret = give_app(cast.adviser)
    browser, _where = sign_in(cast.adviser)
    browser.post(SHOW, {"code": code_of(secret)})
    assert browser.get("/").status_code == 200
    page = reverse("person", args=[cast.adviser.pk])
    assert "Tweede stap weghalen" in words(admin.get(page))
    answer = admin.post(reverse("reset_second_step", args=[cast.adviser.pk]), follow=True)

    assert "De tweede stap van Anna Adviseur is weggehaald." in words(answer)
    assert "Tweede stap weghalen" not in words(answer)
    assert taken_away(cast.adviser)
    assert browser.get("/").url.startswith("/account/login/")
    again, where = sign_in(cast.adviser)
    assert where == "/"
    assert again.get("/").url == reverse("mfa_index")
    assert send_waiting() == 1
    assert mailoutbox[0].to == [cast.adviser.email]
    assert "Een beheerder heeft uw tweede stap weggehaald" in mailoutbox[0].body
    who = Event.objects.filter(name="second_step_reset").values_list("actor", "subject")
    assert list(who) == [(f"user:{cast.administrator.pk}", f"user:{cast.adviser.pk}")]


def test_nobody_takes_away_their_own(admin, cast):
    give_app(cast.administrator)
    admin.post(reverse("reset_second_step", args=[cast.administrator.pk]))

    assert not taken_away(cast.administrator)
    with pytest.raises(OwnSecondStep):
        reset_second_step(user=cast.administrator, by=cast.administrator)


def test_nothing_to_take_away_is_said(admin, cast):
    page = admin.post(reverse("reset_second_step", args=[cast.adviser.pk]), follow=True)

    assert "Anna Adviseur heeft geen tweede stap." in words(page)
    with pytest.raises(NoSecondStep):
        reset_second_step(user=cast.adviser, by=cast.administrator)


@pytest.mark.parametrize("who", ["programme_office", "other_adviser", "coordinator"])
def test_only_an_administrator_does(cast, as_user, who):
    give_app(cast.adviser)

    assert as_user(getattr(cast, who)).post(reverse("reset_second_step", args=[cast.adviser.pk])).status_code == 404
    assert not taken_away(cast.adviser)


def test_at_the_server_it_is_a_command(cast):
    give_app(cast.administrator)
    call_command("reset_second_step", cast.administrator.email.upper(), stdout=StringIO())

    assert taken_away(cast.administrator)
    assert Event.objects.get(name="second_step_reset").actor == "system"
    for email in (cast.administrator.email, "niemand@example.org"):
        with pytest.raises(CommandError) as refused:
            call_command("reset_second_step", email)
        assert refused.value.returncode == 2


def test_list_shows_who_still_has_to_set_one_up(admin, cast):
    give_app(cast.adviser)
    page = words(admin.get(reverse("people") + "?toon=zonder"))

    assert "Petra Programma" in page
    assert "Bas Anders" in page
    assert "Anna Adviseur" not in page  # has one
    assert "Karin Coördinator" not in page  # needs none


def test_access_review_says_who_has_one(admin, cast):
    give_app(cast.adviser)
    lines = admin.get(reverse("access_review")).getvalue().decode("utf-8-sig").splitlines()

    assert lines[0].endswith(";Laatst ingelogd;Tweede stap")
    assert [line.rsplit(";", 1)[1] for line in lines if line.startswith("Anna Adviseur")] == ["ingesteld"]
    assert [line.rsplit(";", 1)[1] for line in lines if line.startswith("Petra Programma")] == ["nog niet"]
    assert [line.rsplit(";", 1)[1] for line in lines if line.startswith("Karin")] == ["niet nodig"]


def test_invitation_of_staff_speaks_of_the_second_step(admin, cast, mailoutbox):
    admin.post(reverse("invite_person"), {"name": "Nora", "email": "nora@example.org", "role": "adviser"})
    officer = {"name": "Olle", "email": "olle@example.org", "role": "quality_officer"}
    admin.post(reverse("invite_person"), officer | {"organisation": cast.location.organisation_id})
    send_waiting()

    told = {message.to[0]: "stelt u ook een tweede stap in" in message.body for message in mailoutbox}
    assert told == {"nora@example.org": True, "olle@example.org": False}
