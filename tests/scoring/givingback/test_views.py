"""The outcome behind its code, and the poster: who finds it, and who learns nothing at all."""

import io
import logging

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from questionnaires import throttle
from questionnaires.models import Scan
from scoring.assessment.services import send_in
from scoring.givingback.codes import code_of
from scoring.models import Action
from tests import factories
from tests.scoring.givingback.conftest import ATTENTION, make_final

CODE, SHARED = "/uitkomst/", "/uitkomst/bekijken/"


def poster(scan):
    return reverse("poster", kwargs={"scan": scan.pk})


def shown(answer):
    return answer.content.decode()


def test_code_leads_to_the_outcome(final, code, client):
    assert "De code van de uitkomst" in shown(client.get(CODE))
    answer = client.post(CODE, {"code": code.lower()})
    page = shown(client.get(answer.url))

    assert answer.url == SHARED
    assert "Wat eruit kwam bij De Linde" in page
    assert "Schone ruimtes" in page
    assert "fictieve gegevens" in page
    assert code not in page


def test_reaction_of_the_council_stands_there_word_for_word(final, code, client):
    Scan.objects.filter(pk=final.pk).update(council_reaction="Wij zijn <b>niet</b> blij.\nHet kan beter.")
    client.post(CODE, {"code": code})

    assert "Wij zijn &lt;b&gt;niet&lt;/b&gt; blij.\nHet kan beter." in shown(client.get(SHARED))


def test_page_holds_no_notes_and_no_names_of_groups(cast, client):
    """Everyone may see what came out; who said what is for the team alone."""
    factories.fill_sheet(cast.sheet)
    factories.write_note(cast.sheet, "privacy", "De kast stond open.")
    cast.sheet.answers.all().update(value="neutraal")
    send_in(sheet=cast.sheet, by=cast.coordinator)
    cast.scan.refresh_from_db()
    factories.confirm_scan(cast.scan, cast.adviser)
    client.post(CODE, {"code": code_of(cast.scan)})
    page = shown(client.get(SHARED))

    assert "De kast stond open." not in page
    assert "Wat als" not in page


def test_unknown_code_and_code_of_a_scan_that_is_not_final_look_the_same(final, code, client):
    wrong = client.post(CODE, {"code": "TULP-REGEN-99"})
    Scan.objects.filter(pk=final.pk).update(state="teruggegeven", confirmed_on=None, repeat_on=None)
    not_yet = client.post(CODE, {"code": code})

    assert (wrong.status_code, not_yet.status_code) == (200, 200)
    assert _without_token(wrong, "TULP-REGEN-99") == _without_token(not_yet, code)
    assert "Deze code opent nu niets." in shown(wrong)


def _without_token(answer, typed):
    token = answer.context["csrf_token"]
    return shown(answer).replace(str(token), "").replace(typed, "")


@pytest.mark.parametrize("typed", ["", " ", "x" * 81])
def test_no_code_at_all_is_not_counted(final, client, typed):
    for _ in range(throttle.PER_ADDRESS + 1):
        answer = client.post(CODE, {"code": typed})

    assert answer.status_code == 200
    assert "Dit klopt nog niet" in shown(answer)


def test_wrong_codes_are_throttled_and_then_the_right_one_is_too(final, code, client):
    for number in range(throttle.PER_ADDRESS):
        assert client.post(CODE, {"code": f"TULP-REGEN-{number}"}).status_code == 200
    answer = client.post(CODE, {"code": code})

    assert answer.status_code == 429
    assert "Er is te vaak een verkeerde code getypt" in shown(answer)
    assert client.get(SHARED).url == CODE


def test_without_a_code_there_is_nothing_to_see(final, client):
    assert client.get(SHARED).url == CODE


def test_outcome_is_gone_when_the_scan_is_opened_again(final, code, client):
    client.post(CODE, {"code": code})
    Scan.objects.filter(pk=final.pk).update(state="teruggegeven", confirmed_on=None, repeat_on=None)

    assert client.get(SHARED).url == CODE


def test_done_wipes_it_from_the_device(final, code, client):
    client.post(CODE, {"code": code})
    answer = client.post(reverse("leave"))

    assert "Clear-Site-Data" in answer
    assert client.get(SHARED).url == CODE


def test_getting_the_pages_changes_nothing(final, code, client):
    client.get(CODE)
    client.get(SHARED)
    assert client.get(CODE, {"code": code}).status_code == 200
    assert client.get(SHARED).url == CODE


def test_code_stands_in_no_address_and_no_log(final, code, client, caplog):
    caplog.set_level(logging.DEBUG)
    answer = client.post(CODE, {"code": code})
    client.post(CODE, {"code": "TULP-REGEN-27"})

    assert code not in answer.url
    assert code not in caplog.text
    assert "TULP" not in caplog.text


