"""Jobs: done once or not at all, told how far, refused with a sentence, taken up again when they were cut off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import get_language

from tests import factories
from wolscan.daily import run_jobs
from wolscan.dates import today
from wolscan.jobs import registry
from wolscan.jobs.models import Job
from wolscan.jobs.registry import Kind, Refused, register
from wolscan.jobs.running import do_waiting_jobs
from wolscan.jobs.services import clear_old_jobs, queue_job
from wolscan.models import Event, Organisation
from wolscan.permissions import Permission


@pytest.fixture
def kind(monkeypatch):
    """Registers the work of a test, and forgets it again."""
    monkeypatch.setattr(registry, "_kinds", {})

    def named(work):
        register(Kind("work", "Werk", work, may=Permission.ASSIGN, before="home", after="home"))

    return named


def adds_an_organisation(job, tell):
    tell(1, 2)
    return lambda: {"made": Organisation.objects.create(name=job.payload["name"]).name}


def ask(name="Lindehof", **more):
    return queue_job(kind="work", payload={"name": name}, by=None, **more)


def ago(**past):
    return timezone.now() - timedelta(**past)


def test_job_is_done_once_and_says_what_came_of_it(kind, db):
    kind(adds_an_organisation)
    job = ask(file=b"name", file_name="names.csv")

    assert [do_waiting_jobs() for _ in range(2)] == [1, 0]
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total, job.file) == ("done", {"made": "Lindehof"}, 2, 2, None)
    assert Organisation.objects.count() == 1


def test_asking_twice_while_it_waits_is_asking_once(kind, db):
    kind(adds_an_organisation)

    assert ask().pk == ask().pk
    assert Event.objects.filter(name="job_queued").count() == 1
    assert ask("Eikenhof").pk != ask().pk


def test_progress_is_told_while_it_is_made(kind, db):
    seen = []

    def work(job, tell):
        tell(1, 3)
        seen.append(Job.objects.values_list("state", "done", "total").get())
        tell(2, 3)  # within the second: not written
        seen.append(Job.objects.values_list("state", "done", "total").get())
        return dict

    kind(work)
    ask()
    do_waiting_jobs()

    assert seen == [("working", 1, 3), ("working", 1, 3)]


def test_refusal_is_a_sentence_and_is_not_tried_again(kind, db):
    def work(job, tell):
        raise Refused("Regel 3 heeft geen naam.")

    kind(work)
    job = ask(file=b"x")

    assert [do_waiting_jobs() for _ in range(2)] == [0, 0]
    job.refresh_from_db()
    assert (job.state, job.tries, job.result, job.file) == ("failed", 1, {"problem": "Regel 3 heeft geen naam."}, None)


def test_what_goes_wrong_while_keeping_leaves_nothing_and_is_tried_three_times(kind, db, caplog):
    def work(job, tell):
        def keep():
            Organisation.objects.create(name="half")
            raise OSError("disk")

        return keep

    kind(work)
    job = ask(file=b"x")

    for tried in (1, 2):
        do_waiting_jobs()
        job.refresh_from_db()
        assert (job.state, job.tries, bytes(job.file)) == ("queued", tried, b"x")
    do_waiting_jobs()
    job.refresh_from_db()
    assert (job.state, job.tries, job.file) == ("failed", 3, None)
    assert Organisation.objects.count() == 0
    assert len(caplog.records) == 3


def test_job_that_was_taken_over_keeps_nothing(kind, db):
    def work(job, tell):
        Job.objects.update(claimed_at=timezone.now())  # another worker claims it meanwhile
        return lambda: {"made": Organisation.objects.create(name="too late").name}

    kind(work)
    ask()

    assert do_waiting_jobs() == 0
    assert Job.objects.get().state == "working"
    assert Organisation.objects.count() == 0


def test_cut_off_job_is_taken_up_again_and_given_up_after_three_times(kind, db):
    kind(adds_an_organisation)
    job = ask()
    Job.objects.update(state="working", claimed_at=ago(minutes=9), tries=1)
    assert do_waiting_jobs() == 0

    Job.objects.update(claimed_at=ago(minutes=11), tries=3)
    assert do_waiting_jobs() == 0
    job.refresh_from_db()
    assert job.state == "failed"

    Job.objects.update(state="working", claimed_at=ago(minutes=11), tries=1, ended_at=None)
    assert do_waiting_jobs() == 1


def test_unknown_kind_is_refused(kind, db):
    job = queue_job(kind="unknown", payload={}, by=None)
    do_waiting_jobs()
    job.refresh_from_db()

    assert job.state == "failed"
    assert job.result["problem"] == "Deze versie van Wolscan kent dit soort werk niet."


def test_sentences_are_in_the_language_of_who_asked(kind, db):
    said = []

    def work(job, tell):
        said.append(get_language())
        return dict

    kind(work)
    queue_job(kind="work", payload={}, by=factories.make_user("Jane", language="en"))
    queue_job(kind="work", payload={"n": 1}, by=factories.make_user("Jan"))
    do_waiting_jobs()

    assert said == ["en", "nl"]


def test_old_jobs_are_cleared_every_day(kind, db):
    kind(adds_an_organisation)
    old, waiting = ask(), ask("Eikenhof")
    Job.objects.filter(pk=old.pk).update(state="done", ended_at=ago(days=32))

    assert clear_old_jobs(today()) == 1
    assert Job.objects.get() == waiting
    assert "old jobs cleared away" in [done.name for done in run_jobs(today())]
