"""The page that follows long work: who sees it, and what it says."""

import pytest

from tests.wolscan.jobs.test_running import adds_an_organisation, kind  # noqa: F401 - a fixture
from wolscan.jobs.models import Job
from wolscan.jobs.running import do_waiting_jobs
from wolscan.jobs.services import queue_job


@pytest.fixture
def job(cast, kind):  # noqa: F811
    kind(adds_an_organisation)
    return queue_job(kind="work", payload={"name": "Lindehof"}, by=cast.coordinator)


def address(job):
    return f"/werk/{job.pk}/"


def test_it_waits_and_looks_again_by_itself(cast, job, as_user):
    page = as_user(cast.coordinator).get(address(job)).content.decode()

    assert "<h1>Werk</h1>" in page
    assert "Dit wacht op zijn beurt." in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert f'hx-get="{address(job)}"' in page


def test_it_says_how_far(cast, job, as_user):
    Job.objects.update(state="working", done=3, total=8)

    page = as_user(cast.coordinator).get(address(job)).content.decode()

    assert "Stap 3 van 8" in page
    assert '<progress id="progress" value="3" max="8">' in page


def test_it_is_done(cast, job, as_user):
    do_waiting_jobs()

    page = as_user(cast.coordinator).get(address(job)).content.decode()

    assert "Klaar" in page
    assert 'http-equiv="refresh"' not in page
    assert "hx-get" not in page


@pytest.mark.parametrize(
    ("result", "sentence"),
    [({"problem": "Regel 3 <b>"}, "Regel 3 &lt;b&gt;"), ({}, "Dat ligt aan ons")],
)
def test_it_failed(cast, job, as_user, result, sentence):
    Job.objects.update(state="failed", ended_at="2026-11-22T10:00Z", result=result)

    page = as_user(cast.coordinator).get(address(job)).content.decode()

    assert "Het is niet gelukt" in page
    assert sentence in page


def test_htmx_gets_the_part_that_changes(cast, job, as_user):
    page = as_user(cast.coordinator, headers={"HX-Request": "true"}).get(address(job)).content.decode()

    assert "<h1>" not in page
    assert "Dit wacht op zijn beurt." in page


def test_what_has_not_changed_is_not_put_back_and_read_out_again(cast, job, as_user):
    client = as_user(cast.coordinator, headers={"HX-Request": "true"})
    page = client.get(address(job)).content.decode()

    assert """data-hx-vals='{"seen": "queued-0"}'""" in page
    assert client.get(address(job), {"seen": "queued-0"}).status_code == 204

    Job.objects.update(state="working", done=3, total=8)
    assert "Stap 3 van 8" in client.get(address(job), {"seen": "queued-0"}).content.decode()

    Job.objects.update(state="failed", ended_at="2026-11-22T10:00Z")
    assert client.get(address(job), {"seen": "failed-3"}).status_code == 200


def test_colleague_who_may_ask_for_the_same_sees_it_and_others_do_not(cast, job, as_user):
    statuses = {
        name: as_user(getattr(cast, name)).get(address(job)).status_code
        for name in ("coordinator", "programme_office", "stranger", "administrator", "adviser")
    }

    assert statuses == {
        "coordinator": 200,
        "programme_office": 200,
        "stranger": 404,
        "administrator": 404,
        "adviser": 404,
    }


def test_page_needs_few_queries(cast, job, as_user, django_assert_max_num_queries):
    client = as_user(cast.coordinator)
    with django_assert_max_num_queries(5):
        client.get(address(job))
