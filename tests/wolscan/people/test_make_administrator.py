"""The first administrator comes from the command line."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests import factories
from wolscan.models import Event, OutgoingMail, User
from wolscan.permissions import Role


def run(*arguments):
    out = StringIO()
    call_command("make_administrator", *arguments, stdout=out)
    return out.getvalue()


def test_first_administrator_chooses_a_password_and_opens_the_page(db):
    said = run("Bo@Example.org", "--name", "Bo Beheer")
    link = re.search(r"http://127\.0\.0\.1:8000(/\S+)", said)[1]
    browser = Client()
    page = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(page, {"password1": "zeven-groene-fietsen", "password2": "zeven-groene-fietsen"})
    browser.login(email="bo@example.org", password="zeven-groene-fietsen")

    assert said.startswith("Bo Beheer (bo@example.org) is an administrator.\n")
    assert browser.get("/beheer/mensen/").status_code == 200
    assert OutgoingMail.objects.count() == 0
    assert list(Event.objects.values_list("actor", "name")) == [("system", "account_made"), ("system", "role_given")]


def test_again_for_the_same_person_gives_a_new_link(db):
    run("bo@example.org", "--name", "Bo")

    assert "the link works once" in run("bo@example.org", "--name", "Bo")
    assert User.objects.count() == 1


def test_second_administrator_only_when_asked_for(db):
    factories.make_with_role(Role.ADMINISTRATOR, "Bo Beheer")
    with pytest.raises(CommandError, match="Then add --another") as refused:
        run("ans@example.org", "--name", "Ans")
    assert refused.value.returncode == 2
    assert not User.objects.filter(email="ans@example.org").exists()
    assert "Ans (ans@example.org) is an administrator." in run("ans@example.org", "--name", "Ans", "--another")


def test_somebody_with_a_password_gets_no_link(db):
    user = factories.make_user("Karin")

    assert "sign in with that" in run(user.email, "--name", "Karin")


def test_something_else_than_a_mail_address_is_refused(db):
    with pytest.raises(CommandError, match="not a mail address"):
        run("bo", "--name", "Bo")
