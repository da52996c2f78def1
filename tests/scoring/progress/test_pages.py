"""The report as a page, its words, and who may fetch which files."""

import re
from datetime import date

import pytest
from django.urls import reverse

from scoring.models import ProgressText, PublicationFile
from scoring.progress.queries import Kind
from scoring.progress.services import NotPublished, ask_for_files, keep_files
from tests.kept import kept_begin
from tests.scoring.publication.figures import make_draft, make_published
from wolscan.jobs.models import Job
from wolscan.jobs.running import do_waiting_jobs
from wolscan.models import Event

DAY = date(2026, 6, 30)
REPORT, TEXTS = "/cijfers/2026-06-30/rapport/", "/cijfers/2026-06-30/rapport/teksten/"
VOLUNTARY = "Deelname is vrijwillig; de uitkomsten zijn niet representatief voor de sector."
FILES = {(Kind.PDF, "nl"): b"%PDF", (Kind.XLSX, "nl"): b"PK", (Kind.CSV, ""): b"on\r\n", (Kind.JSON, ""): b"{}"}


@pytest.fixture
def office(cast, as_user):
    return as_user(cast.programme_office)


@pytest.fixture
@kept_begin
def snapshot(db):
    return make_published(DAY)


@pytest.fixture
def with_files(snapshot):
    Job.objects.all().delete()
    keep_files(snapshot=snapshot, files=FILES, made_at=snapshot.published_at, by=None)
    return snapshot


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def form_of(client):
    """What the form sends when nothing was changed."""
    form = client.get(TEXTS).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_publishing_has_the_files_made(snapshot):
    job = Job.objects.get(kind="make_publication_files")

    assert job.payload == {"on": "2026-06-30"}


def test_page_has_all_chapters_and_figures(office, snapshot):
    found = page(office, REPORT)

    assert [int(number) for number in re.findall(r"<h2>(\d)\. ", found)] == list(range(1, 9))
    figures = [int(number) for number in re.findall(r"<h3>Figuur (\d+)\.", found)]
    assert figures == list(range(1, len(figures) + 1))
    for words in (VOLUNTARY, "Personeel: 75 van 100 locaties (75%)", "Bron: ZorgkaartNederland", "27.081", "−7", "+15"):
        assert words in found
    assert "Cijfers van 31 december 2025" in found or "cijfers van 31 december 2025" in found
    assert "Regio’s zonder eigen cijfers: " in found


def test_page_in_english(office, snapshot):
    office.cookies["django_language"] = "en"

    found = page(office, REPORT)

    assert "Nursing homes use the Wolscan" in found
    assert "Figure 1. Themes by level, the whole country" in found


def test_draft_has_no_report(office):
    draft = make_draft(DAY)

    for address in (REPORT, TEXTS):
        page(office, address, 404)
    with pytest.raises(NotPublished):
        ask_for_files(snapshot=draft, by=None)
    assert office.post("/cijfers/2026-06-30/rapport/bestanden/").status_code == 404


def test_job_of_a_day_without_figures_says_so(db):
    job = Job.objects.create(kind="make_publication_files", payload={"on": "2020-01-01"}, queued_at="2026-01-01T00:00Z")

    assert do_waiting_jobs() == 0
    job.refresh_from_db()
    assert "geen cijfers gepubliceerd" in job.result["problem"]


def test_files_are_asked_for_once(office, snapshot):
    for _time in range(2):
        assert office.post("/cijfers/2026-06-30/rapport/bestanden/").status_code == 302

    assert Job.objects.filter(kind="make_publication_files").count() == 1
    assert "De bestanden worden gemaakt." in page(office, REPORT)


# Words


def test_words_of_the_office_stand_in_the_report(office, snapshot):
    Job.objects.all().delete()
    sent = form_of(office) | {"themes_nl": "Een <b>mooi</b> jaar.\n\nTot volgend jaar.", "support_nl": ""}

    assert office.post(TEXTS, sent).status_code == 302

    found = page(office, REPORT)
    assert "<p>Een &lt;b&gt;mooi&lt;/b&gt; jaar.</p>" in found
    assert "De rekenregels van de scan stellen voor" not in found
    assert "Een jaar na de eerste scan" in found
    assert ProgressText.objects.get().words["themes"] == {"nl": "Een <b>mooi</b> jaar.\n\nTot volgend jaar."}
    assert Job.objects.filter(kind="make_publication_files").count() == 1
    assert Event.objects.filter(name="progress_text_changed").count() == 1


