"""Which published rows count a location: found from how its scans were frozen, the way the figures themselves are.

Of a location its last scan counts, as it stood on the day of the figures. A row that was not renewed has figures of an
earlier day, so it is that day that matters for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from questionnaires.definitions import load
from questionnaires.models import Scan, State
from scoring.domain import disclosure_model as model
from scoring.domain.disclosure_population import NO, YES, period_of
from scoring.models import OutcomeRow, Snapshot
from scoring.publication.course import left, states_at
from scoring.publication.packing import unpack_themes, unpack_topics
from scoring.publication.queries import published
from scoring.publication.services import hierarchy
from scoring.publication.sizes import size_class
from wolscan.models import Location, Region
from wolscan.places.models import LocationChange

Version = tuple[str, str]
Document = Mapping[str, Any]
_NVT = "nvt"


@dataclass(frozen=True, slots=True)
class Counted:
    """How a location counts on one day: its groups by breakdown, and what its scan has a level of.

    ``repeated`` are the themes of which its first scan has a level too. All is empty where a location does not count.
    """

    groups: Mapping[str, frozenset[str]]
    attributes: frozenset[str]
    repeated: frozenset[str]

    def is_in(self, place: model.Place) -> bool:
        """Whether a row counts the location."""
        has_level = place.attribute in (self.repeated if place.table == model.TRANSITION else self.attributes)
        return has_level and place.group in self.groups.get(place.breakdown, ())


NOWHERE = Counted({}, frozenset(), frozenset())


class History:
    """One location in all published figures. Its rows are read once, each day is looked at once."""

    def __init__(self, location: UUID) -> None:
        self.location = location
        self.rows = list(OutcomeRow.objects.filter(location_key=location).order_by("confirmed_on", "made_at", "pk"))
        self.days: dict[date, Counted] = {}
        self.courses: dict[date, dict[str, set[str]]] = {}

    @cached_property
    def versions(self) -> dict[date, Version]:
        """With which questionnaire and rules the figures of each day were counted."""
        return {on: (asked, rules) for on, asked, rules in published().values_list("on", "questionnaire", "rules")}

    def tables_counting(self, snapshot: Snapshot) -> list[dict[str, Any]]:
        """The tables of published figures, each with only the rows that count the location; without empty tables."""
        found = [dict(table) | {"rows": list(self._rows(snapshot, table))} for table in snapshot.tables]
        return [table for table in found if table["rows"]]

    def _rows(self, snapshot: Snapshot, table: Document) -> Iterator[Document]:
        for row in table["rows"]:
            if table["key"] == model.FUNNEL:
                is_in = table["group"] in self._course(snapshot).get(table["breakdown"], ())
            else:
                day = date.fromisoformat(row["since"]) if row["since"] else snapshot.on
                place = model.Place(table["key"], row["key"], table["breakdown"], table["group"])
                is_in = self.on(day).is_in(place)
            if is_in:
                yield row

    def on(self, day: date) -> Counted:
        """How the location counts in figures of a day."""
        if day not in self.days:
            self.days[day] = self._counted(day) if self.rows and day in self.versions else NOWHERE
        return self.days[day]

    def _counted(self, day: date) -> Counted:
        kept = self._kept(day)
        if not kept:
            return NOWHERE
        numbers, rows = zip(*kept)
        latest, attributes = rows[-1], _attributes(rows[-1])
        has_pair = numbers[0] == 1 and len(rows) > 1
        repeated = attributes & _attributes(rows[0]) if has_pair else frozenset()
        return Counted(_groups(latest, day), attributes, repeated)

    def _kept(self, day: date) -> list[tuple[int, OutcomeRow]]:
        """The scans that count on a day, as they were last confirmed, with the how-manieth of the location each is."""
        last: dict[UUID, OutcomeRow] = {}
        for row in self.rows:
            if row.confirmed_on <= day:
                last.pop(row.scan_key, None)  # a scan that was confirmed again stands where it was confirmed last
                last[row.scan_key] = row
        gone = left(day, list(last))
        return [
            (number, row)
            for number, row in enumerate(last.values(), start=1)
            if (row.questionnaire, row.rules) == self.versions[day] and row.scan_key not in gone
        ]

    def _course(self, snapshot: Snapshot) -> dict[str, set[str]]:
        if snapshot.on not in self.courses:
            self.courses[snapshot.on] = self._in_course(snapshot.on, snapshot.made_at)
        return self.courses[snapshot.on]

    def _in_course(self, day: date, made_at: datetime) -> dict[str, set[str]]:
        """The groups in whose funnel the location stands: it has a scan on that day that was not withdrawn.

        Its region is the one it was in when the figures were made: that is where it was counted.
        """
        scans = list(Scan.objects.filter(location=self.location).values_list("pk", flat=True))
        if all(state == State.VERVALLEN for state in states_at(day, scans).values()):
            return {}
        region = self._region_at(made_at)
        return {
            model.COUNTRY: {model.NL},
            model.REGION: {region},
            model.ZORGKANTOOR: {hierarchy(day).get(region, "")},
        }

    def _region_at(self, moment: datetime) -> str:
        """The key of the region in which the location was at a moment: that of now, unless it moved since."""
        moves = LocationChange.objects.filter(location=self.location, kind=LocationChange.Kind.MOVED, at__gt=moment)
        left_behind = next((move.old["region"] for move in moves.order_by("at", "pk") if "region" in move.old), None)
        if left_behind is None:
            return Location.objects.select_related("region").get(pk=self.location).region.key
        key = Region.objects.filter(name=left_behind).order_by("-valid_from").values_list("key", flat=True).first()
        return key or ""


def _attributes(row: OutcomeRow) -> frozenset[str]:
    """What a scan has a level of, and its tiers."""
    asked = load(row.questionnaire)
    themes = unpack_themes(asked, bytes(row.themes))
    topics = unpack_topics(asked, bytes(row.topics))
    found = {f"theme/{key}" for key, level in themes.items() if level}
    found |= {f"topic/{key}" for key, level in topics.items() if level not in {None, _NVT}}
    found |= {f"{model.TIER}/{model.DECIDED}"} | ({f"{model.TIER}/{model.RULE}"} if row.rule_tier else set())
    return frozenset(found)


def _groups(row: OutcomeRow, day: date) -> dict[str, frozenset[str]]:
    """The groups of a location by breakdown, as they were frozen with its scan."""
    groups = {
        model.COUNTRY: {model.NL},
        model.ZORGKANTOOR: {hierarchy(day).get(row.region, "")},
        model.REGION: {row.region},
        model.SIZE: {size_class(row.residents)},
        model.SMALL: {YES if row.is_small_scale else NO},
        model.TARGET: set(row.target_groups),
        model.PERIOD: {period_of(row.confirmed_on)},
    }
    return {breakdown: frozenset(found - {""}) for breakdown, found in groups.items()}
