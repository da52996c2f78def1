"""Two years after a scan ended the sheets of its people go; the report reads the same."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from questionnaires.models import Answer, AnswerSheet, Scan, StateChange
from scoring.assessment.services import submit
from scoring.models import Decision
from scoring.retention import old_sheets
from tests import factories
from tests.kept import kept_begin
from wolscan.models import Receipt
from wolscan.privacy.retention import purge
from wolscan.privacy.table import kept_days

TERM = timedelta(days=kept_days("sheets"))


@pytest.fixture
@kept_begin
def final(cast):
    """A scan of four people, confirmed today."""
    scan = factories.in_conversation(cast.scan)
    for _ in range(4):
        factories.add_sheet(scan, "zorgpersoneel", "uitblinker")
    submit(scan=scan, by=cast.coordinator)
    factories.confirm_scan(scan, cast.adviser)
    return cast


def test_sheets_go_two_years_after_the_outcome(final):
    on = final.scan.confirmed_on + TERM

    assert purge("sheets", on - timedelta(days=1)) == 0
    assert purge("sheets", on) == 4
    assert purge("sheets", on) == 0
    assert not Answer.objects.filter(sheet__scan=final.scan).exists()
    assert Receipt.objects.get().count == 4


def test_outcome_and_report_stay_the_same(final, as_user):
    client = as_user(final.coordinator)
    pages = [reverse(name, kwargs={"scan": final.scan.pk}) for name in ("outcome", "report_print")]
    before = [client.get(page).context["outcome"].assessment.digest for page in pages]
    purge("sheets", final.scan.confirmed_on + TERM)
    after = [client.get(page) for page in pages]

    assert [page.context["outcome"].assessment.digest for page in after] == before
    assert {page.status_code for page in after} == {200}


def test_team_sheet_stays(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)

    assert purge("sheets", cast.scan.confirmed_on + TERM) == 0
    assert AnswerSheet.objects.filter(scan=cast.scan, group="team").exists()


def test_sheets_that_a_report_still_reads_stay(final):
    Decision.objects.update(material={})

    assert not old_sheets(final.scan.confirmed_on + TERM).exists()


def test_sheets_of_a_withdrawn_scan_go_too(final):
    other = factories.in_conversation(final.strangers_scan)
    factories.add_sheet(other, "management")
    Scan.objects.filter(pk=other.pk).update(state="vervallen")
    StateChange.objects.create(scan=other, new="vervallen", at=timezone.now())

    assert old_sheets(timezone.localdate() + TERM).filter(scan=other).count() == 1


def test_sheets_of_a_running_scan_stay(cast):
    factories.add_sheet(factories.in_conversation(cast.scan), "management")

    assert not old_sheets(factories.TODAY + 10 * TERM).exists()
