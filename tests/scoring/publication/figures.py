"""Figures for the tests: a small set of tables with everything that may occur in them, made by hand."""

from datetime import date

from questionnaires.definitions import load
from scoring.domain.disclosure_model import (
    ABSENT,
    FEW,
    JOINED,
    ONE_SIDED,
    Fact,
    Place,
    Roster,
    Row,
    Shown,
    Suppressed,
    Table,
)
from scoring.domain.disclosure_model import Snapshot as Figures
from scoring.domain.levels import LEVELS
from scoring.domain.tiers import TIERS
from scoring.models import Period
from scoring.publication import services
from scoring.publication.course import STEPS

ASKED = load("2026-1")
THEMES = [theme.key for theme in ASKED.themes]
MERGED = ("ernstig_issue+aandachtspunt", "neutraal", "uitblinker")


def shown(key, on, counts, names=LEVELS):
    """A row with figures."""
    whole = sum(counts)
    return Row(key, {name: Shown(count, count / whole) for name, count in zip(names, counts, strict=True)}, on)


def hidden(key, why=FEW, names=LEVELS):
    """A row without figures."""
    return Row(key, {name: Suppressed(why) for name in names}, None)


def figures(on):
    """What a publication may look like: whole rows, merged ones, older ones and hidden ones."""
    import numpy as np

    themes = [shown(key, on, (10, 40, 20, 30)) for key in THEMES[:5]]
    themes += [
        shown(THEMES[5], on, (75, 15, 10), MERGED),
        shown(THEMES[6], date(2025, 12, 31), (5, 40, 25, 30)),
        hidden(THEMES[7], ONE_SIDED),
    ]
    first = ASKED.themes[0].topics
    topics = [shown(topic.key, on, (5 * number, 40, 30, 30)) for number, topic in enumerate(first)]
    tables = (
        Table("theme_by_level", "country", "nl", tuple(themes)),
        Table("theme_by_level", "region", "utrecht", tuple([shown(key, on, (5, 10, 5, 5)) for key in THEMES])),
        Table("theme_by_level", "region", "zeeland", tuple([hidden(key, JOINED) for key in THEMES])),
        Table("topic_by_level", "country", "nl", (*topics, hidden("schone-ruimtes", ABSENT))),
        Table(
            "tier",
            "country",
            "nl",
            (shown("rule", on, (5, 15, 35, 45), TIERS), shown("decided", on, (5, 20, 30, 45), TIERS)),
        ),
        Table(
            "transition",
            "country",
            "nl",
            (shown(f"{THEMES[0]}:first", on, (5, 10, 5, 0)), hidden(f"{THEMES[0]}:repeat", "attack")),
        ),
        Table("funnel", "country", "nl", (shown("state", on, (5, 0, 5, 0, 10, 30, 20, 10), STEPS),)),
    )
    scans = np.arange(1, 101, dtype=np.int64)
    members = np.packbits(np.ones(100, dtype=bool)).tobytes()
    fact = Fact(
        Place("theme_by_level", THEMES[0], "country", "nl"),
        on,
        members,
        100,
        ((0,), (1,), (2,), (3,)),
        (10, 40, 20, 30),
    )
    excluded = {"unfinished": 15, "withdrawn": 0, "reopened": 0, "other_version": 5, "repeated": 20}
    roster = Roster(scans, scans % 20)
    return Figures(on, "2026-1", "2026-1", "2026-1", excluded, tables, (fact,), roster)


def make_draft(on, after=None):
    """A draft of a day, with its period."""
    Period.objects.get_or_create(
        counted_on=on, defaults={"name": f"Periode {on}", "starts_on": date(on.year - 1, 1, 1), "ends_on": on}
    )
    return services.keep_draft(figures=figures(on), after=after, by=None)


def make_published(on, after=None):
    """Published figures of a day."""
    return services.publish_snapshot(snapshot=make_draft(on, after), by=None)
