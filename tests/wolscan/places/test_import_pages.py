"""Handing a file in, looking at what it would do, saying yes, and following it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from wolscan.jobs.models import Job
from wolscan.jobs.running import do_waiting_jobs
from wolscan.models import Location, Organisation
from wolscan.places.clearing import KEPT, clear_checks
from wolscan.regions import load_regions

WHERE = "/importeren/locaties/"
GOOD = "organisatie;locatie;plaats;regio\nStichting De Hof;De Berk;Ede;Twente\n"
BAD = "organisatie;locatie;plaats;regio\nStichting De Hof;De Berk;Ede;Nergens\n"


@pytest.fixture
def office(cast, as_user):
    load_regions()
    Organisation.objects.create(name="Stichting De Hof")
    return as_user(cast.programme_office)


def hand_in(client, text, where=WHERE):
    return client.post(where, {"file": SimpleUploadedFile("locaties.csv", text.encode())})


def test_from_file_to_locations(office):
    check = hand_in(office, GOOD)
    page = office.get(check.url).content.decode()
    assert "De Berk" in page
    assert not Location.objects.filter(name="De Berk").exists()
    job = office.post(check.url)
    assert "wacht" in office.get(job.url).content.decode()

    assert do_waiting_jobs() == 1
    assert Location.objects.filter(name="De Berk").count() == 1
    assert "1 nieuw, 0 gewijzigd, 0 bleven zoals ze waren." in office.get(job.url).content.decode()
    assert "1 nieuw, 0 gewijzigd" in office.get("/importeren/").content.decode()


def test_saying_yes_twice_imports_once(office):
    check = hand_in(office, GOOD).url
    assert office.post(check).url == office.post(check).url
    assert Job.objects.filter(kind="import_places").count() == 1


def test_faults_have_row_column_and_sentence_and_nothing_is_kept(office):
    check = hand_in(office, BAD).url
    page = office.get(check).content.decode()

    assert "De regio “Nergens” is niet bekend." in page
    assert ">2<" in page
    assert Job.objects.get().file is None
    assert office.post(check).url == WHERE


def test_what_went_wrong_meanwhile_is_told_and_nothing_is_written(office):
    check = hand_in(office, GOOD).url
    job = office.post(check).url
    Organisation.objects.filter(name="Stichting De Hof").update(name="Stichting Anders")
    do_waiting_jobs()

    assert "Er is niets geïmporteerd. Rij 2:" in office.get(job).content.decode()
    assert not Location.objects.filter(name="De Berk").exists()


def test_file_that_cannot_be_read_gets_a_sentence(office):
    answer = hand_in(office, "naam\nX\n")

    assert answer.status_code == 422
    assert "Rij 1:" in answer.content.decode()
    assert office.post(WHERE).status_code == 422


def test_file_that_changes_nothing_says_so(office):
    do = hand_in(office, GOOD).url
    office.post(do)
    do_waiting_jobs()

    page = office.get(hand_in(office, GOOD).url).content.decode()
    assert "Er valt niets te importeren: alles staat er al zo." in page


def test_checked_files_are_cleared_after_a_day(office):
    hand_in(office, GOOD)
    assert clear_checks(timezone.localdate()) == 0
    Job.objects.update(ended_at=timezone.now() - KEPT * 2)

    assert clear_checks(timezone.localdate()) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("what", ["organisaties", "locaties", "adviseurs"])
def test_templates_can_be_fetched(office, what, kind):
    answer = office.get(f"/importeren/{what}/sjabloon.{kind}")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{what}.{kind}"'
    assert len(answer.content) > 20


@pytest.mark.parametrize("where", ["/importeren/katten/", "/importeren/locaties/sjabloon.pdf"])
def test_what_does_not_exist(office, where):
    assert office.get(where).status_code == 404


def test_pages_take_few_queries(office, django_assert_max_num_queries):
    check = hand_in(office, GOOD).url
    for where in ("/importeren/", WHERE, check):
        with django_assert_max_num_queries(6):
            office.get(where)
