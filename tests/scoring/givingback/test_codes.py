"""The outcome code: there once a scan is final, derived from a secret, and of one scan only."""

import pytest

from questionnaires import codes
from questionnaires.models import Scan
from scoring.givingback.codes import _lookup, code_of, lookups_for
from scoring.givingback.queries import scan_behind
from tests import factories


def test_code_is_a_woordcode_that_finds_the_scan(final, code):
    assert len(code.split("-")) == 3
    assert scan_behind(code) == final
    assert scan_behind(code.lower().replace("-", " ")) == final


def test_scan_that_is_not_final_has_no_code(cast):
    factories.send_in_scan(cast.scan, cast.coordinator)
    cast.scan.refresh_from_db()

    assert cast.scan.outcome_lookup is None
    assert code_of(cast.scan) is None


def test_scan_that_is_no_longer_final_is_not_found(final, code):
    Scan.objects.filter(pk=final.pk).update(state="teruggegeven", confirmed_on=None, repeat_on=None)

    assert scan_behind(code) is None
    assert code_of(Scan.objects.get(pk=final.pk)) is None


@pytest.mark.parametrize("typed", ["", "TULP-REGEN-27", "0" * 5000, "é" * 40])
def test_unknown_code_finds_nothing(final, typed):
    assert scan_behind(typed) is None


def test_database_cannot_make_the_code(final, settings):
    settings.CODE_SECRET = "something else"

    assert code_of(final) is None


def test_code_of_an_invitation_is_another_code(final, code):
    assert codes.woordcode("invitation", final.pk, 1) != code


def test_code_that_another_scan_has_by_chance_is_skipped(cast, final):
    """Both get a code, and each opens its own outcome."""
    other = cast.strangers_scan
    Scan.objects.filter(pk=final.pk).update(outcome_lookup=_lookup(other.pk, 1))

    assert lookups_for([other.pk]) == {other.pk: _lookup(other.pk, 2)}


def test_codes_are_given_to_many_at_once(cast, django_assert_num_queries):
    scans = [cast.scan.pk, cast.strangers_scan.pk]

    with django_assert_num_queries(1):
        given = lookups_for(scans)
    assert given == {key: _lookup(key, 1) for key in scans}


def test_confirming_again_keeps_the_code(final):
    assert lookups_for([final.pk]) == {final.pk: final.outcome_lookup}
