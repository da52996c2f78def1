"""What the programme office sees of a location, shown to the location: the same, and nothing of what was answered."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from questionnaires.models import DateChange
from tests import factories
from tests.kept import kept_begin
from tests.scoring.publication.figures import make_published
from wolscan.places.presenters import fact_text

DAY = date(2026, 6, 30)


def words(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def seen(client, location, **query):
    return words(client.get(reverse("seen_by_office", args=[location.pk]), query))


def line_of(client, name):
    """The line of a location in the file of the programme office, by heading."""
    file = b"".join(client.get(reverse("operations_file")).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file), delimiter=";"))
    return next(row for row in rows if row["Locatie"] == name)


@pytest.fixture
@kept_begin
def final(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, **{"schone-ruimtes": "ernstig_issue"})
    factories.write_note(cast.sheet, "schone-ruimtes", "De vloer van kamer 12 plakt.")
    factories.confirm_scan(cast.scan, cast.adviser, "extra", reason="Er is meer hulp nodig.", themes=["veiligheid"])
    return cast


@pytest.fixture
@kept_begin
def extended(final):
    """A confirmed scan of which the round got more time."""
    days = {"old": date(2026, 11, 1), "new": date(2026, 11, 8)}
    DateChange.objects.create(
        scan=final.scan, field="closes_on", reason="Griep in huis.", at=timezone.now(), by=final.coordinator, **days
    )
    return final


def test_line_is_that_of_the_office_word_for_word(extended, as_user):
    line = line_of(as_user(extended.programme_office), "De Linde")

    found = seen(as_user(extended.coordinator), extended.location)

    assert [head for head in line if head not in found] == []
    assert [value for value in line.values() if fact_text(value) not in found] == []
    assert {"Griep in huis.", "Anna Adviseur"} <= set(line.values())


def test_page_of_the_office_says_nothing_that_this_page_does_not(extended, as_user):
    """Every word at the location in the office's list stands on the page of the location too."""
    row = as_user(extended.programme_office).get(reverse("operations"), {"q": "Linde"}).content.decode()
    row = re.search(r"<tbody.*?</tbody>", row, re.DOTALL).group()
    cells = [unescape(text).strip() for text in re.findall(r">([^<>]+)<", row)]
    own = {"Adviseur of route wijzigen", "Scan laten vervallen", ": De Linde", ":"}

    found = seen(as_user(extended.quality_officer), extended.location)

    dates = r"(\d+ )(\w{3})\.? (\d{4})"
    for cell in cells:
        if not cell or cell in own or re.fullmatch(dates, cell) or cell.startswith("Verlengd tot"):
            continue
        assert cell in found, cell


def test_facts_people_and_course_are_there(final, as_user):
    found = seen(as_user(final.coordinator), final.location)

    for said in ("Bewoners 48", "Karin Coördinator", final.coordinator.email, "Gestart op 22 november 2026"):
        assert said in found


def test_nothing_of_what_was_answered_is_there(final, as_user):
    make_published(DAY)
    found = seen(as_user(final.coordinator), final.location)

    assert "kamer 12" not in found
    assert "Er is meer hulp nodig." not in found


def test_published_rows_are_there_by_group(final, as_user):
    make_published(date(2026, 11, 30))

    found = seen(as_user(final.coordinator), final.location)

    assert "Heel Nederland: Nederland" in found
    assert "Per regio: Utrecht" in found
    assert "zeeland" not in found.lower()


def test_figures_from_before_the_scan_do_not_count_it(final, as_user):
    make_published(DAY)

    found = seen(as_user(final.coordinator), final.location)

    assert "op die dag had zij nog geen scan" in found


@pytest.mark.parametrize("wanted", ["", "onzin", "2026-06-30", "2026-02-31", "\x00", "٢٠٢٦-٠٦-٣٠", "x" * 4000, "1"])
def test_other_days_are_the_newest(final, as_user, wanted):
    make_published(DAY)

    assert "Cijfers van 30 juni 2026" in seen(as_user(final.coordinator), final.location, op=wanted)


def test_earlier_days_can_be_chosen(final, as_user):
    make_published(date(2025, 12, 31))
    make_published(DAY, after=date(2025, 12, 31))

    client = as_user(final.coordinator)

    assert "Cijfers van 30 juni 2026" in seen(client, final.location)
    assert "Cijfers van 31 december 2025" in seen(client, final.location, op="2025-12-31")


def test_location_without_a_scan_is_not_in_the_list(cast, as_user):
    place = factories.make_location("De Es")
    coordinator = factories.make_coordinator(place, "Eva Es")

    assert "Uw locatie doet nog niet mee" in seen(as_user(coordinator), place)


@pytest.mark.parametrize("who", ["programme_office", "administrator", "adviser", "stranger"])
def test_page_is_for_the_people_of_the_location(cast, as_user, who):
    address = reverse("seen_by_office", args=[cast.location.pk])

    assert as_user(getattr(cast, who)).get(address).status_code == 404


def test_location_page_leads_there(cast, as_user):
    found = as_user(cast.coordinator).get(reverse("location", args=[cast.location.pk])).content.decode()

    assert reverse("seen_by_office", args=[cast.location.pk]) in found


def test_page_takes_few_queries(final, as_user, django_assert_max_num_queries):
    make_published(DAY)
    client = as_user(final.coordinator)
    with django_assert_max_num_queries(40):
        seen(client, final.location)
