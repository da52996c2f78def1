"""What happened to a location, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wolscan.models import LocationChange, Region
from wolscan.places.target_groups import TARGET_GROUPS

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history of a location. ``facts`` pairs a name with what it was and what it became."""

    change: LocationChange
    title: str
    facts: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region in the list, with its parts. ``is_lost``: it ended while there are locations in it."""

    region: Region
    parts: list["RegionRow"]
    is_past: bool
    is_lost: bool


def fact_name(key: str) -> str:
    """What a fact is called."""
    return {
        "name": _("Name"),
        "place": _("Place"),
        "residents": _("Residents"),
        "living_groups": _("Living groups"),
        "is_small_scale": _("Small-scale"),
        "target_groups": _("Target groups"),
        "outside_key": _("Key"),
        "organisation": _("Organisation"),
        "region": _("Region"),
        "closed_on": _("Closed on"),
        "successor": _("Goes on in"),
        "merged": _("Took in"),
        "split": _("Split off"),
        "is_active": _("Active"),
    }.get(key, key)


def fact_text(value: Any) -> str:
    """What a fact says."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        words = dict(TARGET_GROUPS)
        return ", ".join(str(words.get(key, key)) for key in value) or NOTHING
    if value in {None, ""}:
        return NOTHING
    try:
        return date_format(date.fromisoformat(value), "j F Y") if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)


def steps(changes: list[LocationChange]) -> list[Step]:
    """The history in words."""
    return [Step(change, _title(change), list(_facts(change.old, change.new))) for change in changes]


def _facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key in [*old, *(key for key in new if key not in old)]:
        before, after = fact_text(old.get(key)), fact_text(new.get(key))
        if before != after:
            yield fact_name(key), before, after


def _title(change: LocationChange) -> str:
    other = change.other.name if change.other else ""
    kind = LocationChange.Kind
    words = {
        kind.MERGED: _("Merged into %(other)s"),
        kind.SPLIT: _("Split off from %(other)s"),
    }
    if change.kind in words and other:
        return words[kind(change.kind)] % {"other": other}
    text = str(change.get_kind_display())
    return text[:1].upper() + text[1:]


def region_rows(regions: list[Region], today: date) -> list[RegionRow]:
    """The regions in two levels: those that are split with their parts below them."""
    parts: dict[int, list[Region]] = {}
    for region in regions:
        if region.parent_id:
            parts.setdefault(region.parent_id, []).append(region)
    return [_region_row(region, parts, today) for region in regions if region.parent_id is None]


def _region_row(region: Region, parts: Mapping[int, list[Region]], today: date) -> RegionRow:
    is_past = region.valid_until is not None and region.valid_until < today
    below = [_region_row(part, {}, today) for part in parts.get(region.pk, [])]
    return RegionRow(region, below, is_past, bool(is_past and region.count))
