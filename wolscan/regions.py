"""The regions that outcomes are reported by: loaded from ``data/regions.toml``, found again by any spelling."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from wolscan.models import Region

FILE = Path(__file__).parent / "data" / "regions.toml"

#: Words in front of (or inside) a name that say only that it is a region.
_KIND = re.compile(r"\b(?:zorgkantoorregio|subregio|regio)\b")


class RegionsError(ValueError):
    """The file with regions breaks its form; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: how many reporting units there are, and how many regions were new or changed."""

    units: int
    created: int
    changed: int


def read_regions(path: Path = FILE) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The split zorgkantoorregio's and the reporting units of the file, each ready to become a ``Region``."""
    data = _data(path)
    split = [_entry(row, data["valid_from"]) for row in data.get("split", [])]
    units = [_entry(row, data["valid_from"]) for row in data.get("unit", [])]
    known = {entry["key"] for entry in split}
    for unit in units:
        if unit["parent"] and unit["parent"] not in known:
            raise RegionsError(f"{unit['key']}: unknown parent {unit['parent']}")
    return split, units


def _data(path: Path) -> dict[str, Any]:
    """What stands in a file; ``valid_from`` is the day from which its regions hold, ``gone`` the keys that end."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RegionsError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegionsError(f"{path}: {error}") from error
    if unknown := data.keys() - {"valid_from", "split", "unit", "gone"}:
        raise RegionsError(f"unknown {', '.join(sorted(unknown))}")
    if type(data.get("valid_from")) is not date:
        raise RegionsError("valid_from must be a date, such as 2027-01-01")
    return data


def _entry(row: dict[str, Any], valid_from: date) -> dict[str, Any]:
    if unknown := row.keys() - {"key", "name", "zorgkantoor", "parent", "aliases", "valid_from", "valid_until"}:
        raise RegionsError(f"{row.get('key')}: unknown {', '.join(sorted(unknown))}")
    if missing := {"key", "name", "zorgkantoor"} - row.keys():
        raise RegionsError(f"{row.get('key')}: {', '.join(sorted(missing))} is missing")
    empty = {"parent": None, "aliases": [], "valid_from": valid_from, "valid_until": None}
    return empty | row


@transaction.atomic
def load_regions(path: Path = FILE) -> Loaded:
    """Brings the regions in the database up to the file; a second run changes nothing.

    A zorgkantoor is set only when a region is new, since the file has a default that may be edited; spellings
    that were added by hand stay. Regions that the file does not name are left alone.

    A file of a later year changes nothing of the years before: a region that it names differently (name, parent or
    zorgkantoor) ends on the day before and begins anew, and one in its list ``gone`` ends. Locations go along on the
    day itself (``wolscan.places.region_change``).
    """
    split, units = read_regions(path)
    parents: dict[str, Region] = {}
    created = changed = 0
    for entry in [*split, *units]:
        region, is_new, is_changed = _upsert(entry, parents.get(entry["parent"]))
        created, changed = created + is_new, changed + is_changed
        parents[entry["key"]] = region
    return Loaded(units=len(units), created=created, changed=changed + _end_gone(_data(path)))


def _end_gone(data: dict[str, Any]) -> int:
    """Ends the regions that the file says are gone; gives back how many."""
    ended = 0
    for key in data.get("gone", []):
        if not Region.objects.filter(key=key).exists():
            raise RegionsError(f"gone: there is no region {key}")
        ended += _in_force(key, data["valid_from"]).update(valid_until=data["valid_from"] - timedelta(days=1))
    return ended


def _in_force(key: str, on: date) -> QuerySet[Region]:
    """The rows of a key that began before a day and still hold on it."""
    return Region.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), key=key, valid_from__lt=on)


def _upsert(entry: dict[str, Any], parent: Region | None) -> tuple[Region, bool, bool]:
    """The region of an entry, whether it is new, and whether something about it changed."""
    wanted = {"name": entry["name"], "parent": parent, "aliases": entry["aliases"]}
    before = _in_force(entry["key"], entry["valid_from"]).order_by("valid_from").last()
    if before is not None and not Region.objects.filter(key=entry["key"], valid_from=entry["valid_from"]).exists():
        if (before.name, before.parent_id, before.zorgkantoor) == (
            entry["name"],
            parent and parent.pk,
            entry["zorgkantoor"],
        ):
            return before, False, _learn_spellings(before, entry["aliases"])
        Region.objects.filter(pk=before.pk).update(valid_until=entry["valid_from"] - timedelta(days=1))
    region, is_new = Region.objects.get_or_create(
        key=entry["key"],
        valid_from=entry["valid_from"],
        defaults=wanted | {"zorgkantoor": entry["zorgkantoor"], "valid_until": entry["valid_until"]},
    )
    if is_new:
        return region, True, False
    wanted["aliases"] = [*entry["aliases"], *(alias for alias in region.aliases if alias not in entry["aliases"])]
    if entry["valid_until"]:
        wanted["valid_until"] = entry["valid_until"]
    changes = [name for name, value in wanted.items() if getattr(region, name) != value]
    for name in changes:
        setattr(region, name, wanted[name])
    if changes:
        region.save(update_fields=changes)
    return region, False, bool(changes)


def _learn_spellings(region: Region, aliases: list[str]) -> bool:
    """Adds spellings to a region that stays as it is; tells whether there were new ones."""
    new = [alias for alias in aliases if alias not in region.aliases]
    if new:
        region.aliases = [*region.aliases, *new]
        region.save(update_fields=["aliases"])
    return bool(new)


def reporting_units(on: date) -> QuerySet[Region]:
    """The regions that a location may belong to on a day: those without parts of their own."""
    in_force = Region.objects.filter(Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gte=on)))
    return in_force.exclude(pk__in=in_force.filter(parent__isnull=False).values("parent"))


def find_region(name: str, on: date) -> Region | None:
    """The reporting unit with this name, key or other spelling on a day; ``None`` when there is none, or more than one.

    "Zorgkantoorregio Arnhem" is the part of that name: a location always belongs to a part.
    """
    wanted = spelling(name)
    found = [region for region in reporting_units(on) if wanted and wanted in spellings(region)]
    return found[0] if len(found) == 1 else None


def regions_by_spelling(on: date) -> dict[str, Region]:
    """The reporting units of a day by every reduced spelling that means only one of them. One query."""
    found: dict[str, Region | None] = {}
    for region in reporting_units(on):
        for written in spellings(region):
            found[written] = None if written in found else region
    return {written: region for written, region in found.items() if written and region}


def spellings(region: Region) -> frozenset[str]:
    """Every way to write a region, as ``spelling`` reduces it."""
    return frozenset(map(spelling, [region.key, region.name, *region.aliases]))


def spelling(name: str) -> str:
    """A name without accents, capitals, signs, spaces and the words for region: equal for variants of one name."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " en ")
    return re.sub(r"[^a-z0-9]", "", _KIND.sub(" ", plain))
