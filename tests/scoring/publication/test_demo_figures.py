"""The fictitious country, published: national figures for all themes, near the shares it was drawn from."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from scoring.demo import figures, service
from scoring.demo.reference import THEME_SHARES
from scoring.domain.levels import LEVELS
from scoring.models import OutcomeRow, Period, Snapshot
from scoring.publication import services
from scoring.publication.tables import outcome_document

DAY = date(2026, 11, 22)


def told_nothing(*_said):
    """Nobody listens."""


@pytest.mark.django_db
@pytest.mark.parametrize("locations", [180, 212, 302])
def test_every_theme_has_its_national_figures_near_the_published_ones(locations, monkeypatch):
    monkeypatch.setattr(service, "publish_figures", told_nothing)
    service.seed_demo(locations=locations, seed=2026, today=DAY, say=told_nothing, counted_only=True)
    made, after = services.count(DAY, told_nothing)  # attacked, as before publishing
    snapshot = services.keep_draft(figures=made, after=after, by=None)

    [table] = [t for t in outcome_document(snapshot)["tables"] if t["key"] == "theme_by_level"]
    rows = {row["key"]: row for row in table["rows"]}
    assert list(rows) == list(THEME_SHARES)
    for theme, shares in THEME_SHARES.items():
        assert rows[theme]["n"]
        for name, cell in rows[theme]["cells"].items():
            wanted = sum(shares[LEVELS.index(level)] for level in name.split("+"))
            assert abs(100 * cell["share"] - wanted) <= 3, (theme, name)


FIELDS = ("scan_key", "location_key", "region", "zorgkantoor", "residents", "is_small_scale", "target_groups")
FIELDS += ("themes", "rule_tier", "tier", "confirmed_on", "previous_on", "made_at")


def seeded(**options):
    """The outcome rows and the seals of the figures of a small country, of which nothing remains."""
    with transaction.atomic():
        call_command("seed_demo", locations=12, today=DAY, **options)
        rows = list(OutcomeRow.objects.order_by("scan_key").values_list(*FIELDS))
        seals = list(Snapshot.objects.order_by("on").values_list("digest", flat=True))
        transaction.set_rollback(True)
    return rows, seals


@pytest.mark.django_db
def test_rows_of_the_bulk_are_those_of_the_whole_demo():
    """Themes, tiers, places and dates are equal; topics are drawn anew."""
    rows, _seals = seeded()

    assert len(rows) > 10
    assert seeded(counted_only=True)[0] == rows


@pytest.mark.django_db
def test_the_same_seed_and_day_give_the_same_figures():
    assert seeded() == seeded()


@pytest.mark.django_db
def test_seed_publishes_a_series_once_and_opens_the_next_period():
    call_command("seed_demo", locations=12, today=DAY)

    assert list(Snapshot.objects.order_by("on").values_list("on", flat=True)) == [date(2026, 5, 22), DAY]
    assert not Snapshot.objects.filter(published_at=None).exists()
    assert list(Period.objects.values_list("counted_on", flat=True)) == [date(2026, 5, 22), DAY, date(2027, 5, 22)]
    assert figures.publish_figures(DAY, told_nothing) == 0


def test_half_years_keep_to_the_end_of_the_month():
    assert figures._half_years_on(date(2026, 8, 31), -1) == date(2026, 2, 28)
    assert figures._half_years_on(date(2026, 2, 28), 1) == date(2026, 8, 28)
