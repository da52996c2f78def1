"""What the programme office sees of every location: where it stands, never what was answered."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from questionnaires.applying.services import Place, admit, apply
from questionnaires.closing import extend_round
from questionnaires.models import Scan
from questionnaires.operations.counted import counted
from questionnaires.operations.queries import Wanted
from tests import factories
from tests.kept import kept_begin
from tests.questionnaires.applying.test_applying import fields
from wolscan.dates import today
from wolscan.models import Location
from wolscan.permissions import Role

WHERE = "/uitvoering/"
FILE = f"{WHERE}uitvoering.csv"
#: Words of levels, answers beside them, and what people wrote: nowhere on a page or in a file of the office.
FORBIDDEN = ("rnstig", "andachtspunt", "eutraal", "itblinker", "p orde", "eet ik niet", "Geheim")


@pytest.fixture
def office(cast, as_user):
    return as_user(cast.programme_office)


@pytest.fixture
@kept_begin
def confirmed(cast):
    """De Linde is confirmed with extra support on one theme, and somebody wrote a note."""
    factories.send_in_scan(cast.scan, cast.coordinator, "ernstig_issue")
    factories.write_note(cast.sheet, "schone-ruimtes", "Geheim: de vloer is vies.")
    factories.confirm_scan(cast.scan, cast.adviser, "extra", "Zo besloten.", today=today(), themes=("veiligheid",))
    return cast


def lines(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def names(client, query=""):
    return [row.location.name for row in client.get(f"{WHERE}?{query}").context["rows"]]


def test_row_says_where_a_location_stands(office, confirmed):
    [row] = [row for row in office.get(WHERE).context["rows"] if row.location == confirmed.location]

    assert (row.state, row.adviser, row.tier) == ("Vastgesteld", "Anna Adviseur", "Extra ondersteuning")
    assert row.themes == ["Veiligheid"]
    assert list(row.dates) == ["opened", "sent_in", "confirmed", "repeat"]


def test_reason_of_an_extension_is_shown(as_user, open_round_):
    scan = Scan.objects.get(pk=open_round_.scan.pk)
    later = scan.closes_on + timedelta(days=7)
    extend_round(scan=scan, closes_on=later, reason="Griep in huis.", by=open_round_.coordinator)

    client = as_user(factories.make_with_role(Role.PROGRAMME_OFFICE))
    assert "Griep in huis." in client.get(WHERE).content.decode()


def test_admitted_location_without_a_scan_is_registered(office, cast):
    application = apply(fields=fields(), language="nl")
    place = Place(region=cast.location.region)
    admit(application=application, place=place, answer="", by=cast.programme_office, today=today())

    [row] = [row for row in office.get(WHERE).context["rows"] if row.location.name == "De Berk"]
    assert (row.state, row.route, list(row.dates)) == ("Aangemeld", "Zorgkantoor", ["applied"])
    assert names(office, "status=aangemeld") == ["De Berk"]


def test_location_that_never_applied_is_not_in_the_list(office):
    factories.make_location("De Berk")

    assert names(office) == ["De Eik", "De Linde"]


def test_withdrawn_scan_counts_only_where_there_is_no_other(office, confirmed):
    Scan.objects.filter(pk=confirmed.strangers_scan.pk).update(state="vervallen")
    factories.make_scan(confirmed.location, opened_on=today())
    Scan.objects.filter(location=confirmed.location, state="open").update(state="vervallen")

    assert {row.location.name: row.state for row in office.get(WHERE).context["rows"]} == {
        "De Eik": "Vervallen",
        "De Linde": "Vastgesteld",
    }


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=eikenhof", ["De Eik"]),
        ("status=vastgesteld", ["De Linde"]),
        ("status=open", ["De Eik"]),
        ("ondersteuning=extra", ["De Linde"]),
        ("ondersteuning=zelf", []),
        ("route=igj", ["De Eik"]),
        ("sorteer=-locatie", ["De Linde", "De Eik"]),
        ("sorteer=status", ["De Eik", "De Linde"]),
        ("sorteer=-ondersteuning", ["De Linde", "De Eik"]),
        ("sorteer=adviseur", ["De Linde", "De Eik"]),
        ("sorteer=-gestart", ["De Eik", "De Linde"]),
        ("status=onzin&regio=999&sorteer=onzin", ["De Eik", "De Linde"]),
    ],
)
def test_filters_and_sorting(office, confirmed, query, shown):
    Scan.objects.filter(pk=confirmed.strangers_scan.pk).update(route="igj")

    assert names(office, query) == shown


def test_filter_by_adviser(office, confirmed):
    assert names(office, f"adviseur={confirmed.adviser.pk}") == ["De Linde"]


def test_funnel_counts_locations_by_how_far_they_got(confirmed):
    apply(fields=fields(), language="nl")
    talk = factories.in_conversation(factories.make_scan(factories.make_location("De Wilg")))
    Scan.objects.filter(pk=talk.pk).update(meets_at=timezone.now() + timedelta(days=1))
    repeat = factories.make_scan(confirmed.location)
    assert repeat.previous == confirmed.scan
    now = timezone.now()

    assert counted(Wanted(), now).funnel == {
        "aangemeld": 4,
        "open": 3,
        "ingevuld": 2,
        "gesprek": 1,
        "ingediend": 1,
        "vastgesteld": 1,
        "actie": 0,
        "herhaalscan": 1,
    }
    assert counted(Wanted(), now + timedelta(days=2)).funnel["gesprek"] == 2
    assert counted(Wanted(text="eikenhof"), now).funnel["aangemeld"] == 1


def test_file_says_the_same_as_the_page(office, confirmed):
    [row] = [line for line in lines(office.get(FILE)) if line["Locatie"] == "De Linde"]

    assert (row["Stand"], row["Adviseur"], row["Vastgestelde ondersteuning"], row["Thema’s voor ondersteuning"]) == (
        "Vastgesteld",
        "Anna Adviseur",
        "Extra ondersteuning",
        "Veiligheid",
    )
    assert len(lines(office.get(f"{FILE}?status=open"))) == 1


def test_file_computes_nothing(office, cast):
    Location.objects.filter(pk=cast.location.pk).update(name='=HYPERLINK("http://x")')

    assert '\'=HYPERLINK("http://x")' in {line["Locatie"] for line in lines(office.get(FILE))}


PAGES = [
    WHERE,
    f"{WHERE}?status=vastgesteld",
    "/locaties/?toon=alle",
    "/aanmeldingen/",
    "/importeren/",
    "/regios/",
    "/",
    "/toewijzen/?toon=vastgesteld",
]


@pytest.mark.parametrize("where", PAGES)
def test_no_page_of_the_office_holds_a_level_an_answer_or_a_note(office, confirmed, where):
    text = office.get(where).content.decode()

    assert [word for word in FORBIDDEN if word in text] == []


def test_no_file_and_no_page_of_one_location_holds_a_level(office, confirmed):
    texts = [b"".join(office.get(FILE).streaming_content).decode()]
    for page in ("beheer", "verplaatsen", "samenvoegen", "splitsen", "sluiten"):
        texts.append(office.get(f"/locaties/{confirmed.location.pk}/{page}/").content.decode())
    texts.append(office.get(f"/locatie/{confirmed.location.pk}/coordinatoren/").content.decode())
    texts.append(office.get(f"/toewijzen/{confirmed.scan.pk}/").content.decode())

    assert [word for word in FORBIDDEN for text in texts if word in text] == []


def test_office_still_opens_no_outcome_and_no_location_page(office, confirmed):
    for where in (f"/locatie/{confirmed.location.pk}/", f"/scan/{confirmed.scan.pk}/uitkomst/"):
        assert office.get(where).status_code == 404


@pytest.mark.parametrize("more", [1, 3])
@pytest.mark.parametrize("sort", ["", "sorteer=adviseur", "sorteer=-ondersteuning&ondersteuning=extra"])
def test_page_takes_a_fixed_number_of_queries(office, confirmed, django_assert_max_num_queries, more, sort):
    for number in range(more):
        factories.make_scan(factories.make_location(f"De Berk {number}"))
    # What is sorted by is counted first, and advisers are named; the last keeps that it was seen.
    with django_assert_max_num_queries(18):
        office.get(f"{WHERE}?{sort}")


def test_file_takes_queries_per_five_hundred_rows(office, confirmed, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        lines(office.get(FILE))


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "adviser", "administrator"])
def test_nobody_else_finds_it(cast, as_user, who):
    client = as_user(getattr(cast, who))

    assert [client.get(where).status_code for where in (WHERE, FILE)] == [404, 404]
