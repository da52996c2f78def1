"""The pages of the programme office about figures: periods, making, publishing, tables."""

from datetime import date

import pytest

from scoring.models import Period, Snapshot
from scoring.publication.jobs import MAKE_SNAPSHOT
from tests.scoring.publication.figures import make_draft, make_published
from wolscan.jobs.models import Job
from wolscan.models import Event

DAY = date(2026, 6, 30)
VOLUNTARY = "Deelname is vrijwillig; de uitkomsten zijn niet representatief voor de sector."


@pytest.fixture
def office(cast, as_user):
    return as_user(cast.programme_office)


def page(client, address, **query):
    return client.get(address, query).content.decode()


def test_list_says_how_far_every_period_is(office):
    for name, day in (("later", date(2099, 6, 30)), ("kan", date(2026, 10, 30)), ("over", date(2025, 12, 31))):
        Period.objects.create(name=name, starts_on=date(2025, 1, 1), ends_on=day, counted_on=day)
    make_published(DAY)

    found = page(office, "/cijfers/")

    for words in ("Deze dag moet nog komen", "Nog niet gemaakt", "Gepubliceerd", "Overgeslagen"):
        assert words in found
    assert "/cijfers/2026-06-30/" in found
    assert "/cijfers/2026-10-30/maken/" in found
    assert "/cijfers/2025-12-31/maken/" not in found


def test_list_takes_the_same_queries_for_many(office, django_assert_max_num_queries):
    for number in range(8):
        make_draft(date(2018 + number, 6, 30))
    with django_assert_max_num_queries(7):
        office.get("/cijfers/")


def test_period_is_opened(office):
    sent = {"name": "Eerste", "starts_on": "2027-01-01", "ends_on": "2027-06-30", "counted_on": "2027-06-30"}

    assert office.post("/cijfers/", sent).status_code == 302
    assert Period.objects.get().name == "Eerste"
    assert Event.objects.filter(name="period_opened").count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Geef de periode een naam."),
        ({"name": "Periode 2026-06-30"}, "Er is al een periode met deze naam."),
        ({"counted_on": "2026-08-30"}, "minstens vijf maanden"),
        ({"counted_on": "gisteren"}, "Schrijf de dag als dag-maand-jaar"),
        ({"ends_on": "2026-01-01"}, "Kies een laatste dag na de eerste dag."),
    ],
)
def test_period_that_cannot_be_opened_says_why_and_keeps_what_was_typed(office, wrong, sentence):
    make_draft(DAY)
    sent = {"name": "Tweede", "starts_on": "2026-07-01", "ends_on": "2026-12-31", "counted_on": "2026-12-31"}

    answer = office.post("/cijfers/", sent | wrong)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (sent | wrong)["name"] in answer.content.decode()
    assert Period.objects.count() == 1


def test_making_is_a_job_that_one_follows(office):
    Period.objects.create(name="p", starts_on=date(2026, 1, 1), ends_on=DAY, counted_on=DAY)

    answer = office.post("/cijfers/2026-06-30/maken/")

    job = Job.objects.get(kind=MAKE_SNAPSHOT)
    assert (job.kind, job.payload) == ("make_snapshot", {"on": "2026-06-30"})
    assert answer.headers["Location"] == f"/werk/{job.pk}/"
    assert "Wordt gemaakt" in page(office, "/cijfers/")


def test_only_days_of_periods_that_are_over_and_later_than_published_ones(office):
    make_published(DAY)
    Period.objects.create(name="p", starts_on=date(2026, 1, 1), ends_on=date(2099, 1, 1), counted_on=date(2099, 1, 1))

    assert office.post("/cijfers/2026-07-01/maken/").status_code == 404
    for day in ("2026-06-30", "2099-01-01"):
        assert office.post(f"/cijfers/{day}/maken/").headers["Location"] == "/cijfers/"
    assert not Job.objects.filter(kind=MAKE_SNAPSHOT).exists()


def test_draft_shows_how_much_is_hidden_and_no_figures(office):
    make_draft(DAY)

    found = page(office, "/cijfers/2026-06-30/")

    assert "Gemaakt en gecontroleerd, niet gepubliceerd" in found
    assert VOLUNTARY in found
    assert "bar__part" not in found
    assert "40%" not in found
    assert office.get("/cijfers/2026-06-30/tabellen.csv").status_code == 404


def test_publishing_is_for_ever(office):
    make_draft(DAY)

    assert office.post("/cijfers/2026-06-30/publiceren/").status_code == 302
    published = Snapshot.objects.get()
    assert published.published_at is not None
    office.post("/cijfers/2026-06-30/publiceren/")
    assert Snapshot.objects.get().published_at == published.published_at
    assert Event.objects.filter(name="snapshot_published").count() == 1


def test_country_shows_counts_shares_merged_hidden_and_older_rows(office):
    make_published(DAY)

    found = page(office, "/cijfers/2026-06-30/")

    assert VOLUNTARY in found
    assert '40 <span class="small subtle">40%</span>' in found
    assert 'colspan="2">75 <span' in found
    assert "Verborgen: bijna alle locaties hebben hetzelfde niveau." in found
    assert "cijfers van 31 december 2025" in found
    assert "Lichte ondersteuning: 5 meer dan voorgesteld" in found
    assert "level--ernstig_issue-aandachtspunt" in found
    assert "Ernstig issue en aandachtspunt" in found
    assert "Vragenlijst versie 2026-1, rekenregels versie 2026-1." in found
    assert "<dt>Nog niet vastgesteld</dt><dd>15</dd>" in found


def test_best_and_lowest_topics_are_named_with_their_counts(office):
    make_published(DAY)

    found = page(office, "/cijfers/2026-06-30/")

    assert "60 van 100 locaties (60%) neutraal of beter" in found
    assert "aandachtspunt of erger" in found


def test_regions_stand_by_name_and_a_group_has_its_own_page(office):
    make_published(DAY)

    found = page(office, "/cijfers/2026-06-30/", per="region", thema="veiligheid")
    assert "Op volgorde van naam; dit is geen ranglijst." in found
    assert found.index("Utrecht") < found.index("zeeland")
    assert "Zij tellen mee in de cijfers van het zorgkantoor." in found

    group = page(office, "/cijfers/2026-06-30/", per="region", groep="utrecht")
    assert "<h1>Utrecht</h1>" in group
    assert VOLUNTARY in group


@pytest.mark.parametrize("query", [{"per": "onzin"}, {"per": "region", "groep": "onzin", "thema": "onzin"}])
def test_unknown_choices_are_as_if_not_made(office, query):
    make_published(DAY)

    assert office.get("/cijfers/2026-06-30/", query).status_code == 200


@pytest.mark.parametrize(
    "address", ["/cijfers/2026-07-01/", "/cijfers/2026-13-01/", "/cijfers/2026-07-01/tabellen.csv"]
)
def test_other_days_are_not_there(office, address):
    make_published(DAY)

    assert office.get(address).status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "adviser", "administrator", "stranger"])
def test_nobody_else_gets_in(cast, as_user, who):
    make_published(DAY)
    client = as_user(getattr(cast, who))

    assert client.get("/cijfers/").status_code == 404
    assert client.get("/cijfers/2026-06-30/").status_code == 404
    assert client.post("/cijfers/2026-06-30/publiceren/").status_code == 404


def test_tables_take_few_queries(office, django_assert_max_num_queries):
    make_published(DAY)
    with django_assert_max_num_queries(6):
        office.get("/cijfers/2026-06-30/")
    with django_assert_max_num_queries(7):
        office.get("/cijfers/2026-06-30/", {"per": "region"})
