"""What differs between a location before and after a change, as the rows of its history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wolscan.places.models import LocationChange

Kind = LocationChange.Kind
Facts = Mapping[str, Any]

#: The facts whose course is kept, with the name under which they stand in the history.
PLAIN = (
    "name",
    "place",
    "residents",
    "living_groups",
    "is_small_scale",
    "target_groups",
    "outside_key",
)
MOVING = ("organisation", "region")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of organisations and regions by their key: what the history keeps instead of keys."""

    organisations: Mapping[int, str]
    regions: Mapping[int, str]


def facts_of(location: Any, names: Names | None = None) -> dict[str, Any]:
    """What is kept of a location, as JSON can hold it."""
    facts = {name: getattr(location, name) for name in PLAIN}
    facts["target_groups"] = list(location.target_groups)
    facts["organisation"] = names.organisations[location.organisation_id] if names else location.organisation.name
    facts["region"] = names.regions[location.region_id] if names else location.region.name
    facts["closed_on"] = location.closed_on.isoformat() if location.closed_on else None
    return facts


def changes(
    location: Any, old: Facts, new: Facts, *, on: date, at: datetime, by: Any, reason: str = "", other: Any = None
) -> list[LocationChange]:
    """The rows for what differs, not saved yet: a move, a closing and other changes each have their own."""
    return [
        LocationChange(
            location=location,
            kind=kind,
            on=on,
            old={name: old[name] for name in names},
            new={name: new[name] for name in names},
            reason=reason,
            other=other,
            by=by,
            at=at,
        )
        for kind, names in _kinds(old, new)
    ]


def _kinds(old: Facts, new: Facts) -> Iterator[tuple[str, list[str]]]:
    if moved := [name for name in MOVING if old[name] != new[name]]:
        yield Kind.MOVED, moved
    if changed := [name for name in PLAIN if old[name] != new[name]]:
        yield Kind.CHANGED, changed
    if old["closed_on"] != new["closed_on"]:
        yield Kind.CLOSED if new["closed_on"] else Kind.REOPENED, ["closed_on"]