def test_two_people_at_once_lose_nothing(office, snapshot):
    before = form_of(office)
    office.post(TEXTS, before | {"themes_nl": "Van Petra."})

    answer = office.post(TEXTS, before | {"themes_nl": "Van Joris."})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Iemand anders schreef hier intussen: “Van Petra.”" in text
    assert "Van Joris." in text
    assert ProgressText.objects.get().words["themes"] == {"nl": "Van Petra."}
    again = before | {"themes_nl": "Van ons beiden.", "revision": answer.context["form"]["revision"].value()}
    assert office.post(TEXTS, again).status_code == 302
    assert ProgressText.objects.get().words["themes"] == {"nl": "Van ons beiden."}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"introduction_nl": "x" * 3001}, "Houd deze tekst onder 3000 tekens."),
        ({"revision": "-1"}, "Deze pagina was niet compleet."),
        ({"revision": "een"}, "Deze pagina was niet compleet."),
        ({"revision": "9" * 40}, "Deze pagina was niet compleet."),
    ],
)
def test_words_that_do_not_fit_come_back(office, snapshot, wrong, sentence):
    answer = office.post(TEXTS, form_of(office) | {"themes_en": "Kept."} | wrong)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Kept." in answer.content.decode()
    assert not ProgressText.objects.exists()


def test_signs_that_cannot_be_printed_are_left_out(office, snapshot):
    office.post(TEXTS, form_of(office) | {"themes_nl": "Een\x00 \x0bmooi\x1f jaar.\r\nJa."})

    assert ProgressText.objects.get().words["themes"] == {"nl": "Een mooi jaar.\nJa."}


def test_file_that_is_older_than_the_words_says_so(office, with_files):
    assert "Ouder dan de teksten" not in page(office, REPORT)

    office.post(TEXTS, form_of(office) | {"themes_nl": "Nieuw."})

    assert page(office, REPORT).count("Ouder dan de teksten") == 1


# Files


def test_office_fetches_every_file(office, with_files):
    found = re.findall(r'href="(/cijfers/2026-06-30/rapport/wolscan-[^"]+)"', page(office, REPORT))

    assert [office.get(address).content for address in found] == list(FILES.values())
    assert found[0].endswith("wolscan-voortgangsrapportage-2026-06-30-nl.pdf")
    assert Event.objects.filter(name="figures_downloaded").count() == len(FILES)
    page(office, "/cijfers/2026-06-30/rapport/iets-anders.pdf", 404)


def test_open_data_are_for_everybody(client, with_files):
    found = re.findall(r'href="(/open-data/2026-06-30/[^"]+)"', page(client, "/open-data/"))

    assert [client.get(address).content for address in found] == [b"PK", b"on\r\n", b"{}"]
    answer = client.get(found[2])
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "attachment" in answer["Content-Disposition"]
    assert "sessionid" not in answer.cookies
    assert VOLUNTARY in page(client, "/open-data/")


@pytest.mark.parametrize(
    "address",
    [
        "2026-06-30/wolscan-voortgangsrapportage-2026-06-30-nl.pdf",
        "2026-06-30/..%2Fmanage.py",
        "2026-06-30/%00",
        "2026-06-31/wolscan-open-data-2026-06-31.csv",
        "2025-06-30/wolscan-open-data-2025-06-30.csv",
        "٢٠٢٦-06-30/wolscan-open-data-2026-06-30.csv",
    ],
)
def test_nothing_else_is_open(client, with_files, address):
    assert client.get(f"/open-data/{address}").status_code == 404


def test_drafts_are_not_open(client, db):
    draft = make_draft(DAY)
    PublicationFile.objects.create(snapshot=draft, kind="csv", content=b"x", sha256="0" * 64, made_at=draft.made_at)

    assert "Er zijn nog geen bestanden." in page(client, "/open-data/")
    assert client.get("/open-data/2026-06-30/wolscan-open-data-2026-06-30.csv").status_code == 404


def test_files_that_did_not_change_stay(with_files):
    before = set(with_files.files.values_list("pk", "made_at"))

    keep_files(snapshot=with_files, files=FILES, made_at=with_files.made_at, by=None)

    assert set(with_files.files.values_list("pk", "made_at")) == before


def test_link_from_the_tables(office, snapshot):
    assert f'href="{reverse("progress_report", args=[DAY])}"' in page(office, "/cijfers/2026-06-30/")
