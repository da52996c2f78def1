"""Coming in: by link, by code, and the page before one begins."""

import re
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from questionnaires.invitations import issue_again, revoke, way_in
from questionnaires.models import AnswerSheet, Invitation, Participation, Scan
from tests.questionnaires.conftest import at_once
from tests.questionnaires.respond.conftest import Person, every_row
from wolscan.dates import today


def text_of(response):
    return " ".join(response.content.decode().split())


def opened(person):
    """Where the link of somebody leads in the end, in a fresh browser."""
    return Client().get(reverse("link", args=[person.way.token]), follow=True)


def test_link_leads_to_the_start_page(person):
    anna = person()
    response = anna.open_link()
    page = anna.client.get(response.url)

    assert response.url == reverse("begin")
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert "Doe mee met de scan van De Linde" in text_of(page)
    assert "Zorgpersoneel" in text_of(page)
    assert "60 vragen" in text_of(page)
    assert "Sanne" in text_of(page)


def test_link_opens_as_often_as_one_likes_and_changes_nothing(person):
    anna = person()
    before = every_row()
    for _ in range(3):
        assert opened(anna).status_code == 200
    anna.open_link()
    anna.client.get(reverse("join"))
    anna.client.head(reverse("link", args=[anna.way.token]))

    assert every_row() == before


def test_token_stands_in_no_answer_of_the_site(person, caplog):
    anna = person()
    anna.begin()
    pages = [anna.open_link(), anna.client.get(reverse("join")), anna.client.get(anna.url("sheet"))]
    pages += [anna.client.get(anna.url("sheet_overview")), anna.send(), anna.answer("privacy"), anna.send()]
    pages += [anna.client.get(reverse("thanks")), Client().post(reverse("link", args=[anna.way.token]))]

    assert [page for page in pages if anna.way.token in str(page.headers) + page.content.decode()] == []


@pytest.mark.parametrize("why", ["unknown", "revoked", "renewed", "expired", "closed", "no token"])
def test_link_that_leads_nowhere_looks_the_same_whatever_the_reason(person, open_round_, why):
    anna = person()
    token = anna.way.token
    if why == "revoked":
        revoke(invitation=anna.invitation, by=open_round_.coordinator)
    elif why == "renewed":
        issue_again(invitation=anna.invitation, by=open_round_.coordinator)
    elif why == "expired":
        Scan.objects.filter(pk=open_round_.scan.pk).update(closes_on=today() - timedelta(days=1))
    elif why == "closed":
        Scan.objects.filter(pk=open_round_.scan.pk).update(state="gesprek")
    else:
        token = "x" * 32 if why == "unknown" else "niets"
    first = Client().get(reverse("link", args=[token]))
    page = Client().get(first.url)

    assert (first.status_code, first.url, first["Referrer-Policy"]) == (302, reverse("not_open"), "no-referrer")
    assert "Hiermee kunt u nu niet verder" in text_of(page)
    assert without_token(page) == without_token(Client().get(reverse("not_open")))


def without_token(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())


@pytest.mark.parametrize("write", [str.lower, str.upper, lambda code: code.replace("-", " "), lambda c: f" {c}. "])
def test_code_in_any_writing_leads_to_the_start_page(person, write):
    anna = person()

    assert anna.type_code(write(anna.way.code)).url == reverse("begin")
    assert "Doe mee met de scan" in text_of(anna.client.get(reverse("begin")))


@pytest.mark.parametrize("why", ["unknown", "revoked", "expired"])
def test_code_that_opens_nothing_gets_the_same_words(person, open_round_, why):
    anna = person()
    if why == "revoked":
        revoke(invitation=anna.invitation, by=open_round_.coordinator)
    elif why == "expired":
        Scan.objects.filter(pk=open_round_.scan.pk).update(closes_on=today() - timedelta(days=1))
    page = anna.type_code("TULP-REGEN-27" if why == "unknown" else None)

    assert "Met deze code kunt u nu niet verder." in text_of(page)
    assert "way_in" not in anna.client.session


def test_nothing_typed_asks_for_a_code(person):
    assert "Typ de code uit uw brief" in text_of(person().type_code(" "))


def test_too_many_wrong_codes_ask_for_patience_and_keep_what_was_typed(person):
    anna = person()
    for number in range(10):
        anna.type_code(f"fout-{number}")
    page = anna.type_code(typed='[["privacy-note", "Dit bleef staan"]]')

    assert page.status_code == 429
    assert "Probeer het over een kwartier opnieuw" in text_of(page)
    assert "Dit bleef staan" in page.content.decode()


def test_beginning_takes_a_place_once(person):
    anna = person()
    first = anna.begin("samen")
    again = anna.client.post(reverse("begin"), {"mode": "zelf", "named": "nee"})

    assert first.url == again.url == anna.url("sheet")
    assert Participation.objects.filter(invitation=anna.invitation).values_list("mode", flat=True).get() == "samen"


def test_beginning_needs_a_choice(person):
    anna = person()
    anna.open_link()
    page = anna.client.post(reverse("begin"), {})

    assert "Kies hoe u wilt meedoen." in text_of(page)
    assert not AnswerSheet.objects.filter(scan=anna.invitation.scan).exists()


def test_link_goes_on_where_one_was_on_another_device(person):
    anna = person()
    anna.begin()
    anna.answer("privacy", "aandachtspunt")
    page = opened(anna)

    assert page.redirect_chain[-1][0] == anna.url("sheet")
    assert "1 van 60 vragen beantwoord" in text_of(page)


