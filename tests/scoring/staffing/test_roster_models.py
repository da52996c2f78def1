"""The database keeps the promises of rosters and facts, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from scoring.models import LocationFacts, StaffingRoster

TODAY = date(2026, 11, 22)


def test_one_roster_per_kind(cast):
    for kind in StaffingRoster.Kind:
        StaffingRoster.objects.create(scan=cast.scan, kind=kind, roster={}, changed_at=timezone.now())

    with pytest.raises(IntegrityError):
        StaffingRoster.objects.create(scan=cast.scan, kind="current", roster={}, changed_at=timezone.now())


@pytest.mark.parametrize(
    "half",
    [
        {"sickness_absence": 7},
        {"part_time_factor": 62},
        {"rating": 8, "ratings": 10},
        {"rated_on": TODAY},
        {"ratings": 10, "rated_on": TODAY},
        {"rating": 11, "ratings": 10, "rated_on": TODAY},
        {"rating": 8, "ratings": 0, "rated_on": TODAY},
        {"igj_expertise": "voldoet"},
        {"igj_quality_on": TODAY},
        {"igj_person_centred": "voldoet"},
    ],
)
def test_what_belongs_together_is_kept_together(cast, half):
    with pytest.raises(IntegrityError), transaction.atomic():
        LocationFacts.objects.create(scan=cast.scan, changed_at=timezone.now(), **half)


def test_facts_may_all_stay_empty(cast):
    LocationFacts.objects.create(scan=cast.scan, changed_at=timezone.now())

    assert LocationFacts.objects.get().target_groups == []
