"""The two statements are for everybody, in both languages, and every page leads to them."""

import pytest
from django.test import Client

PAGES = {"/privacy/": ("Privacyverklaring", "Privacy statement"),
         "/toegankelijkheid/": ("Toegankelijkheid", "Accessibility")}  # fmt: skip


@pytest.mark.parametrize(("address", "titles"), PAGES.items())
def test_statement_in_both_languages(db, address, titles):
    client = Client()
    dutch = client.get(address).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(address).content.decode()

    assert f"<h1>{titles[0]}</h1>" in dutch
    assert f"<h1>{titles[1]}</h1>" in english
    assert ' style="' not in dutch


def test_statement_needs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        Client().get("/privacy/")


def test_statement_gives_the_terms_that_are_kept_to(db):
    page = Client().get("/privacy/").content.decode()

    for part in ("Uitnodigingen", "<strong>30 dagen</strong>", "Verstuurde vragenlijsten", "<strong>2 jaar</strong>"):
        assert part in page


def test_statement_says_whom_to_ask(db, settings):
    assert "Vraag het aan de scancoördinator" in Client().get("/privacy/").content.decode()
    settings.CONTROLLER, settings.PRIVACY_CONTACT = "Stichting Wol", "avg@example.org"
    for address in PAGES:
        page = Client().get(address).content.decode()
        assert "Verantwoordelijk voor deze site: Stichting Wol." in page
        assert 'href="mailto:avg@example.org"' in page


def test_accessibility_is_honest_about_what_was_not_tested(db):
    assert (
        "Een onafhankelijk bureau heeft dat nog niet onderzocht" in Client().get("/toegankelijkheid/").content.decode()
    )


@pytest.mark.parametrize("address", ["/account/login/", "/meedoen/", "/bestaat-niet/", "/privacy/"])
def test_every_page_leads_there(db, address):
    page = Client().get(address, follow=True).content.decode()

    assert 'href="/privacy/"' in page
    assert 'href="/toegankelijkheid/"' in page
    assert "/account/gegevens/" not in page


def test_who_is_signed_in_finds_the_own_data(cast, as_user):
    assert 'href="/account/gegevens/"' in as_user(cast.coordinator).get("/").content.decode()


@pytest.mark.parametrize(("person", "links"), [("administrator", 2), ("programme_office", 1), ("adviser", 0)])
def test_start_page_leads_to_log_and_terms(cast, as_user, person, links):
    page = as_user(getattr(cast, person)).get("/").content.decode()

    assert sum(f'href="/beheer/{name}/"' in page for name in ("logboek", "bewaartermijnen")) == links