@pytest.mark.parametrize(
    ("group", "asked"), [("management", True), ("clientvertegenwoordigers", True), ("zorgpersoneel", False)]
)
def test_only_some_groups_choose_to_stand_on_their_own(person, group, asked):
    someone = person(group)
    page = opened(someone)
    someone.begin(named="ja")

    assert ("Mag uw groep apart te zien zijn?" in text_of(page)) is asked
    assert someone.sheet.named is asked


def test_language_of_the_invitation_is_that_of_the_pages(person):
    someone = person(language="en")

    assert "Take part in the scan of De Linde" in text_of(opened(someone))


def test_language_somebody_chose_stays(person):
    someone = person(language="en")
    someone.client.cookies["django_language"] = "nl"
    someone.open_link()

    assert "Doe mee met de scan" in text_of(someone.client.get(reverse("begin")))


def test_group_link_gives_a_code_of_ones_own(person):
    vera = person("vrijwilligers", "link", cap=5)
    response = vera.begin()
    page = vera.client.get(response.url)
    own = Invitation.objects.get(parent=vera.invitation)

    assert response.url == reverse("own_code")
    assert way_in(own).code in text_of(page)
    assert way_in(own).code in vera.client.get(reverse("own_code_file")).content.decode()
    assert vera.client.get(reverse("begin")).url == vera.url("sheet")


def test_own_code_goes_on_elsewhere(person):
    vera = person("vrijwilligers", "link", cap=5)
    vera.begin()
    vera.answer("bewoner-kennen")
    elsewhere = Person(Invitation.objects.get(parent=vera.invitation))

    assert elsewhere.type_code().url == reverse("begin")
    assert elsewhere.client.get(reverse("begin")).url == vera.url("sheet")


def test_pressing_begin_twice_behind_a_group_link_takes_one_place(person):
    vera = person("vrijwilligers", "link", cap=5)
    vera.open_link()
    session = vera.client.session
    held = dict(session.items())
    vera.client.post(reverse("begin"), {"mode": "zelf"})
    # The second press was on its way before the first was answered: it comes with the session as it was.
    session = vera.client.session
    session.update(held)
    session.save()
    second = vera.client.post(reverse("begin"), {"mode": "zelf"})

    assert second.url == reverse("own_code")
    assert Invitation.objects.filter(parent=vera.invitation).count() == 1
    assert AnswerSheet.objects.filter(scan=vera.invitation.scan).count() == 1


def test_group_link_in_the_same_browser_goes_on_and_in_another_begins_anew(person):
    vera = person("vrijwilligers", "link", cap=5)
    vera.begin()
    vera.open_link()

    assert vera.client.get(reverse("begin")).url == vera.url("sheet")
    assert "Hoe wilt u meedoen?" in text_of(opened(vera))


def test_group_link_on_a_shared_tablet_begins_anew(person):
    vera = person("vrijwilligers", "link", cap=5)
    vera.begin(shared="on")
    vera.open_link()

    assert "Hoe wilt u meedoen?" in text_of(vera.client.get(reverse("begin")))


def test_full_group_link_says_whom_to_call(person):
    vera = person("vrijwilligers", "link", cap=1)
    vera.begin()
    page = Person(vera.invitation).begin()

    assert "Alle plaatsen van deze link zijn bezet" in text_of(page)
    assert "030 123 45 67" in text_of(page)


def test_somebody_with_an_account_is_asked_before_they_are_signed_out(person, open_round_, as_user):
    anna = person()
    anna.client = as_user(open_round_.coordinator)
    page = anna.client.get(anna.open_link().url)
    still_in = anna.client.get("/").status_code
    anna.client.post(reverse("begin"))

    assert "U bent ingelogd met een account." in text_of(page)
    assert still_in == 200
    assert "_auth_user_id" not in anna.client.session
    assert "Hoe wilt u meedoen?" in text_of(anna.client.get(reverse("begin")))


def test_without_a_way_in_the_pages_lead_to_the_code_page(client, db):
    names = ["begin", "own_code", "own_code_file", "paper", "paper_file", "paper_print", "thanks", "conversation_ics"]

    assert {client.get(reverse(name)).url for name in names} == {reverse("join")}


def test_start_page_is_made_with_few_queries(person, django_assert_num_queries):
    anna = person()
    anna.open_link()
    with django_assert_num_queries(3):  # session, invitation with scan and location, place
        anna.client.get(reverse("begin"))


def test_seat_of_the_client_council_waits_for_the_conversation(person, open_round_):
    seat = person("clientvertegenwoordigers", "council")
    page = opened(seat)
    Scan.objects.filter(pk=open_round_.scan.pk).update(state="gesprek")
    seat.open_link()

    assert "De plaats van de cliëntenraad" in text_of(page)
    assert seat.client.get(reverse("begin")).url == reverse("board", kwargs={"scan": open_round_.scan.pk})
    assert not AnswerSheet.objects.filter(scan=open_round_.scan).exists()


def test_one_place_key_gives_one_place_however_many_press_at_once(committed_round):
    link = committed_round.way("vrijwilligers", "link", cap=5)
    key = uuid4()
    sheets = at_once([partial(committed_round.begin, link, place_key=key)] * 4)

    assert {sheet.pk for sheet in sheets} == {AnswerSheet.objects.get(scan=committed_round.scan).pk}
    assert Invitation.objects.filter(parent=link).count() == 1
