"""The tables of the report, from those of the snapshot: nothing is counted here, only put in another order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from questionnaires.definitions import Level, Text
from scoring.domain import disclosure_model as model
from scoring.domain.levels import NEUTRAL
from scoring.domain.tiers import TIERS
from scoring.models import Tier
from scoring.progress.chapters import LANGUAGES
from scoring.progress.shapes import Named, ThemeNamed
from scoring.publication.course import STEPS
from scoring.publication.presenters import Book, in_order
from scoring.publication.shapes import CellView, Group, RowView, TableView, TopicView
from scoring.publication.words import hidden_because, rank_of, step_name

#: An icon for each tier, lightest first.
_ICONS: Final = ("check", "info", "person", "weight")
_AND: Final = {"nl": " en ", "en": " and "}


def tier_level(key: str) -> Level:
    """A tier, or tiers that were put together, as a part of a bar: the lightest stands at the right."""
    parts = key.split("+")
    place = TIERS.index(parts[0])
    name = Text(**{language: _tier_names(parts, language) for language in LANGUAGES})
    return Level(f"tier-{'-'.join(parts)}", len(TIERS) - place, _ICONS[place], name, name, name)


def _tier_names(parts: Sequence[str], language: str) -> str:
    with translation.override(language):
        names = [str(Tier(part).label) for part in parts]
    return _AND[language].join([names[0], *[name[:1].lower() + name[1:] for name in names[1:]]])


def support(book: Book, breakdown: str = model.COUNTRY, group: str = model.NL) -> TableView:
    """Support as proposed and as decided, as bars too."""
    table = book.tiers(breakdown, group)
    kept = {row["key"]: row for row in book.rows(model.TIER, breakdown, group)}
    rows = [replace(row, parts=_tier_parts(kept[row.key])) for row in table.rows]
    return replace(table, rows=rows, has_bars=True)


def _tier_parts(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    cells = in_order(row["cells"], TIERS)
    return [{"level": tier_level(key), "count": cell["count"]} for key, cell in cells if "count" in cell]


def tier_legend(tables: Sequence[TableView]) -> list[Level]:
    """The tiers that occur in some tables, lightest first."""
    found = {part["level"].key: part["level"] for table in tables for row in table.rows for part in row.parts}
    plain = {level.key: level for level in map(tier_level, TIERS)}
    return sorted((plain | found).values(), key=lambda level: (-level.rank, level.key))


def support_by(book: Book, breakdown: str) -> TableView:
    """Support as decided, in all groups of a breakdown."""
    rows = []
    for group in book.groups(breakdown):
        decided = [row for row in support(book, breakdown, group.key).rows if row.key == model.DECIDED]
        rows += [replace(row, title=group.name) for row in decided]
    heads = [str(Tier(tier).label) for tier in TIERS]
    return TableView(_("Support"), _("Group"), heads, rows)


def funnel_by(book: Book, breakdown: str) -> TableView:
    """How far locations are, in all groups of a breakdown."""
    rows = [
        _funnel_row(group, row)
        for group in book.groups(breakdown)
        for row in book.rows(model.FUNNEL, breakdown, group.key)
    ]
    return TableView(_("Taking part"), _("Group"), [step_name(step) for step in STEPS], rows, has_bars=False)


def _funnel_row(group: Group, row: Mapping[str, Any]) -> RowView:
    why = next((hidden_because(cell["why"]) for cell in row["cells"].values() if "why" in cell), "")
    cells = [row["cells"][step] for step in STEPS]
    shown = [] if why else [CellView(cell["count"], round(100 * cell["share"]), 1) for cell in cells]
    return RowView(row["key"], group.name, row["n"], shown, [], why, None)


def with_figures(table: TableView) -> TableView:
    """Only the rows that are not hidden."""
    return replace(table, rows=[row for row in table.rows if not row.why])


def topics_of(book: Book, theme: str) -> TableView:
    """All topics of one theme."""
    place = [asked.key for asked in book.asked.themes].index(theme)
    return book.topics()[place].table


def named_topics(book: Book) -> Iterator[ThemeNamed]:
    """The best and the lowest topics of each theme, with their bars."""
    for theme in book.topics():
        rows = {row.title: row for row in theme.table.rows}
        yield ThemeNamed(theme.title, _named(theme.best, rows), _named(theme.lowest, rows))


def _named(topics: Sequence[TopicView], rows: Mapping[str, RowView]) -> list[Named]:
    return [Named(rows[topic.title], topic.count, topic.n, topic.percent) for topic in topics]


def low_count(row: Mapping[str, Any]) -> int:
    """How many of a row are at *aandachtspunt* or worse: such levels are only ever put together with each other."""
    return int(sum(cell["count"] for key, cell in row["cells"].items() if rank_of(key) < NEUTRAL))
