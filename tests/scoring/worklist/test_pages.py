"""The work list as an adviser sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from questionnaires.models import Scan, SeriousIssue
from scoring.models import Assessment, Check
from tests import factories
from tests.factories import TODAY
from tests.scoring.worklist.conftest import days_ago
from wolscan.models import Location

URL = "/werklijst/"


def headings(answer):
    return [row.heading for row in answer.context["work"]["rows"] if row.heading]


def shown(answer):
    return [row.scan.location.name for row in answer.context["work"]["rows"]]


def test_it_works(cast, guided, as_user):
    guided("De Berk", state="ingediend", sent=6, tier="extra")
    page = as_user(cast.adviser).get(URL).content.decode()

    assert "De Berk" in page
    assert "Stichting Lindehof" in page
    assert "Utrecht" in page
    assert "Extra ondersteuning" in page
    assert "voorstel volgens de regel" in page
    assert ">6<br>" in page
    assert "De Eik" not in page


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "programme_office", "administrator", "stranger"])
def test_others_have_no_work_list(cast, as_user, who):
    assert as_user(getattr(cast, who)).get(URL).status_code == 404


def test_colleague_sees_only_the_own_scans(cast, guided, as_user):
    guided("De Berk", state="ingediend", sent=6)

    assert shown(as_user(cast.other_adviser).get(URL)) == []


def test_home_of_an_adviser_is_the_work_list(cast, guided, as_user):
    guided("De Berk", state="ingediend", sent=6)
    page = as_user(cast.adviser).get(reverse("home")).content.decode()

    assert "Uw werklijst" in page
    assert "De Berk" in page
    assert "/werklijst/?sorteer=locatie" in page


def test_headings_stand_where_a_group_begins(cast, guided, as_user):
    guided("De Berk", state="ingediend", sent=2)
    guided("De Es", state="ingediend", sent=3)
    guided("De Beuk", state="ingediend", sent=30)
    guided("De Den", state="open")
    client = as_user(cast.adviser)

    assert headings(client.get(URL)) == ["Over tijd", "Nieuw", "Open: invullen"]
    assert headings(client.get(f"{URL}?sorteer=locatie")) == []
    assert headings(client.get(f"{URL}?groep=nieuw")) == []


def test_scan_in_two_groups_stands_once_with_both_marks(cast, guided, as_user):
    scan = guided("De Berk", state="in_beoordeling", sent=20)
    SeriousIssue.objects.create(scan=scan, topic="privacy", found="gesprek", found_on=TODAY)
    rows = as_user(cast.adviser).get(URL).context["work"]["rows"]

    assert [row.marks for row in rows] == [[("ernstig issue", "error"), ("over tijd", "warning")]]


@pytest.mark.parametrize(
    ("state", "sent", "days", "waits_for"),
    [("ingediend", 4, 4, "op u"), ("teruggegeven", 9, 9, "op de locatie"), ("open", None, None, "")],
)
def test_days_say_for_whom(cast, guided, as_user, state, sent, days, waits_for):
    guided("De Berk", state=state, sent=sent)
    row = as_user(cast.adviser).get(URL).context["work"]["rows"][0]

    assert (row.days, row.waits_for) == (days, waits_for)


def test_tabs_keep_the_filters_and_columns_turn_round(cast, guided, as_user):
    guided("De Berk", state="ingediend", sent=2)
    work = as_user(cast.adviser).get(f"{URL}?status=ingediend&sorteer=locatie&bladzijde=1").context["work"]

    assert work["tabs"][3].query == "status=ingediend&sorteer=locatie&groep=nieuw&"
    assert (work["columns"][0].query, work["columns"][0].sorted) == ("status=ingediend&sorteer=-locatie&", "ascending")
    assert (work["columns"][1].query, work["columns"][1].sorted) == ("status=ingediend&sorteer=organisatie&", "")


def test_values_that_make_no_sense_are_left_out(cast, guided, as_user):
    guided("De Berk", state="ingediend", sent=2)
    query = "groep=x&regio=x&ondersteuning=x&status=x&sorteer=x&bladzijde=x"

    assert shown(as_user(cast.adviser).get(f"{URL}?{query}")) == ["De Berk"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("groep=ernstig", "dezelfde dag een mail"),
        ("groep=over-tijd", "meer dan veertien dagen bij u ligt"),
        ("groep=nieuw", "Zodra een locatie haar scan instuurt"),
        ("groep=wacht-op-locatie", "Een scan die u met vragen teruggeeft"),
        ("status=aangemeld", "Geen scan past bij uw keuze"),
    ],
)
def test_empty_lists_say_what_happens_next(cast, guided, as_user, query, sentence):
    guided("De Berk", state="open")

    assert sentence in as_user(cast.adviser).get(f"{URL}?{query}").content.decode()


def test_adviser_without_scans_reads_who_gives_them(cast, as_user):
    page = as_user(cast.other_adviser).get(URL).content.decode()

    assert "Het programmabureau wijst ze toe" in page


@pytest.mark.parametrize("scans", [1, 3, 300])
@pytest.mark.parametrize(("query", "queries"), [("", 6), ("groep=nieuw", 6), ("status=ingediend", 7)])
def test_number_of_queries_is_fixed(cast, as_user, django_assert_num_queries, scans, query, queries):
    many(cast, scans)
    client = as_user(cast.adviser)
    with django_assert_num_queries(queries):  # session, user, roles, counts, scans, regions; the number where filtered
        answer = client.get(f"{URL}?{query}")

    assert len(shown(answer)) == min(scans, 25)
    assert answer.context["work"]["page"].paginator.count == scans


def many(cast, count):
    """So many scans of the adviser with an outcome, by bulk rows."""
    Scan.objects.filter(pk=cast.scan.pk).update(adviser=None)
    place, now = cast.location, timezone.now()
    places = Location.objects.bulk_create(
        Location(organisation=place.organisation, region=place.region, name=f"Huis {number}", place="Utrecht")
        for number in range(count)
    )
    scans = Scan.objects.bulk_create(
        Scan(location=location, questionnaire="2026-1", rules="2026-1", state="ingediend", adviser=cast.adviser,
             opened_on=TODAY, submitted_at=days_ago(number % 30))
        for number, location in enumerate(places)
    )  # fmt: skip
    Assessment.objects.bulk_create(
        Assessment(scan=scan, made_at=now, questionnaire="2026-1", rules="2026-1", content_digest="x", digest="x",
                   outcome={"tier": {"proposal": "licht"}})
        for scan in scans
    )  # fmt: skip


def test_pages_go_on_in_the_same_order(cast, as_user):
    many(cast, 30)
    client = as_user(cast.adviser)
    both = shown(client.get(URL)) + shown(client.get(f"{URL}?bladzijde=2"))

    assert len(set(both)) == 30
    assert "?bladzijde=2" in client.get(URL).content.decode()


# One scan


def test_page_of_a_scan_that_was_sent_in_leads_to_everything(cast, as_user):
    factories.send_in_scan(cast.scan, cast.coordinator)
    page = as_user(cast.adviser).get(reverse("guided_scan", kwargs={"scan": cast.scan.pk})).content.decode()

    for name in ("outcome", "recommendations", "visit", "neighbours", "hand_over_scan", "review"):
        assert reverse(name, kwargs={"scan": cast.scan.pk}) in page, name


def test_page_of_a_withdrawn_scan_says_so(cast, as_user):
    Scan.objects.filter(pk=cast.scan.pk).update(state="vervallen")
    page = as_user(cast.adviser).get(reverse("guided_scan", kwargs={"scan": cast.scan.pk})).content.decode()

    assert "Deze scan is vervallen." in page


def test_days_are_those_since_the_check_was_due(cast, guided, as_user):
    scan = guided("De Berk", state="opvolging", sent=120)
    Check.objects.create(scan=scan, due_on=TODAY - timedelta(days=8))
    row = as_user(cast.adviser).get(URL).context["work"]["rows"][0]

    assert (row.days, row.waits_for) == (8, "op de locatie: check na negentig dagen")


def test_page_of_a_scan_says_what_it_waits_for(cast, guided, as_user):
    scan = guided("De Berk", state="opvolging", sent=120)
    Check.objects.create(scan=scan, due_on=TODAY - timedelta(days=8))
    page = as_user(cast.adviser).get(reverse("guided_scan", kwargs={"scan": scan.pk})).content.decode()

    assert "over tijd" in page
    assert "wacht 8 dagen op de locatie: check na negentig dagen" in page
