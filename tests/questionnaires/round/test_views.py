"""The pages of setting up a round: each step, each refusal."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from questionnaires.invitations import make_ways, way_in
from questionnaires.models import GroupPlan, Invitation, Scan, State
from questionnaires.round.links import link_of
from tests.factories import make_coordinator, make_location
from tests.questionnaires.round.pages import dates, url
from tests.rounds import mails

FACTS = {
    "residents": "48",
    "living_groups": "6",
    "target_groups": ["pg", "somatiek"],
    "contact_name": "Sanne de Wit",
    "contact_phone": "030 123 45 67",
}


@pytest.fixture
def coordinator(round_, as_user):
    return as_user(round_.coordinator)


def post_group(client, round_, do, group="zorgpersoneel", **fields):
    return client.post(url(round_, "round_group", group=group), {"do": do, "language": "nl"} | fields)


# Starting


def test_a_location_offers_both_ways(db, as_user):
    location = make_location()
    page = as_user(make_coordinator(location)).get(reverse("location", kwargs={"location": location.pk}))

    assert "Iedereen eerst zelf, dan samen in gesprek" in page.content.decode()
    assert "Samen één vragenlijst invullen" in page.content.decode()


def test_preparing_starts_a_scan_and_asks_for_facts(db, as_user):
    location = make_location()
    answer = as_user(make_coordinator(location)).post(reverse("prepare_round", kwargs={"location": location.pk}))
    scan = Scan.objects.get()

    assert scan.state == State.VOORBEREIDING
    assert answer.url == reverse("round_facts", kwargs={"scan": scan.pk})


def test_preparing_twice_gives_one_scan(round_, coordinator):
    location = round_.scan.location
    answer = coordinator.post(reverse("prepare_round", kwargs={"location": location.pk}))

    assert answer.url == reverse("location", kwargs={"location": location.pk})
    assert location.scans.count() == 1


# Step 1 and 2


def test_facts_begin_with_what_is_known(round_, coordinator):
    page = coordinator.get(url(round_, "round_facts")).content.decode()

    assert 'name="residents" value="48"' in page
    assert f'value="{round_.coordinator.name}"' in page


def test_facts_lead_to_the_dates(round_, coordinator):
    answer = coordinator.post(url(round_, "round_facts"), FACTS)
    round_.scan.refresh_from_db()

    assert answer.url == url(round_, "round_dates")
    assert (round_.scan.contact_name, round_.scan.contact_phone) == ("Sanne de Wit", "030 123 45 67")
    assert round_.scan.location.target_groups == ["pg", "somatiek"]


def test_facts_can_be_saved_for_later(round_, coordinator):
    answer = coordinator.post(url(round_, "round_facts"), FACTS | {"then": "later"})

    assert answer.url == reverse("location", kwargs={"location": round_.scan.location_id})


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("residents", "", "Vul een heel getal in, van 1 tot en met 2000."),
        ("residents", "0", "Vul een heel getal in, van 1 tot en met 2000."),
        ("target_groups", [], "Kruis er minstens één aan."),
        ("target_groups", ["kinderen"], "kinderen"),
        ("contact_name", " ", "Vul de naam in van iemand die mensen mogen bellen."),
        ("contact_phone", "bel maar", "Vul een telefoonnummer in"),
    ],
)
def test_facts_that_are_wrong_come_back(round_, coordinator, field, value, said):
    answer = coordinator.post(url(round_, "round_facts"), FACTS | {field: value})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Sanne de Wit" in answer.content.decode() or field == "contact_name"


def test_dates_begin_with_three_weeks(round_, coordinator):
    page = coordinator.get(url(round_, "round_dates")).content.decode()

    assert f'value="{(round_.today + timedelta(days=21)).isoformat()}"' in page


def test_dates_lead_to_the_invitations(round_, coordinator):
    answer = coordinator.post(url(round_, "round_dates"), dates(round_))
    round_.scan.refresh_from_db()

    assert answer.url == url(round_, "round_invitations")
    assert round_.scan.closes_on == round_.today + timedelta(days=21)


@pytest.mark.parametrize(
    ("closes_in", "meets_in", "said"),
    [
        (6, 20, "Geef mensen minstens een week"),
        (61, 70, "binnen 60 dagen"),
        (21, 21, "Kies een dag na de laatste dag van de ronde"),
    ],
)
def test_dates_that_are_wrong_come_back(round_, coordinator, closes_in, meets_in, said):
    answer = coordinator.post(url(round_, "round_dates"), dates(round_, closes_in, meets_in))

    assert answer.status_code == 422
    assert said in answer.content.decode()


# Step 3


def test_a_group_keeps_its_number(round_, coordinator):
    answer = post_group(coordinator, round_, "plan", people="12")

    assert answer.url == url(round_, "round_group", group="zorgpersoneel")
    assert GroupPlan.objects.get().people == 12


def test_pasted_addresses_are_invited(round_, coordinator):
    answer = post_group(
        coordinator, round_, "addresses", addresses="Anna <anna@example.org>\nanna@example.org; bert@example.org"
    )

    page = coordinator.get(answer.url).content.decode()
    assert sorted(Invitation.objects.values_list("email", flat=True)) == ["anna@example.org", "bert@example.org"]
    assert "2 adressen toegevoegd. 1 stond al op de lijst." in page
    assert "2 adressen" in page
    assert mails("invitation") == []


def test_a_wrong_address_is_shown_with_its_line_and_nothing_is_lost(round_, coordinator):
    typed = "anna@example.org\nbert@\n<script>alert(1)</script>"
    answer = post_group(coordinator, round_, "addresses", addresses=typed)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Regel 2: ‘bert@’ is geen mailadres." in page
    assert "<script>alert" not in page
    assert "anna@example.org\nbert@\n" in page
    assert not Invitation.objects.exists()


def test_many_wrong_lines_are_summed_up(round_, coordinator):
    answer = post_group(coordinator, round_, "addresses", addresses="\n".join(f"fout{n}" for n in range(14)))

    assert "en nog 4 regels" in answer.content.decode()


def test_a_link_is_shown_again_and_kept_nowhere(round_, coordinator):
    answer = post_group(coordinator, round_, "link", cap="20")
    link = Invitation.objects.get()

    assert (link.kind, link.cap) == ("link", 20)
    page = coordinator.get(answer.url).content.decode()
    assert link_of(link) in page
    assert way_in(link).token not in str(Invitation.objects.values())


def test_personal_links_are_never_shown(open_round_, as_user):
    client = as_user(open_round_.coordinator)
    page = client.get(url(open_round_, "round_group", group="zorgpersoneel")).content.decode()

    assert "anna@example.org" in page
    assert "/d/" not in page


def test_the_list_of_addresses_does_not_say_who_has_sent(open_round_, as_user):
    client = as_user(open_round_.coordinator)
    page = url(open_round_, "round_group", group="zorgpersoneel")
    before = _without_csrf(client.get(page).content.decode())
    Invitation.objects.filter(email="anna@example.org").update(progress="done", opted_out=True)

    assert _without_csrf(client.get(page).content.decode()) == before


def _without_csrf(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_letters_come_as_a_pdf_of_one_page_each(round_, coordinator):
    round_.prepare()
    post_group(coordinator, round_, "letters", count="2")
    post_group(coordinator, round_, "letters", count="1", language="en")
    address = url(round_, "round_letters", group="zorgpersoneel")
    dutch, english = (PdfReader(BytesIO(coordinator.get(f"{address}?taal={code}").content)) for code in ("nl", "en"))
    codes = {way_in(letter).code for letter in Invitation.objects.filter(language="nl")}

    assert (len(dutch.pages), len(english.pages)) == (2, 1)
    text = " ".join("".join(page.extract_text() for page in dutch.pages).split())
    assert all(code in text for code in codes)
    assert "Hoe goed is de zorg op De Linde?" in text
    assert "Sanne, 030 123 45 67" in text
    assert "How good is the care at De Linde?" in english.pages[0].extract_text()
    assert coordinator.get(address)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("stack", ["0", "2", "-1", "x", "9999", "²"])
def test_a_stack_that_is_not_there_is_not_found(round_, coordinator, stack):
    post_group(coordinator, round_, "letters", count="1")

    assert coordinator.get(url(round_, "round_letters", group="zorgpersoneel"), {"stapel": stack}).status_code == 404


def test_papers_come_as_a_pdf_with_their_numbers(round_, coordinator):
    round_.prepare()
    post_group(coordinator, round_, "paper", group="vrijwilligers", count="1")
    pdf = PdfReader(BytesIO(coordinator.get(url(round_, "round_papers", group="vrijwilligers")).content))

    assert way_in(Invitation.objects.get()).code in "".join(page.extract_text() for page in pdf.pages)


def test_the_council_has_one_seat(round_, coordinator):
    seat = url(round_, "round_council")
    assert coordinator.get(url(round_, "round_council_letter")).status_code == 404
    coordinator.post(seat)
    coordinator.post(seat)
    invitation = Invitation.objects.get()

    assert (invitation.kind, invitation.group) == ("council", "clientvertegenwoordigers")
    assert link_of(invitation) in coordinator.get(seat).content.decode()
    pdf = PdfReader(BytesIO(coordinator.get(url(round_, "round_council_letter")).content))
    assert "Beste leden van de cliëntenraad" in pdf.pages[0].extract_text()


def test_taking_back_and_renewing(open_round_, as_user):
    client, anna = as_user(open_round_.coordinator), open_round_.person("anna@example.org")

    client.post(url(open_round_, "round_revoke", way=anna.pk))
    assert open_round_.person("anna@example.org").is_revoked
    client.post(url(open_round_, "round_renew", way=anna.pk))
    assert not open_round_.person("anna@example.org").is_revoked
    assert mails("invitation").count("anna@example.org") == 2


def test_a_place_somebody_took_cannot_be_taken_back(open_round_, as_user):
    place = Invitation.objects.filter(email="anna@example.org")
    place.update(kind="personal", email="")

    for name in ("round_revoke", "round_renew"):
        way = Invitation.objects.get(kind="personal").pk
        assert as_user(open_round_.coordinator).post(url(open_round_, name, way=way)).status_code == 404


@pytest.mark.parametrize("do", ["", "nothing", "open"])
def test_a_form_that_does_not_exist(round_, coordinator, do):
    assert post_group(coordinator, round_, do).status_code == 404


@pytest.mark.parametrize("group", ["team", "overig", "onbekend"])
def test_a_group_that_is_not_asked(round_, coordinator, group):
    assert coordinator.get(url(round_, "round_group", group=group)).status_code == 404


def test_opening_too_early_says_what_lacks(round_, coordinator):
    answer = coordinator.post(url(round_, "round_open"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Vul de gegevens van de locatie en de contactpersoon in." in page
    assert "Nodig minstens één persoon uit" in page


def test_opening_sends_and_leads_to_the_response(round_, coordinator):
    round_.prepare().invite("anna@example.org")
    answer = coordinator.post(url(round_, "round_open"), follow=True)

    assert answer.redirect_chain[0][0] == url(round_, "round_response")
    assert "Er gaat 1 uitnodiging per mail weg." in answer.content.decode()
    assert mails("invitation") == ["anna@example.org"]


def test_opening_from_an_old_page_changes_nothing(open_round_, as_user):
    Scan.objects.filter(pk=open_round_.scan.pk).update(state=State.GESPREK)
    answer = as_user(open_round_.coordinator).post(url(open_round_, "round_open"))

    assert answer.url == url(open_round_, "round_response")
    assert Scan.objects.get(pk=open_round_.scan.pk).state == State.GESPREK


def test_steps_of_a_round_that_is_over_lead_to_the_response(open_round_, as_user):
    Scan.objects.filter(pk=open_round_.scan.pk).update(state=State.GESPREK)
    client = as_user(open_round_.coordinator)

    for name in ("round_facts", "round_invitations"):
        assert client.get(url(open_round_, name)).url == url(open_round_, "round_response")
    assert client.get(url(open_round_, "round_group", group="management")).url == url(open_round_, "round_response")


def test_the_page_of_the_groups_asks_as_many_queries_for_three_as_for_one(round_, coordinator):
    round_.prepare().invite("anna@example.org")
    first = len(_queries(coordinator, url(round_, "round_invitations")))
    round_.invite("bert@example.org", "cora@example.org")
    round_.invite("dirk@example.org", group="management")
    make_ways(scan=round_.scan, group="vrijwilligers", kind="letter", count=3, by=round_.coordinator)

    assert len(_queries(coordinator, url(round_, "round_invitations"))) == first <= 15


def test_the_page_of_a_group_asks_as_many_queries_for_three_as_for_one(round_, coordinator):
    page = url(round_, "round_group", group="zorgpersoneel")
    round_.invite("anna@example.org")
    make_ways(scan=round_.scan, group="zorgpersoneel", kind="link", count=1, cap=5, by=round_.coordinator)
    first = len(_queries(coordinator, page))
    round_.invite("bert@example.org", "cora@example.org")
    make_ways(scan=round_.scan, group="zorgpersoneel", kind="link", count=2, cap=5, by=round_.coordinator)

    assert len(_queries(coordinator, page)) == first


def _queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return queries.captured_queries
