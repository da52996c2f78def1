"""Another name or mail address: asked by an administrator, answered from the new mailbox, told to the old one."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.wolscan.accounts.people import PASSWORD, words
from wolscan.mail import send_waiting
from wolscan.models import Event, OutgoingMail, User
from wolscan.people.details import NoSuchLink, confirm_address
from wolscan.people.links import address_link
from wolscan.people.services import close_account

NEW = "karin.nieuw@example.org"


@pytest.fixture
def admin(cast, as_user):
    return as_user(cast.administrator)


@pytest.fixture
def asked(admin, cast, mailoutbox):
    """The link in the mail to the new address of the coordinator."""
    answer = admin.post(page_of(cast.coordinator), {"name": cast.coordinator.name, "email": NEW}, follow=True)
    assert f"Er gaat een mail naar {NEW}." in words(answer)
    send_waiting()
    [message] = mailoutbox
    assert message.to == [NEW]
    return re.search(r"/mailadres/\S+", message.body)[0]


def page_of(user):
    return reverse("change_person", args=[user.pk])


def address_of(user):
    return User.objects.get(pk=user.pk).email


def code_goes_to(email):
    mail.outbox.clear()
    Client().post(reverse("account_request_login_code"), {"email": email})
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[0].body, re.MULTILINE) is not None


def test_old_address_works_until_the_new_one_answers(asked, cast):
    old = cast.coordinator.email

    assert Client().get(asked).status_code == 200
    assert address_of(cast.coordinator) == old
    assert code_goes_to(old)
    assert not code_goes_to(NEW)


def test_new_address_answers_and_the_old_one_is_told(asked, cast, mailoutbox):
    old, browser = cast.coordinator.email, Client()
    page = words(browser.get(asked))
    answer = browser.post(asked)
    mailoutbox.clear()
    send_waiting()

    assert NEW in page
    assert answer.url == reverse("account_login")
    assert address_of(cast.coordinator) == NEW
    assert [(message.to, NEW in message.body) for message in mailoutbox] == [([old], True)]
    assert browser.login(email=NEW, password=PASSWORD)
    assert code_goes_to(NEW)
    assert not code_goes_to(old)
    key = f"user:{cast.coordinator.pk}"
    events = Event.objects.filter(name__startswith="address_").order_by("pk").values_list("name", "actor", "subject")
    assert list(events) == [("address_asked", f"user:{cast.administrator.pk}", key), ("address_changed", key, key)]


def test_link_works_once(asked, cast):
    Client().post(asked)
    again = Client().post(asked)

    assert again.status_code == 404
    assert "Deze link werkt niet meer" in words(again)


def test_link_of_before_another_change_is_worth_nothing(asked, cast):
    User.objects.filter(pk=cast.coordinator.pk).update(email="anders@example.org")

    assert Client().post(asked).status_code == 404
    assert address_of(cast.coordinator) == "anders@example.org"


def test_link_that_was_changed_or_is_old_opens_nothing(asked, cast, monkeypatch):
    assert Client().get(f"{asked[:-3]}x/").status_code == 404
    monkeypatch.setattr("wolscan.people.links.DAYS_OF_ADDRESS", -1)
    assert Client().post(asked).status_code == 404
    assert address_of(cast.coordinator) == cast.coordinator.email


def test_link_of_a_closed_account_opens_nothing(asked, cast):
    close_account(user=cast.coordinator, by=cast.administrator)

    assert Client().post(asked).status_code == 404


def test_address_that_somebody_took_meanwhile_stays_with_that_account(asked, cast):
    User.objects.filter(pk=cast.stranger.pk).update(email=NEW.upper())

    assert Client().post(asked).status_code == 404
    assert address_of(cast.coordinator) == cast.coordinator.email


def test_address_of_the_link_stands_in_no_log(asked):
    assert "karin" not in asked
    assert "example" not in asked


def test_mails_that_wait_go_to_the_new_address(asked, cast):
    old = cast.coordinator.email
    OutgoingMail.objects.create(template="round_ended", to=old, message_id="<1>", queued_at="2026-01-01T00:00Z")
    Client().post(asked)

    assert OutgoingMail.objects.get(message_id="<1>").to == NEW


def test_no_link_is_kept_in_the_table(admin, cast):
    admin.post(page_of(cast.coordinator), {"name": "K", "email": NEW})

    assert OutgoingMail.objects.get().context == {"name": "K", "user": cast.coordinator.pk, "email": NEW}


def test_who_never_came_in_is_invited_again_at_the_right_address(admin, cast, mailoutbox):
    admin.post(reverse("invite_person"), {"name": "Nora", "email": "nroa@example.org", "role": "adviser"})
    nora = User.objects.get(email="nroa@example.org")
    OutgoingMail.objects.all().delete()
    wrong = admin.post(page_of(nora), {"name": "Nora", "email": "Nora@Example.org"}, follow=True)
    send_waiting()

    assert "Naar Nora@Example.org gaat een link om een wachtwoord te kiezen." in words(wrong)
    assert address_of(nora) == "nora@example.org"
    [message] = mailoutbox
    assert message.to == ["nora@example.org"]
    assert "/account/password/reset/key/" in message.body


def test_name_changes_at_once_without_a_mail(admin, cast):
    answer = admin.post(page_of(cast.adviser), {"name": "Anna de Wit", "email": cast.adviser.email}, follow=True)

    assert "De naam is gewijzigd." in words(answer)
    assert User.objects.get(pk=cast.adviser.pk).name == "Anna de Wit"
    assert OutgoingMail.objects.count() == 0
    assert Event.objects.filter(name="name_changed", subject=f"user:{cast.adviser.pk}").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Vul de naam van deze persoon in."),
        ({"email": "nora"}, "Vul een mailadres in met een @"),
        ({"email": "ADVISER"}, "Een ander account heeft dit mailadres."),
    ],
)
def test_refusals_say_what_to_do_and_keep_what_was_typed(admin, cast, changed, sentence):
    given = {"name": "Karin", "email": NEW} | changed
    given["email"] = given["email"].replace("ADVISER", cast.adviser.email.upper())
    response = admin.post(page_of(cast.coordinator), given)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert given["email"] in response.content.decode()
    assert address_of(cast.coordinator) == cast.coordinator.email


def test_closed_account_is_opened_first(admin, cast):
    close_account(user=cast.coordinator, by=cast.administrator)
    response = admin.post(page_of(cast.coordinator), {"name": "Karin", "email": NEW})

    assert response.status_code == 422
    assert "Open het eerst." in response.content.decode()


def test_confirming_twice_at_once_counts_once(cast):
    key = address_link(cast.coordinator, NEW).split("/")[-2]
    confirm_address(key=key)
    with pytest.raises(NoSuchLink):
        confirm_address(key=key)


@pytest.mark.parametrize("who", ["programme_office", "adviser", "coordinator", "quality_officer"])
def test_only_an_administrator_opens_it(cast, as_user, who):
    assert as_user(getattr(cast, who)).get(page_of(cast.coordinator)).status_code == 404


def test_quality_officer_reads_whom_to_call(cast, as_user):
    page = as_user(cast.quality_officer).get(reverse("location", args=[cast.location.pk])).content.decode()

    assert "Wie de scan leidt" in page
    assert cast.coordinator.email in page
