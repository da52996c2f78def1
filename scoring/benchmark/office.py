"""Everything the programme office sees of one location, read by the queries of its own pages: so it is the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from questionnaires.assigning.queries import history as guidance
from questionnaires.models import Application, Assignment, Scan
from questionnaires.operations.presenters import export_headings, export_lines, rows
from questionnaires.operations.queries import Wanted, scans_of, sorted_by, taking_part
from scoring.benchmark.counted import History
from scoring.domain.disclosure_model import BREAKDOWNS, COUNTRY
from scoring.models import Snapshot
from scoring.publication.presenters import Book
from scoring.publication.shapes import TableView, ThemeTopics
from scoring.publication.words import breakdown_name, group_name, group_names
from wolscan.models import Location, Membership
from wolscan.places.differences import facts_of
from wolscan.places.people import coordinators_of
from wolscan.places.presenters import Step, fact_name, fact_text, steps
from wolscan.places.queries import history


@dataclass(frozen=True, slots=True)
class ScanSeen:
    """What the office sees of one scan beside its line in the list: who guided it, with the notes that went along."""

    scan: Scan
    guidance: Sequence[Assignment]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the office keeps about a location. ``line`` pairs the headings of its list with what stands there."""

    line: Sequence[tuple[str, str]]
    facts: Sequence[tuple[str, str]]
    coordinators: Sequence[Membership]
    scans: Sequence[ScanSeen]
    applications: Sequence[Application]
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """The published rows of one group that count the location."""

    breakdown: str
    name: str
    tables: Sequence[TableView]
    topics: Sequence[ThemeTopics]

    @property
    def is_shown(self) -> bool:
        """Whether any row has figures."""
        return any(not row.why for table in self.tables for row in table.rows)


def kept_of(place: Location) -> Kept:
    """What the office keeps about a location, from the queries behind its pages."""
    return Kept(
        line=_line(place),
        facts=[(fact_name(key), fact_text(value)) for key, value in facts_of(place).items()],
        coordinators=coordinators_of(place),
        scans=[ScanSeen(scan, guidance(scan)) for scan in scans_of(place)],
        applications=list(Application.objects.filter(location=place).select_related("region", "decided_by")),
        steps=steps(history(place)),
    )


def _line(place: Location) -> list[tuple[str, str]]:
    """The line of a location in the list of the office and in its file; nothing while it does not take part."""
    found = rows(sorted_by(taking_part(Wanted()).filter(pk=place.pk), ""))
    lines = list(export_lines(found))
    return [(head, fact_text(value)) for head, value in zip(export_headings(), lines[0])] if lines else []


def groups_seen(place: Location, snapshot: Snapshot) -> list[GroupSeen]:
    """The rows of published figures that count a location, group by group; the country first."""
    tables = History(place.pk).tables_counting(snapshot)
    own = Snapshot(on=snapshot.on, questionnaire=snapshot.questionnaire, rules=snapshot.rules, tables=tables)
    book, names = Book(own), {breakdown: group_names(breakdown) for breakdown in BREAKDOWNS}
    keys = {(table["breakdown"], table["group"]) for table in tables}
    ordered = sorted(keys, key=lambda key: (BREAKDOWNS.index(key[0]), key[1]))
    return [_group(book, breakdown, group, names[breakdown]) for breakdown, group in ordered]


def _group(book: Book, breakdown: str, group: str, names: Mapping[str, str]) -> GroupSeen:
    tables = [book.themes(breakdown, group), book.tiers(breakdown, group), book.funnel(breakdown, group)]
    topics: list[Any] = []
    if breakdown == COUNTRY:
        tables.append(book.transition())
        topics = [replace(found, table=_plain(found.table, found.title)) for found in book.topics() if found.table.rows]
    name = group_name(breakdown, group, names)
    return GroupSeen(
        breakdown=breakdown_name(breakdown),
        name=name,
        tables=[_plain(table, name) for table in tables if table is not None and table.rows],
        topics=topics,
    )


def _plain(table: TableView, group: str) -> TableView:
    """Only the numbers, for the bars of so many tables would hide them; its title names the group."""
    return replace(table, has_bars=False, title=f"{group}: {table.title}")


def chosen_day(wanted: str, days: Sequence[date]) -> date | None:
    """The day that was asked for, if it has published figures; else the newest."""
    return next((day for day in days if day.isoformat() == wanted), days[0] if days else None)
