"""What is over its term goes, once, with a receipt; the table, the code and the register say the same."""

import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from wolscan.daily import run_jobs
from wolscan.jobs.models import Job
from wolscan.models import Event, OutgoingMail, Receipt, User
from wolscan.privacy import retention
from wolscan.privacy.presenters import how_long
from wolscan.privacy.retention import due_on, forgets, purge
from wolscan.privacy.table import class_of, classes, kept_days, last_day

TODAY = date(2026, 11, 22)
PAGE = "/beheer/bewaartermijnen/"
DOCS = Path(__file__).parents[3] / "docs" / "avg"


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def make_mail(day, state="sent"):
    return OutgoingMail.objects.create(
        template="x", to="a@example.org", message_id=f"<{day}{state}>", state=state, queued_at=at(day)
    )


def event(name, day):
    return Event.objects.create(at=at(day), actor="system", name=name, subject="x")


def due(key, on=TODAY):
    [found] = [found.count for found in due_on(on) if found.kept.key == key]
    return found


def test_every_class_that_the_site_clears_has_a_rule():
    assert {kept.key for kept in classes() if kept.is_done_here} == set(retention._rules)
    assert all(kept.days for kept in classes() if kept.is_done_here)


def test_terms_of_the_privacy_rules():
    assert kept_days("invitations") == 30
    assert kept_days("sheets") == 2 * 365
    assert kept_days("backups") == 30
    assert class_of("outcomes").action == "keep"


def test_keys_occur_once_and_words_in_both_languages():
    keys = [kept.key for kept in classes()]

    assert len(set(keys)) == len(keys)
    for kept in classes():
        for words in (kept.name, kept.data, kept.why, kept.counted_from):
            assert "" not in {words.nl, words.en}
            assert words.nl != words.en


def test_class_that_is_not_in_the_table_has_no_rule():
    with pytest.raises(ValueError, match="not enough values"):
        forgets("tissues", due=lambda on: 0, apply=lambda on: 0)


def test_register_of_processing_says_the_same():
    """Each class stands in the register once, by its name and with its term."""
    register = (DOCS / "verwerkingsregister.md").read_text()
    rows = [line.split("|") for line in register.splitlines() if line.startswith("| ")]
    terms = {cells[1].strip(): cells[4].strip() for cells in rows if len(cells) == 7}

    assert {kept.name.nl for kept in classes()} == set(terms) - {"Gegevens"}
    for kept in classes():
        assert terms[kept.name.nl].startswith(how_long(kept)), kept.key


def test_dpia_names_every_class():
    text = (DOCS / "dpia.md").read_text()

    assert [kept.name.nl for kept in classes() if kept.name.nl.lower() not in text.lower()] == []


@pytest.mark.parametrize(
    ("key", "words"), [("invitations", "30 dagen"), ("sheets", "2 jaar"), ("log_changes", "5 jaar"), ("mails", "180")]
)
def test_term_in_words(key, words):
    assert how_long(class_of(key)).startswith(words)


def test_mails_go_after_their_term(db):
    last = last_day("mails", TODAY)
    make_mail(last)
    make_mail(last + timedelta(days=1))
    make_mail(last, "waiting")

    assert due("mails") == 1
    assert purge("mails", TODAY) == 1
    assert purge("mails", TODAY) == 0
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent", "waiting"}


def test_what_goes_leaves_one_receipt_and_one_event(db, cast):
    make_mail(date(2020, 1, 1))
    purge("mails", TODAY, by=cast.administrator)
    purge("mails", TODAY)

    [receipt] = Receipt.objects.all()
    assert (receipt.what, receipt.action, receipt.count, receipt.on) == ("mails", "delete", 1, TODAY)
    assert (receipt.is_open, receipt.actor) == (False, f"user:{cast.administrator.pk}")
    assert [row.detail for row in Event.objects.filter(name="purged")] == [{"count": 1, "on": "2026-11-22"}]
    assert "example" not in str(receipt.__dict__)


