"""Which published rows count a location: the same as those whose figures were made of its scans."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from questionnaires.definitions import load
from scoring.benchmark.counted import History
from scoring.domain.disclosure_model import COUNTRY, FUNNEL, NL, REGION, Place
from scoring.models import OutcomeRow, Period, Snapshot
from scoring.publication import archive, services
from scoring.publication.packing import pack_themes
from scoring.publication.population import read_columns
from scoring.publication.queries import published
from tests import factories
from tests.scoring.publication.rows import make_row, make_rows
from wolscan.jobs.running import tell_nobody
from wolscan.places.models import LocationChange

FIRST, SECOND = date(2026, 6, 30), date(2026, 12, 31)
ASKED = load("2026-1")


def publish(on):
    Period.objects.create(name=f"p {on}", starts_on=date(2020, 1, 1), ends_on=on, counted_on=on)
    figures, after = services.count(on, tell_nobody, attacked=False)
    return services.publish_snapshot(snapshot=services.keep_draft(figures=figures, after=after, by=None), by=None)


@pytest.fixture
def series(db, monkeypatch):
    """Two publications of 30 locations: later ten repeat and two join, one of which has no level at a theme."""
    monkeypatch.setattr(services, "check_day", lambda on: None)
    make_rows(30)
    publish(FIRST)
    for number in range(10):
        make_row(number, on=date(2026, 9, 1), scan=5000 + number, previous_on=date(2026, 5, 1))
    levels = {theme.key: "neutraal" for theme in ASKED.themes[1:]}
    make_row(40, on=date(2026, 9, 2), themes=pack_themes(ASKED, levels), rule_tier="")
    make_row(41, on=date(2026, 9, 2))
    return publish(SECOND)


def scans_of(location):
    """The scans of a location as the figures know them, in any state they were ever confirmed in."""
    rows = OutcomeRow.objects.filter(location_key=location)
    return set(read_columns(rows, (ASKED.version, "2026-1")).contents)


def by_members(location, figures):
    """The rows whose figures were made of a scan of this location: what only the disclosure control knows."""
    own, rosters = scans_of(location), {}
    for snapshot in figures:
        rosters[snapshot.on] = snapshot.roster
    return {fact.place for fact in figures[-1].facts if own & set(map(int, rosters[fact.on].members(fact)))}


def by_page(location, snapshot):
    return {
        Place(table["key"], row["key"], table["breakdown"], table["group"])
        for table in History(location).tables_counting(snapshot)
        for row in table["rows"]
        if row["n"] is not None
    }


def test_page_names_the_rows_that_were_counted(series):
    figures = archive.restored(list(published().values(*services.KEPT)))

    for number in (0, 7, 12, 29, 40, 41):
        location = UUID(int=(1 + number) << 65)
        found = by_page(location, series)
        assert found == by_members(location, figures), number
        assert found

    days = {row["since"] for table in series.tables for row in table["rows"]}
    assert {str(FIRST), str(SECOND)} <= days  # the test saw figures that stand as well as new ones


def test_other_figures_and_other_locations_count_nothing(series):
    first = Snapshot.objects.get(on=FIRST)
    early, late = UUID(int=1 << 65), UUID(int=41 << 65)

    assert History(early).tables_counting(first) != []
    assert History(late).tables_counting(first) == []
    assert History(UUID(int=99 << 70)).tables_counting(series) == []
    OutcomeRow.objects.filter(location_key=late).update(rules="2025-1")
    assert History(late).tables_counting(series) == []


def funnel(group, breakdown=REGION):
    return {"key": FUNNEL, "breakdown": breakdown, "group": group, "rows": [{"key": "open", "since": None}]}


def test_funnel_names_the_region_of_when_the_figures_were_made(cast):
    """A location that moved since was counted where it was."""
    made_at, now = timezone.now(), timezone.localdate()
    tables = [funnel(NL, COUNTRY), funnel("utrecht"), funnel("twente")]
    snapshot = Snapshot(on=now, made_at=made_at, tables=tables)
    assert [table["group"] for table in History(cast.location.pk).tables_counting(snapshot)] == [NL, "utrecht"]

    old = cast.location.region.name
    cast.location.region = factories.make_region("twente")
    cast.location.save()
    LocationChange.objects.create(
        location=cast.location, kind="moved", on=now, old={"region": old}, new={"region": "Twente"}, at=timezone.now()
    )
    assert [table["group"] for table in History(cast.location.pk).tables_counting(snapshot)] == [NL, "utrecht"]

    later = Snapshot(on=now, made_at=timezone.now() + timedelta(minutes=1), tables=tables)
    assert [table["group"] for table in History(cast.location.pk).tables_counting(later)] == [NL, "twente"]
