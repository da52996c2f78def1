"""Rows that outcomes are counted from: one per decision, frozen, healed where they are missing."""

from datetime import date

import pytest

from questionnaires.definitions import load
from scoring.models import OutcomeRow
from scoring.publication.freezing import heal_rows
from scoring.publication.packing import unpack_themes, unpack_topics
from scoring.review.services import reopen
from tests import factories
from tests.kept import kept_begin
from wolscan.daily import run_jobs

ASKED = load("2026-1")


@pytest.fixture
@kept_begin
def confirmed(cast):
    """De Linde, confirmed: one topic a serious issue, one that does not apply."""
    factories.send_in_scan(cast.scan, cast.coordinator, schone_ruimtes="ernstig_issue", zingeving="nvt")
    factories.confirm_scan(cast.scan, cast.adviser, today=date(2026, 11, 20))
    return cast.scan


def test_row_holds_levels_place_and_size_of_that_day(confirmed, cast):
    row = OutcomeRow.objects.get()

    outcome = confirmed.assessments.latest().outcome
    assert unpack_topics(ASKED, bytes(row.topics)) == {key: t["agreed"] for key, t in outcome["topics"].items()}
    assert unpack_topics(ASKED, bytes(row.topics))["schone-ruimtes"] == "ernstig_issue"
    assert unpack_topics(ASKED, bytes(row.topics))["zingeving"] == "nvt"
    assert unpack_themes(ASKED, bytes(row.themes)) == {key: t["level"] for key, t in outcome["themes"].items()}
    assert (row.scan, row.location_key, row.organisation_key) == (
        confirmed,
        cast.location.pk,
        cast.location.organisation_id,
    )
    assert (row.region, row.zorgkantoor, row.residents) == ("utrecht", "Zilveren Kruis", 48)
    assert (row.questionnaire, row.rules, row.tier) == ("2026-1", "2026-1", "zelf")
    assert (row.rule_tier, row.confirmed_on, row.previous_on) == ("zelf", date(2026, 11, 20), None)


def test_location_that_changes_later_changes_no_row(confirmed, cast):
    before = OutcomeRow.objects.values().get()
    cast.location.residents, cast.location.region = 12, factories.make_region("zeeland")
    cast.location.save()

    assert OutcomeRow.objects.values().get() == before


def test_confirming_again_adds_a_row(confirmed, cast):
    reopen(scan=confirmed, reason="Een vergissing.", by=cast.adviser)
    confirmed.refresh_from_db()
    factories.confirm_scan(confirmed, cast.adviser, tier="licht", reason="Toch.", today=date(2026, 11, 21))

    assert list(OutcomeRow.objects.values_list("tier", "confirmed_on")) == [
        ("zelf", date(2026, 11, 20)),
        ("licht", date(2026, 11, 21)),
    ]


def test_missing_rows_are_healed_once(confirmed, cast):
    fields = [field.name for field in OutcomeRow._meta.fields if field.name != "id"]
    before = OutcomeRow.objects.values(*fields).get()
    OutcomeRow.objects.all().delete()

    assert [heal_rows(factories.TODAY) for _ in range(2)] == [1, 0]
    assert OutcomeRow.objects.values(*fields).get() == before
    assert "rows of outcomes that were missing" in [done.name for done in run_jobs(factories.TODAY)]


def test_repeat_knows_when_the_scan_before_was_confirmed(confirmed, cast):
    again = factories.make_scan(cast.location, cast.adviser, date(2027, 11, 22))
    factories.send_in_scan(again, cast.coordinator)
    factories.confirm_scan(again, cast.adviser, today=date(2027, 12, 1))

    assert OutcomeRow.objects.get(scan=again).previous_on == date(2026, 11, 20)


def test_healing_takes_the_same_number_of_queries_for_many(confirmed, django_assert_num_queries):
    OutcomeRow.objects.all().delete()
    with django_assert_num_queries(5):  # which, savepoint twice, the decisions, their rows
        heal_rows(factories.TODAY)