def test_views_go_after_two_years_and_changes_after_five(db):
    for name in ("viewed", "role_given"):
        for years in (1, 3, 6):
            event(name, TODAY - timedelta(days=366 * years))

    assert (due("log_views"), due("log_changes")) == (2, 1)
    assert (purge("log_views", TODAY), purge("log_changes", TODAY)) == (2, 1)
    assert Event.objects.filter(name="viewed").count() == 1
    assert Event.objects.filter(name="role_given").count() == 2
    assert not Receipt.objects.filter(is_open=True).exists()
    assert set(Receipt.objects.values_list("what", "count")) == {("log_views", 2), ("log_changes", 1)}


def test_last_day_of_the_log_is_a_whole_day(db):
    event("viewed", last_day("log_views", TODAY))
    event("viewed", last_day("log_views", TODAY) + timedelta(days=1))

    assert purge("log_views", TODAY) == 1


def test_old_jobs_go(db):
    Job.objects.create(kind="x", state="done", queued_at=at(date(2020, 1, 1)), ended_at=at(date(2020, 1, 1)))

    assert (due("jobs"), purge("jobs", TODAY), due("jobs")) == (1, 1, 0)


def test_accounts_that_open_nothing_go(cast):
    idle, closed, used, with_role = (factories.make_user(name) for name in ("Ida", "Cor", "Uma", "Rob"))
    User.objects.update(date_joined=at(date(2020, 1, 1)))
    User.objects.filter(pk=closed.pk).update(is_active=False)
    User.objects.filter(pk=used.pk).update(last_login=at(TODAY))
    cast.coordinator.memberships.first()
    with_role.memberships.create(role="adviser")

    assert due("accounts") == 2
    assert purge("accounts", TODAY) == 2
    assert not User.objects.filter(pk__in=[idle.pk, closed.pk]).exists()
    assert User.objects.filter(pk__in=[used.pk, with_role.pk, cast.coordinator.pk]).count() == 3


def test_daily_does_it_once(db):
    make_mail(date(2020, 1, 1))
    first, second = ({job.name: job.count for job in run_jobs(TODAY)} for _ in range(2))

    assert first["retention of mails"] == 1
    assert second["retention of mails"] == 0
    assert Receipt.objects.filter(what="mails").count() == 1


def test_dry_run_only_says_so(db):
    make_mail(date(2020, 1, 1))

    assert "mails: 1\n" in command("--dry-run", "--on", "2026-11-22")
    assert "mails: 1\n" in command("--dry-run", "--on", "2099-01-01")
    assert OutgoingMail.objects.exists()
    assert not Receipt.objects.exists()


def test_command_clears_and_says_how_much(db):
    make_mail(date(2020, 1, 1))

    assert "mails: 1\n" in command("--on", "2026-11-22")
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("arguments", [("--on", "2099-01-01"), ("--on", "2026-02-30")])
def test_command_refuses_a_day_that_is_none(db, arguments):
    with pytest.raises(CommandError) as refused:
        command(*arguments)
    assert refused.value.returncode == 2


def command(*arguments):
    out = StringIO()
    call_command("retention", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("person", ["administrator", "programme_office"])
def test_page_shows_terms_and_receipts(cast, as_user, person):
    make_mail(date(2020, 1, 1))
    make_mail(date(2020, 1, 2))
    client = as_user(getattr(cast, person))
    before = client.get(PAGE).content.decode()
    purge("mails", TODAY)
    after = client.get(PAGE).content.decode()

    assert "Er is nog niets opgeruimd" in before
    assert re.search(r'data-label="Gaat de volgende keer weg">2<', before)
    assert "Lijst van verstuurde mails" in after
    assert "gewist" in after


@pytest.mark.parametrize("person", ["coordinator", "quality_officer", "adviser"])
def test_page_is_not_for_others(cast, as_user, person):
    assert as_user(getattr(cast, person)).get(PAGE).status_code == 404
