"""Rows as arrays: which rows count on a day, as what, and how many do not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from questionnaires.models import Scan, State
from scoring.domain.disclosure_model import PERIOD, REGION, SIZE, SMALL, TARGET
from scoring.models import OutcomeRow
from scoring.publication.columns import Columns
from scoring.publication.population import NothingToCount, population
from scoring.review.services import reopen
from tests import factories
from tests.scoring.publication.rows import ASKED, make_row, make_rows
from wolscan.dates import today

DAY = date(2026, 6, 30)


def withdraw(scan, at=None):
    """A step and the state it leads to, as the site keeps both."""
    scan.state_changes.create(old=scan.state, new=State.VERVALLEN, at=at or datetime.now(UTC))
    Scan.objects.filter(pk=scan.pk).update(state=State.VERVALLEN)


def column(found, breakdown):
    return [
        (found.labels[code] if code >= 0 else None)
        for found in found.columns
        if found.breakdown == breakdown
        for code in found.codes
    ]


def test_rows_become_columns(db):
    make_row(0, "uitblinker", residents=20)
    make_row(1, "ernstig_issue", residents=None, target_groups=["pg", "korsakov"])

    found = population(DAY)

    assert (found.questionnaire, found.rules, len(found.scans)) == ("2026-1", "2026-1", 2)
    assert [list(found.ranks["theme/veiligheid"]), list(found.ranks["topic/schone-ruimtes"])] == [[3, 0], [3, 0]]
    assert [list(found.ranks["tier/rule"]), list(found.ranks["tier/decided"])] == [[2, 2], [0, 1]]
    assert column(found, REGION) == ["zeeland", "utrecht"]
    assert column(found, SIZE) == ["1-24", None]
    assert column(found, SMALL) == ["yes", "no"]
    assert column(found, TARGET) == [None, "korsakov", "pg", "pg"]
    assert column(found, PERIOD) == ["2026-1", "2026-1"]
    assert list(found.numbers) == [1, 1]


def test_rows_after_the_day_do_not_count(db):
    make_row(0)
    make_row(1, on=date(2026, 7, 1))

    assert len(population(DAY).scans) == 1


def test_nothing_to_count(db):
    with pytest.raises(NothingToCount):
        population(DAY)


def test_without_a_level_there_is_no_rank(db):
    make_row(0, themes=bytes([255] * 8), topics=bytes([254] * len(ASKED.topics)), rule_tier="")

    found = population(DAY)

    assert list(found.ranks["theme/veiligheid"]) == [-1]
    assert list(found.ranks["topic/schone-ruimtes"]) == [-1]
    assert list(found.ranks["tier/rule"]) == [-1]


def test_confirmed_again_counts_as_last_confirmed_on_that_day(db):
    make_row(0, "neutraal", on=date(2026, 5, 1))
    make_row(0, "uitblinker", on=date(2026, 6, 1))
    make_row(0, "ernstig_issue", on=date(2026, 7, 1))

    assert list(population(date(2026, 5, 31)).ranks["theme/veiligheid"]) == [2]
    assert list(population(DAY).ranks["theme/veiligheid"]) == [3]


def test_confirmed_again_with_another_outcome_is_another_scan_for_the_control(db):
    make_row(0, "neutraal", on=date(2026, 5, 1))
    before = population(DAY).scans
    make_row(0, "neutraal", on=date(2026, 5, 2))
    assert list(population(DAY).scans) == list(before)

    make_row(0, "uitblinker", on=date(2026, 5, 3))
    assert list(population(DAY).scans) != list(before)


def test_repeat_follows_the_first_scan(db):
    make_rows(3)
    make_row(1, on=date(2026, 6, 1), scan=2001)

    found = population(DAY)

    assert list(found.numbers) == [1, 1, 1, 2]
    assert list(found.latest()) == [True, False, True, True]
    assert found.excluded["repeated"] == 1


def test_other_versions_are_left_out_and_counted(db):
    make_rows(3)
    make_row(3, rules="2027-1")
    make_row(0, on=date(2026, 6, 1), scan=2000, rules="2027-1")
    make_row(4, rules="2027-1", questionnaire="2026-1")
    make_row(4, on=date(2026, 6, 2), scan=2004)

    found = population(DAY)

    assert found.rules == "2026-1"
    assert found.excluded["other_version"] == 3
    assert found.excluded["not_comparable"] == 1
    assert sorted(found.numbers) == [1, 1, 1, 2]


def test_reopened_scan_does_not_count_until_it_is_confirmed_again(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser, today=today())
    make_row(7)
    reopen(scan=cast.scan, reason="Een vergissing.", by=cast.adviser)

    found = population(today())
    assert (len(found.scans), found.excluded["reopened"], found.excluded["unfinished"]) == (1, 1, 2)

    cast.scan.refresh_from_db()
    factories.confirm_scan(cast.scan, cast.adviser, today=today())
    found = population(today())
    assert (len(found.scans), found.excluded["reopened"], found.excluded["unfinished"]) == (2, 0, 1)


def test_funnel_says_where_every_location_stands(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    make_row(7)

    found = population(today())

    assert sorted(at.state for at in found.funnel) == ["ingediend", "open"]
    assert {at.region for at in found.funnel} == {"utrecht"}


def test_withdrawn_scans_are_counted_apart(cast):
    make_row(7)
    withdraw(cast.strangers_scan)

    found = population(today())

    assert (found.excluded["withdrawn"], found.excluded["unfinished"]) == (1, 1)
    assert [at.state for at in found.funnel] == ["open"]


def test_steps_after_the_day_do_not_count(cast):
    make_row(7)
    withdraw(cast.strangers_scan, at=datetime.now(UTC) + timedelta(days=3))

    found = population(today())
    assert (found.excluded["withdrawn"], found.excluded["unfinished"], len(found.funnel)) == (0, 2, 2)
    found = population(today() + timedelta(days=5))
    assert (found.excluded["withdrawn"], found.excluded["unfinished"], len(found.funnel)) == (1, 1, 1)


def test_the_same_queries_for_few_and_many(db, django_assert_num_queries):
    make_rows(3)
    with django_assert_num_queries(6):
        population(DAY)
    make_rows(30, scan=None, on=date(2026, 5, 2))
    with django_assert_num_queries(6):
        population(DAY)


def test_no_rows_no_columns():
    empty = Columns((8, 85))

    assert len(empty.last()) == 0
    assert len(empty.places(empty.last())) == 0


def test_rows_of_a_scan_that_is_gone_still_count(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser, today=today())
    before = population(today()).scans
    OutcomeRow.objects.update(scan=None)

    assert list(population(today()).scans) == list(before)
