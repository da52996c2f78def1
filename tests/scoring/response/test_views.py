"""The response page and the end of a round."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questionnaires.models import Answer, AnswerSheet, GroupPlan, Invitation, Participation, Scan, State
from tests.factories import make_coordinator, make_location, make_quality_officer, make_with_role
from wolscan.permissions import Role


def send_sheets(round_, group, count, named=False):
    for _number in range(count):
        sheet = AnswerSheet.objects.create(scan=round_.scan, group=group, named=named, is_sent=True)
        Answer.objects.create(sheet=sheet, theme="veiligheid", topic="vallen", value="neutraal")


def begin(round_, address):
    place = Participation.objects.create(
        scan=round_.scan, group="zorgpersoneel", invitation=Invitation.objects.get(email=address)
    )
    AnswerSheet.objects.create(scan=round_.scan, participation=place, group="zorgpersoneel")


def page_of(round_, client, name="round_response"):
    answer = client.get(reverse(name, kwargs={"scan": round_.scan.pk}))
    assert answer.status_code == 200
    return answer.content.decode()


def row_of(page, group):
    row = re.search(rf'<th scope="row" role="rowheader">{group}</th>(.*?)</tr>', page).group(1)
    return re.findall(r'<td role="cell" class="number">(.*?)</td>', row)


@pytest.fixture
def coordinator(open_round_, as_user):
    return as_user(open_round_.coordinator)


def test_numbers_per_group(open_round_, coordinator):
    send_sheets(open_round_, "zorgpersoneel", 2)
    begin(open_round_, "anna@example.org")
    page = page_of(open_round_, coordinator)

    assert row_of(page, "Zorgpersoneel") == ["5", "3", "2"]
    assert row_of(page, "Management") == ["–", "0", "0"]
    assert row_of(page, "Samen") == ["5", "3", "2"]
    assert "1 persoon is begonnen en heeft nog niet verstuurd." in page


def test_never_who(open_round_, coordinator):
    begin(open_round_, "anna@example.org")

    assert "example.org" not in page_of(open_round_, coordinator).split("<main")[1]


def test_voices_that_would_not_count(open_round_, coordinator):
    send_sheets(open_round_, "zorgpersoneel", 3)
    send_sheets(open_round_, "clientvertegenwoordigers", 1)
    page = page_of(open_round_, coordinator)

    assert "Deze vragenlijsten zouden niet meetellen als de ronde nu sluit" in page
    assert "Bewoners en cliëntvertegenwoordigers: 1 vragenlijst" in page


def test_everybody_counts(open_round_, coordinator):
    send_sheets(open_round_, "zorgpersoneel", 3)
    send_sheets(open_round_, "management", 1, named=True)

    assert "niet meetellen" not in page_of(open_round_, coordinator)


def test_more_sheets_than_people(open_round_, coordinator):
    GroupPlan.objects.filter(scan=open_round_.scan).update(people=2)
    send_sheets(open_round_, "zorgpersoneel", 3)

    assert "Zorgpersoneel: meer vragenlijsten (3) dan mensen (2)." in page_of(open_round_, coordinator)


def test_as_many_queries_for_many_sheets(open_round_, coordinator):
    def count():
        with CaptureQueriesContext(connection) as queries:
            page_of(open_round_, coordinator)
        return len(queries)

    send_sheets(open_round_, "zorgpersoneel", 1)
    first = count()
    for group in ("zorgpersoneel", "management", "vrijwilligers"):
        send_sheets(open_round_, group, 3)

    assert count() == first <= 14


def test_a_quality_officer_looks_on(open_round_, as_user):
    client = as_user(make_quality_officer(open_round_.scan.location.organisation))
    page = page_of(open_round_, client)

    assert row_of(page, "Zorgpersoneel") == ["5", "3", "0"]
    assert "<form" not in page.split("<main")[1]


def test_others_see_nothing(open_round_, as_user):
    others = [
        make_coordinator(make_location("De Beuk", "Stichting Beuk")),
        make_with_role(Role.PROGRAMME_OFFICE),
        make_with_role(Role.ADMINISTRATOR),
        open_round_.scan.adviser,
    ]

    for user in others:
        path = reverse("round_response", kwargs={"scan": open_round_.scan.pk})
        assert as_user(user).get(path).status_code == 404


def test_a_round_in_preparation_has_no_response_yet(round_, as_user):
    path = reverse("round_response", kwargs={"scan": round_.scan.pk})

    assert as_user(round_.coordinator).get(path).url == reverse("round_facts", kwargs={"scan": round_.scan.pk})


def test_closing_says_first_what_it_means(open_round_, coordinator):
    begin(open_round_, "anna@example.org")
    send_sheets(open_round_, "vrijwilligers", 1)
    page = page_of(open_round_, coordinator, "round_close")

    assert "1 vragenlijst is begonnen maar niet verstuurd: die wordt verwijderd" in page
    assert "Vrijwilligers: 1 vragenlijst" in page
    assert "Nog niemand heeft geantwoord van: Zorgpersoneel, Ondersteuning, Management" in page
    assert Scan.objects.get(pk=open_round_.scan.pk).state == State.OPEN


def test_closing_is_for_good(open_round_, coordinator):
    begin(open_round_, "anna@example.org")
    send_sheets(open_round_, "zorgpersoneel", 3)
    path = reverse("round_close", kwargs={"scan": open_round_.scan.pk})
    answer = coordinator.post(path, follow=True).content.decode()

    assert "De ronde is gesloten. U kunt nu het gesprek leiden." in answer
    assert "1 vragenlijst die niet was verstuurd, is verwijderd." in answer
    assert AnswerSheet.objects.filter(scan=open_round_.scan).count() == 3
    assert Scan.objects.get(pk=open_round_.scan.pk).state == State.GESPREK
    assert coordinator.post(path).url == reverse("round_response", kwargs={"scan": open_round_.scan.pk})
    assert coordinator.get(path).url == reverse("round_response", kwargs={"scan": open_round_.scan.pk})
