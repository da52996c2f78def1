"""The programme office gives scans to advisers, and sees nothing of what was answered."""

import pytest
from django.urls import reverse

from questionnaires.assigning.services import assign
from questionnaires.models import Scan
from tests import factories
from wolscan.models import Event, OutgoingMail

URL = "/toewijzen/"


@pytest.fixture
def office(cast, as_user):
    Scan.objects.filter(pk=cast.scan.pk).update(adviser=None)
    return as_user(cast.programme_office)


def test_it_works(office, cast):
    response = office.post(URL, {"scans": [str(cast.scan.pk)], "adviser": cast.adviser.pk, "note": "Bel even."})

    cast.scan.refresh_from_db()
    assert response.url == URL
    assert cast.scan.adviser == cast.adviser
    mail = OutgoingMail.objects.get()
    assert (mail.template, mail.to) == ("scans_assigned", cast.adviser.email)
    assert mail.context == {"name": cast.adviser.name, "note": "Bel even.", "locations": ["De Linde"]}
    assert Event.objects.filter(name="adviser_assigned").count() == 1


def test_many_at_once_give_one_mail(cast):
    count = assign(scans=[cast.scan.pk, cast.strangers_scan.pk], adviser=cast.other_adviser, by=cast.programme_office)

    assert count == 2
    assert OutgoingMail.objects.get().context["locations"] == ["De Eik", "De Linde"]


def test_hand_over_changes_hands_once(cast):
    assert assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office) == 1
    assert assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office) == 0
    assert OutgoingMail.objects.count() == 1


def test_list_shows_scans_without_adviser_and_those_that_wait_on_top(office, cast):
    Scan.objects.filter(pk=cast.strangers_scan.pk).update(state="ingediend", submitted_at="2026-11-20T10:00Z")
    shown = [scan.location.name for scan, _days in office.get(URL).context["scans"]]

    assert shown == ["De Eik", "De Linde"]


def test_all_running_scans_can_be_shown(office, cast):
    assign(scans=[cast.scan.pk], adviser=cast.adviser, by=cast.programme_office)

    assert [s.location.name for s, _ in office.get(URL).context["scans"]] == ["De Eik"]
    assert len(office.get(f"{URL}?toon=alle").context["scans"]) == 2


def test_page_shows_no_levels(office, cast):
    factories.fill_sheet(cast.sheet, "ernstig_issue")

    assert "rnstig" not in office.get(f"{URL}?toon=alle").content.decode()


@pytest.mark.parametrize("scans", [1, 3])
def test_number_of_queries_is_fixed(office, cast, django_assert_num_queries, scans):
    for number in range(scans):
        factories.make_scan(factories.make_location(f"De Berk {number}"))
    with django_assert_num_queries(6):  # session, user, roles, number of scans, scans, advisers
        office.get(URL)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Kruis ten minste één scan aan."),
        ({"scans": ["x"]}, "Een van deze scans is intussen afgerond."),
        ({"scans": ["00000000-0000-0000-0000-000000000000"]}, "Een van deze scans is intussen afgerond."),
    ],
)
def test_refusals_say_what_to_do(office, data, sentence):
    page = office.post(URL, data).content.decode()

    assert sentence in page
    assert "Kies een adviseur." in page


def test_somebody_who_is_no_adviser_cannot_be_chosen(office, cast):
    page = office.post(URL, {"scans": [str(cast.scan.pk)], "adviser": cast.coordinator.pk})

    assert "Kies een adviseur uit de lijst." in page.content.decode()
    assert Scan.objects.get(pk=cast.scan.pk).adviser is None


def test_scan_that_ended_meanwhile_is_left_alone(cast):
    Scan.objects.filter(pk=cast.scan.pk).update(state="vervallen")

    assert assign(scans=[cast.scan.pk], adviser=cast.other_adviser, by=cast.programme_office) == 0


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "adviser", "administrator", "stranger"])
def test_nobody_else_finds_the_page(cast, as_user, who):
    client = as_user(getattr(cast, who))

    assert client.get(URL).status_code == 404
    assert client.post(URL, {"scans": [str(cast.scan.pk)], "adviser": cast.adviser.pk}).status_code == 404


def test_home_of_the_office_says_how_many_wait(office):
    page = office.get(reverse("home")).content.decode()

    assert "2 lopende scans hebben nog geen adviseur." in page
