"""The pages around signing in, the pages that say something went wrong, and what holds for every page."""

import re

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from tests import factories
from wolscan.demo import DEMO_ACCOUNTS
from wolscan.models import User
from wolscan.permissions import Role

INLINE = re.compile(r"""<style|<script(?![^>]*\bsrc=)|<[^>]*\s(style|on[a-z]+)=|javascript:""", re.IGNORECASE)


@pytest.fixture
def person(db) -> User:
    return User.objects.create_user("sanne@voorbeeld.example", "tulp-regen-fiets", name="Sanne de Wit")


def text_of(response) -> str:
    """The words of a page, without tags, spaces as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_login_page_works(client, db):
    response = client.get(reverse("account_login"))
    assert response.status_code == 200
    page = response.content.decode()
    assert '<html lang="nl">' in page
    assert "<title>Inloggen · Wolscan</title>" in page
    assert page.count("<h1>") == 1
    assert '<a class="skip-link button" href="#main">Direct naar de inhoud</a>' in page


def test_login_with_right_password_opens_the_start_page(client, person):
    response = client.post(reverse("account_login"), {"login": person.email, "password": "tulp-regen-fiets"})
    assert response.status_code == 302
    assert response.url == reverse("home")


def test_login_with_wrong_password_says_what_to_do(client, person):
    response = client.post(reverse("account_login"), {"login": person.email, "password": "verkeerd"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "<title>Fout: Inloggen · Wolscan</title>" in page
    assert (
        "Dit mailadres en wachtwoord horen niet bij elkaar. Controleer ze allebei en probeer het opnieuw, "
        "of kies een nieuw wachtwoord."
    ) in text_of(response)
    assert f'value="{person.email}"' in page


def test_login_left_empty_links_each_instruction_to_its_field(client, db):
    page = client.post(reverse("account_login"), {}).content.decode()
    assert '<a href="#id_login">Vul uw mailadres in.</a>' in page
    assert '<a href="#id_password">Vul uw wachtwoord in.</a>' in page
    assert re.search(r'<input type="email"[^>]*aria-describedby="id_login_error"', page)


def test_login_with_something_else_than_a_mail_address(client, db):
    page = text_of(client.post(reverse("account_login"), {"login": "sanne", "password": "x"}))
    assert "Vul een mailadres in met een @, bijvoorbeeld naam@voorbeeld.nl." in page


def test_login_of_the_demo_offers_every_role(client, db, settings):
    settings.DEMO = True
    page = text_of(client.get(reverse("account_login")))
    for role in ["Scancoördinator", "Kwaliteitsmedewerker", "Adviseur", "Programmabureau", "Beheerder"]:
        assert role in page
    assert "Demo: alle gegevens zijn fictief" in page
    assert {account.role for account in DEMO_ACCOUNTS} == set(Role)


def test_login_outside_a_demo_shows_no_account(client, db, settings):
    settings.DEMO = False
    page = text_of(client.get(reverse("account_login")))
    assert "demo" not in page.lower()


def test_demo_accounts_show_on_the_login_page_only(client, db, settings):
    settings.DEMO = True
    assert "demo-wolscan-2026" not in text_of(client.get(reverse("account_reset_password")))


def test_password_reset_walks_from_mail_to_new_password(client, person):
    response = client.post(reverse("account_reset_password"), {"email": person.email}, follow=True)
    assert "Kijk in uw mail" in text_of(response)
    [message] = mail.outbox
    assert "Kies een nieuw wachtwoord voor Wolscan" in message.subject
    link = re.search(r"http://testserver(/\S+)", message.body)[1]
    form = client.get(link, follow=True)
    assert "Nieuw wachtwoord opslaan" in text_of(form)
    new = {"password1": "zeven-groene-fietsen", "password2": "zeven-groene-fietsen"}
    done = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert "Uw nieuwe wachtwoord is opgeslagen" in text_of(done)
    assert client.login(email=person.email, password="zeven-groene-fietsen")


def test_password_reset_of_an_unknown_address_looks_the_same_and_offers_no_account(client, db):
    response = client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.example"}, follow=True)
    assert "Kijk in uw mail" in text_of(response)
    [message] = mail.outbox
    assert "Er is geen account met het mailadres niemand@voorbeeld.example." in message.body
    assert "http" not in message.body


def test_password_reset_link_that_was_used_offers_a_new_one(client, db):
    page = text_of(client.get(reverse("account_reset_password_from_key", args=["1", "set-password-x"]), follow=True))
    assert "Deze link werkt niet meer" in page
    assert "Nieuwe link aanvragen" in page


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_logout", "Uitloggen?"),
        ("account_change_password", "Wachtwoord wijzigen"),
        ("account_reauthenticate", "Vul uw wachtwoord nog een keer in"),
    ],
)
def test_account_pages_of_a_signed_in_person(as_user, person, name, heading):
    response = as_user(person).get(reverse(name))
    assert response.status_code == 200
    assert f"<h1>{heading}</h1>" in response.content.decode()
    assert "Ingelogd als Sanne de Wit" in text_of(response)


@pytest.mark.parametrize(
    ("name", "heading"),
    [("account_inactive", "Dit account is gesloten"), ("account_signup", "U krijgt een account van ons")],
)
def test_account_pages_that_only_say_something(client, db, name, heading):
    page = client.get(reverse(name)).content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert '<form method="post" novalidate' not in page


def test_sign_out_asks_nothing_and_says_so(as_user, person):
    response = as_user(person).post(reverse("account_logout"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_login") + "?uitgelogd=nl"
    assert "U bent uitgelogd." in text_of(response)


def test_language_switch_works_and_keeps_the_page(client, db):
    page = reverse("account_reset_password") + "?next=/stijl/"
    assert f'<input type="hidden" name="next" value="{page}">' in client.get(page).content.decode()
    switched = client.post(reverse("set_language"), {"language": "en", "next": page}, follow=True)
    assert switched.redirect_chain == [(page, 302)]
    assert '<html lang="en">' in switched.content.decode()
    assert "<h1>Choose a new password</h1>" in switched.content.decode()
    back = client.post(reverse("set_language"), {"language": "nl", "next": page}, follow=True)
    assert "<h1>Nieuw wachtwoord kiezen</h1>" in back.content.decode()


def test_language_switch_stays_on_this_site(client, db):
    response = client.post(reverse("set_language"), {"language": "en", "next": "https://elders.example/"})
    assert response.url == "/"


@pytest.mark.parametrize(
    ("template", "heading"),
    [
        ("400.html", "Dit konden we niet verwerken"),
        ("403.html", "Dit mag niet met uw account"),
        ("403_csrf.html", "Verstuur het nog een keer"),
        ("404.html", "Deze pagina is hier niet"),
        ("500.html", "Er ging bij ons iets mis"),
    ],
)
def test_error_pages_need_no_context(template, heading):
    with translation.override("nl"):
        page = render_to_string(template)
    assert f"<h1>{heading}</h1>" in page
    assert 'href="/"' in page
    assert not INLINE.search(page)


def test_unknown_address_shows_our_page(as_user, person):
    response = as_user(person).get("/bestaat-niet/")
    assert response.status_code == 404
    assert "Deze pagina is hier niet" in text_of(response)


def test_form_without_token_shows_our_page(person):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": person.email})
    assert response.status_code == 403
    assert "Verstuur het nog een keer" in text_of(response)


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_inactive", "account_signup"])
def test_pages_have_nothing_inline(client, db, settings, name):
    settings.DEMO = True
    assert not INLINE.search(client.get(reverse(name)).content.decode())


def test_style_page_shows_every_component_and_nothing_inline(as_user, person, client):
    assert client.get(reverse("styleguide")).status_code == 302
    page = as_user(person).get(reverse("styleguide")).content.decode()
    assert not INLINE.search(page)
    for block in ["alert", "badge", "bar", "choice", "field", "progress", "question", "summary-list", "table", "task"]:
        assert re.search(rf'class="{block}[ "]', page), block
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)


def test_topic_question_has_one_name_and_a_label_for_every_radio(as_user, person):
    page = as_user(person).get(reverse("styleguide")).content.decode()
    question = re.search(r'<fieldset class="question".*?</fieldset>', page, re.DOTALL)[0]
    radios = re.findall(r'<input type="radio" name="([^"]+)" id="([^"]+)" value="([^"]*)"', question)
    assert [value for _, _, value in radios] == [
        "uitblinker",
        "neutraal",
        "aandachtspunt",
        "ernstig_issue",
        "weet_ik_niet",
        "nvt",
        "",
    ]
    assert {name for name, _, _ in radios} == {"zorgleefplan-samen"}
    assert re.findall(r'<label class="choice__label" for="([^"]+)"', question) == [radio for _, radio, _ in radios]


def test_signed_in_name_is_escaped(as_user, db):
    person = factories.make_with_role(Role.ADVISER, '<b onclick="x">Bas</b>')
    page = as_user(person).get(reverse("styleguide")).content.decode()
    assert "&lt;b onclick=&quot;x&quot;&gt;Bas&lt;/b&gt;" in page


def test_print_base_needs_no_request(rf: RequestFactory):
    page = render_to_string("print_base.html", {"is_pdf": True})
    assert "favicon" not in page
    assert not INLINE.search(page)
