"""Scans of one adviser, each made urgent in its own way."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from questionnaires.models import Scan
from scoring.models import Assessment
from tests import factories
from tests.factories import TODAY


def days_ago(days: int) -> datetime:
    """Noon, so many days before the day of the tests."""
    return timezone.make_aware(datetime.combine(TODAY - timedelta(days=days), time(12)))


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    """The pages see the day of the tests."""
    monkeypatch.setattr("scoring.worklist.views.today", lambda: TODAY)


@pytest.fixture
def guided(cast):
    """Makes a scan of the cast's adviser at a new location: ``guided("De Berk", state="gesprek", sent=20)``."""
    Scan.objects.filter(pk=cast.scan.pk).update(adviser=None)

    def make(name: str, *, sent: int | None = None, tier: str | None = None, **fields: object) -> Scan:
        scan = factories.make_scan(factories.make_location(name), cast.adviser)
        if sent is not None:
            fields |= {"submitted_at": days_ago(sent)}
        if fields.get("state") in {"vastgesteld", "opvolging"}:
            fields = {"confirmed_on": TODAY, "repeat_on": TODAY + timedelta(days=365)} | fields
        Scan.objects.filter(pk=scan.pk).update(**fields)
        if tier is not None:
            Assessment.objects.create(
                scan=scan,
                made_at=timezone.now(),
                questionnaire="2026-1",
                rules="2026-1",
                content_digest="x",
                outcome={"tier": {"proposal": tier or None}},
                digest="x",
            )
        scan.refresh_from_db()
        return scan

    return make
