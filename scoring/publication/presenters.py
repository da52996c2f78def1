"""Published tables, ready for a page: rows with their bar, their numbers, or the sentence why they are hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from questionnaires.definitions import Level, Questionnaire, Theme, load
from questionnaires.presenters import tr
from scoring.domain import disclosure_model as model
from scoring.domain.levels import LEVELS, NEUTRAL
from scoring.domain.tiers import TIERS
from scoring.models import Snapshot, Tier
from scoring.publication.course import STEPS
from scoring.publication.shapes import NAMED, CellView, Group, RowView, TableView, ThemeTopics, TopicView
from scoring.publication.words import group_name, group_names, hidden_because, merged_level, rank_of, step_name

Cell = Mapping[str, Any]


class Book:
    """The tables of one published snapshot, looked up by what they are about."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.asked = snapshot, load(snapshot.questionnaire)
        self.found = {(table["key"], table["breakdown"], table["group"]): table for table in snapshot.tables}

    def rows(self, table: str, breakdown: str, group: str) -> list[Mapping[str, Any]]:
        return self.found.get((table, breakdown, group), {}).get("rows", [])

    def groups(self, breakdown: str) -> list[Group]:
        """The groups of a breakdown by name."""
        names = group_names(breakdown)
        keys = {group for _table, by, group in self.found if by == breakdown}
        tables = [table for table in self.snapshot.tables if table["breakdown"] == breakdown]
        shown = {table["group"] for table in tables if any(row["n"] for row in table["rows"])}
        found = [Group(key, group_name(breakdown, key, names), key in shown) for key in keys]
        return sorted(found, key=lambda group: group.key if breakdown in (model.SIZE, model.PERIOD) else group.name)

    def themes(self, breakdown: str, group: str) -> TableView:
        """Theme by level."""
        rows = [self._levels(row, self._theme_title(row["key"])) for row in self.rows(model.THEMES, breakdown, group)]
        return TableView(_("Themes"), _("Theme"), self.level_heads(), rows)

    def tiers(self, breakdown: str, group: str) -> TableView:
        """Support by the rule and as decided, and where they differ."""
        names = {model.RULE: _("Proposed by the rule"), model.DECIDED: _("Decided by the adviser")}
        found = self.rows(model.TIER, breakdown, group)
        rows = [self._row(row, names[row["key"]], TIERS, None) for row in found]
        return TableView(_("Support"), _("Support"), [str(Tier(tier).label) for tier in TIERS], rows, has_bars=False)

    def differences(self, breakdown: str, group: str) -> list[str]:
        """In how many more or fewer locations a tier was decided than the rule proposed, where both are shown."""
        found = self.rows(model.TIER, breakdown, group)
        if len({row["since"] for row in found}) != 1:
            return []  # figures of two days are about other locations
        cells = {row["key"]: row["cells"] for row in found}
        rule, decided = cells.get(model.RULE, {}), cells.get(model.DECIDED, {})
        steps = []
        for tier in TIERS:
            if "count" in rule.get(tier, {}) and "count" in decided.get(tier, {}):
                steps.append(_difference(tier, decided[tier]["count"] - rule[tier]["count"]))
        return [words for words in steps if words]

    def transition(self) -> TableView:
        """First scan against repeat, of the same locations."""
        rows = []
        for row in self.rows(model.TRANSITION, model.COUNTRY, model.NL):
            theme, _colon, which = row["key"].partition(":")
            name = _("first scan") if which == model.FIRST[1:] else _("repeat scan")
            rows.append(self._levels(row, f"{self._theme_title(theme)}: {name}"))
        return TableView(_("First scan against repeat scan"), _("Theme"), self.level_heads(), rows)

    def funnel(self, breakdown: str, group: str) -> TableView | None:
        """Where locations stand in the course of their scan: a row for each step."""
        found = self.rows(model.FUNNEL, breakdown, group)
        if not found:
            return None
        [row] = found
        rows = [self._step(step, row["cells"][step], row["n"]) for step in STEPS if step in row["cells"]]
        return TableView(_("Taking part"), _("Step"), [_("Locations")], rows, has_bars=False)

    def _step(self, step: str, cell: Mapping[str, Any], n: int | None) -> RowView:
        cells = [] if "why" in cell else [CellView(cell["count"], round(100 * cell["share"]), 1)]
        return RowView(step, step_name(step), n, cells, [], hidden_because(cell["why"]) if "why" in cell else "", None)

    def topics(self) -> list[ThemeTopics]:
        """Per theme what is best and what is lowest, and all topics."""
        rows = {row["key"]: row for row in self.rows(model.TOPICS, model.COUNTRY, model.NL)}
        return [self._topics_of(theme, rows) for theme in self.asked.themes]

    def _topics_of(self, theme: Theme, rows: Mapping[str, Mapping[str, Any]]) -> ThemeTopics:
        found = [(tr(topic.title), rows[topic.key]) for topic in theme.topics if topic.key in rows]
        shown = [(title, row) for title, row in found if row["n"]]
        every = [self._levels(row, title) for title, row in found]
        table = TableView(_("Topics"), _("Topic"), self.level_heads(), every)
        return ThemeTopics(
            title=f"{theme.number}. {tr(theme.title)}",
            best=_named(shown, lambda rank: rank >= NEUTRAL),
            lowest=_named(shown, lambda rank: rank < NEUTRAL),
            table=table,
        )

    def by_group(self, breakdown: str, theme: str, url: Callable[[str], str]) -> TableView:
        """One theme in all groups of a breakdown, in the order of their names: no ranking."""
        rows = []
        for group in self.groups(breakdown):
            found = self.rows(model.THEMES, breakdown, group.key)
            rows += [self._levels(row, group.name, url(group.key)) for row in found if row["key"] == theme]
        return TableView(self._theme_title(theme), _("Group"), self.level_heads(), rows)

    def level_heads(self) -> list[str]:
        return [tr(self.asked.levels[key].short) for key in LEVELS]

    def legend(self) -> list[Level]:
        """The levels that occur, put together ones included, worst first."""
        rows = [row for table in self.snapshot.tables for row in table["rows"] if row["n"]]
        keys = {cell for row in rows for cell in row["cells"] if is_level(cell)} | set(LEVELS)
        return [merged_level(self.asked, key) for key in sorted(keys, key=lambda key: (rank_of(key), key))]

    def account(self) -> list[tuple[str, int, int]]:
        """Per table how many rows have figures and how many are hidden."""
        names = table_names()
        counts = {key: [0, 0] for key in model.TABLES}
        for table in self.snapshot.tables:
            for row in table["rows"]:
                counts[table["key"]][row["n"] is None] += 1
        return [(names[key], shown, hidden) for key, (shown, hidden) in counts.items() if shown + hidden]

    def _theme_title(self, key: str) -> str:
        theme = self.asked.theme(key)
        return f"{theme.number}. {tr(theme.short)}"

    def _levels(self, row: Mapping[str, Any], title: str, url: str = "") -> RowView:
        return self._row(row, title, LEVELS, self.asked, url)

    def _row(
        self, row: Mapping[str, Any], title: str, states: Sequence[str], asked: Questionnaire | None, url: str = ""
    ) -> RowView:
        since = date.fromisoformat(row["since"]) if row["since"] else None
        why = next((hidden_because(cell["why"]) for cell in row["cells"].values() if "why" in cell), "")
        cells = [] if why else list(_cells(row["cells"], states))
        parts = [
            {"level": merged_level(asked, key), "count": cell["count"]}
            for key, cell in in_order(row["cells"], states)
            if asked and not why
        ]
        older = since if since != self.snapshot.on else None
        return RowView(row["key"], title, row["n"], cells, parts, why, older, url)


