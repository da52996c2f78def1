"""Outcome rows for the tests, made at once: many locations without a scan behind them."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from questionnaires.definitions import load
from scoring.models import OutcomeRow
from scoring.publication.packing import pack_themes, pack_topics

ASKED = load("2026-1")
LEVELS = ("ernstig_issue", "aandachtspunt", "neutraal", "uitblinker")


def make_row(number, level=None, on=date(2026, 5, 1), scan=None, **fields):
    """The row of a location by number: of the organisation of every five, all themes and topics at one level."""
    level = level or LEVELS[number % 4]
    minute = timedelta(minutes=number)
    return OutcomeRow.objects.create(
        **{
            "scan_key": UUID(int=(scan or 1000 + number) << 65),
            "location_key": UUID(int=(1 + number) << 65),
            "organisation_key": 1 + number // 5,
            "region": "utrecht" if number % 2 else "zeeland",
            "zorgkantoor": "Zilveren Kruis" if number % 2 else "CZ",
            "residents": 48,
            "is_small_scale": number % 3 == 0,
            "target_groups": ["pg"],
            "questionnaire": "2026-1",
            "rules": "2026-1",
            "topics": pack_topics(ASKED, dict.fromkeys(ASKED.topics, level)),
            "themes": pack_themes(ASKED, {theme.key: level for theme in ASKED.themes}),
            "rule_tier": "extra",
            "tier": ("zelf", "licht", "extra", "intensief")[number % 4],
            "confirmed_on": on,
            "made_at": datetime(on.year, on.month, on.day, 9, tzinfo=UTC) + minute,
        }
        | fields
    )


def make_rows(count, **fields):
    """Rows of the first so many locations."""
    return [make_row(number, **fields) for number in range(count)]
