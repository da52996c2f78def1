"""The demo's 212 locations, published: the shares of the progress report it follows, and nothing of one location."""

import json
from datetime import UTC, date, datetime

import pytest

from questionnaires.definitions import load
from scoring.demo.draw import Country, draw_block
from scoring.demo.population import blocks
from scoring.demo.reference import THEME_SHARES, TIER_SHARES
from scoring.demo.rows import outcome_of
from scoring.domain import plan as plans
from scoring.domain.disclosure import publish
from scoring.domain.disclosure_population import Outcome, populate
from scoring.domain.disclosure_settings import load as settings_of
from scoring.domain.levels import LEVELS
from scoring.domain.tiers import TIERS
from scoring.models import Snapshot
from scoring.progress.context import report_context
from scoring.progress.workbook import workbook_bytes
from scoring.publication import archive
from scoring.publication.tables import as_csv, as_json
from tests.scoring.progress.test_files import sheets
from wolscan.regions import read_regions

DAY = date(2026, 11, 22)
PLAN = plans.load("2026-1", "2026-1")
UNITS = read_regions()[1]


def drawn():
    country = Country(2026, DAY, tuple(unit["key"] for unit in UNITS), PLAN)
    owners = [owner for start, stop in blocks(212) for owner in draw_block(country, start, stop)]
    return [(owner, location, number) for number, owner in enumerate(owners) for location in owner.locations]


def outcome_row(location, owner, which, scan):
    result = outcome_of(PLAN, scan)
    return Outcome(
        location.place * 10 + which,
        location.place,
        owner,
        which,
        scan.course.confirmed_on,
        location.region,
        "klein" if location.residents < 50 else "groot",
        location.is_small_scale,
        frozenset(location.target_groups),
        [LEVELS.index(theme.level) for theme in result.themes.values()],
        [],
        result.tier.proposal,
        result.tier.proposal,
    )


@pytest.fixture(scope="module")
def published():
    """Themes and tiers of 212 locations after disclosure control, with the locations; topics are left out for speed."""
    places = drawn()
    outcomes = [
        outcome_row(location, owner, which, scan)
        for _plan, location, owner in places
        for which, scan in enumerate((scan for scan in location.scans if scan.course.confirmed_on), start=1)
    ]
    counted = populate(outcomes, on=DAY, questionnaire="2026-1", rules="2026-1", themes=list(THEME_SHARES), topics=[])
    figures = publish(counted, {unit["key"]: unit["zorgkantoor"] for unit in UNITS}, [], settings_of())
    snapshot = Snapshot(
        on=DAY,
        questionnaire="2026-1",
        rules="2026-1",
        tables=json.loads(json.dumps(archive.tables_document(figures))),
        excluded={},
        digest=archive.digest(figures),
        published_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
    )
    return snapshot, places


def rows(snapshot, key):
    [table] = [table for table in snapshot.tables if (table["key"], table["breakdown"]) == (key, "country")]
    return {row["key"]: row["cells"] for row in table["rows"]}


def far(cells, states, expected):
    """The largest difference in percentage points; what was put together is compared with the sum."""
    return max(
        abs(100 * cell["share"] - sum(expected[states.index(state)] for state in name.split("+")))
        for name, cell in cells.items()
    )


def test_shares_are_within_three_points_of_the_published_ones(published):
    found = rows(published[0], "theme_by_level")

    assert set(found) == set(THEME_SHARES) == {theme.key for theme in load("2026-1").themes}
    assert max(far(found[key], LEVELS, shares) for key, shares in THEME_SHARES.items()) <= 3
    assert far(rows(published[0], "tier")["rule"], TIERS, TIER_SHARES) <= 3


@pytest.mark.django_db
def test_nothing_names_a_location_or_its_organisation(published):
    snapshot, places = published
    workbook = " ".join(
        str(cell) for page in sheets(workbook_bytes(snapshot, "nl")).values() for row in page for cell in row
    )
    report = repr(report_context(snapshot, {}))
    for text in (as_json(snapshot, None), as_csv(snapshot, None), workbook, report):
        for owner, location, _number in places:
            assert owner.name not in text
            assert str(location.id) not in text
            assert location.id.hex not in text
            assert all(str(scan.id) not in text for scan in location.scans)