def is_level(cell: str) -> bool:
    """Whether this is the name of a level, and not of a tier or a step."""
    return cell.split("+")[0] in LEVELS


def in_order(cells: Mapping[str, Cell], states: Sequence[str]) -> list[tuple[str, Cell]]:
    """Kept cells in the order of the scale: PostgreSQL keeps no order of its own."""
    return sorted(cells.items(), key=lambda cell: states.index(cell[0].split("+")[0]))


def _cells(cells: Mapping[str, Mapping[str, Any]], states: Sequence[str]) -> Iterator[CellView]:
    """The cells in the order of the columns."""
    for key, cell in in_order(cells, states):
        yield CellView(cell["count"], round(100 * cell["share"]), key.count("+") + 1)


def _named(rows: Sequence[tuple[str, Mapping[str, Any]]], wanted: Callable[[int], bool]) -> list[TopicView]:
    """The topics with the largest share of some levels; equal ones in the order of the questionnaire."""
    found = []
    for title, row in rows:
        count = sum(cell["count"] for key, cell in row["cells"].items() if wanted(rank_of(key)))
        found.append(TopicView(title, count, row["n"], round(100 * count / row["n"])))
    return sorted(found, key=lambda topic: -topic.count / topic.n)[:NAMED]


def _difference(tier: str, step: int) -> str:
    """How much more or less often a tier was decided than proposed; nothing when that is equal."""
    if not step:
        return ""
    words = _("%(tier)s: %(count)s more than proposed") if step > 0 else _("%(tier)s: %(count)s fewer than proposed")
    return words % {"tier": Tier(tier).label, "count": abs(step)}


def table_names() -> Mapping[str, str]:
    """What the tables are called."""
    return {
        model.THEMES: _("Themes"),
        model.TOPICS: _("Topics"),
        model.TIER: _("Support"),
        model.TRANSITION: _("First scan against repeat scan"),
        model.FUNNEL: _("Taking part"),
    }