def test_outcome_costs_few_queries(final, code, client, django_assert_num_queries):
    client.post(CODE, {"code": code})

    with django_assert_num_queries(5):  # session, scan, outcome, decision, priorities
        client.get(SHARED)


def test_coordinator_sees_the_code_once_the_scan_is_final(final, code, as_user, cast):
    page = shown(as_user(cast.coordinator).get(reverse("outcome", kwargs={"scan": final.pk})))

    assert code in page
    assert poster(final) in page


@pytest.mark.parametrize("person", ["quality_officer", "adviser"])
def test_others_who_read_the_outcome_do_not_see_the_code(final, code, as_user, cast, person):
    client = as_user(getattr(cast, person))
    page = shown(client.get(reverse("outcome", kwargs={"scan": final.pk})))

    assert code not in page
    assert poster(final) not in page
    assert client.get(poster(final)).status_code == 404


def test_coordinator_sees_no_code_before_the_scan_is_final(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)
    client = as_user(cast.coordinator)

    assert "uitkomst/</strong>" not in shown(client.get(reverse("outcome", kwargs={"scan": cast.scan.pk})))
    assert client.get(poster(cast.scan)).status_code == 404


@pytest.mark.parametrize("person", ["stranger", "other_adviser", "programme_office", "administrator"])
def test_poster_does_not_exist_for_strangers(final, as_user, cast, person):
    assert as_user(getattr(cast, person)).get(poster(final)).status_code == 404


def test_poster_asks_to_sign_in(final):
    assert Client().get(poster(final)).url.startswith("/account/login/")


def pages(answer):
    document = PdfReader(io.BytesIO(answer.content))
    return document, [" ".join(page.extract_text().split()) for page in document.pages]


@pytest.mark.drawn
def test_poster_is_one_a4_with_everything_on_it(final, code, as_user, cast, settings):
    settings.SITE_URL = "https://wolscan.example.org"
    answer = as_user(cast.coordinator).get(poster(final))
    document, text = pages(answer)

    assert answer["Content-Disposition"] == 'attachment; filename="wolscan-poster-de-linde.pdf"'
    assert len(text) == 1
    assert [round(float(side)) for side in document.pages[0].mediabox[2:]] == [595, 842]
    for words in ("Wat goed gaat", "Eenzaamheid", "Wat beter moet", "Schone ruimtes", "Wat wij gaan doen"):
        assert words in text[0]
    assert "22 november 2027" in text[0]
    assert "wolscan.example.org/uitkomst" in text[0].replace("/ ", "/")
    assert code in text[0]
    assert document.trailer["/Root"]["/Lang"] == "nl"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.drawn
def test_poster_in_english(final, as_user, cast):
    client = as_user(cast.coordinator)
    client.cookies["django_language"] = "en"
    _document, text = pages(client.get(poster(final)))

    assert "What must get better" in text[0]


@pytest.mark.drawn
def test_poster_with_the_longest_words_is_still_one_page(cast, as_user, settings):
    """The longest titles of all, three lines to work on, and a name that does not stop."""
    settings.SITE_URL = "https://wolscan.verpleeghuiszorg-in-beweging.example.org"
    final = make_final(cast, value=ATTENTION)
    name = "Woonzorgcentrum " + "Sint Bonifatiushof " * 4
    type(final.location).objects.filter(pk=final.location_id).update(name=name)

    assert len(pages(as_user(cast.coordinator).get(poster(final)))[1]) == 1


def plan_three(final, cast, what):
    for _ in range(3):
        Action.objects.create(
            scan=final, theme="veiligheid", what=what, owner="Fatima Geheim", due_on=final.confirmed_on,
            is_priority=True, made_at=final.submitted_at,
        )  # fmt: skip


def test_priorities_stand_on_page_and_poster_without_a_name(final, code, client, as_user, cast):
    plan_three(final, cast, "Elke middag <b>naar buiten</b>")
    client.post(CODE, {"code": code})
    page = shown(client.get(SHARED))
    _document, text = pages(as_user(cast.coordinator).get(poster(final)))

    assert "Elke middag &lt;b&gt;naar buiten&lt;/b&gt;" in page
    assert "(klaar op 22 november 2026)" in page
    assert "Fatima" not in page
    assert "Elke middag" in text[0]
    assert "Fatima" not in text[0]


@pytest.mark.drawn
def test_poster_with_three_long_priorities_is_still_one_page(cast, as_user, settings):
    settings.SITE_URL = "https://wolscan.verpleeghuiszorg-in-beweging.example.org"
    final = make_final(cast, value=ATTENTION)
    plan_three(final, cast, "Elke ochtend ziekteverzuimbegeleidingsgesprekken " * 10)

    assert len(pages(as_user(cast.coordinator).get(poster(final)))[1]) == 1
