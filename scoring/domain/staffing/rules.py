"""The numbers of the staffing calculator, read from ``scoring/rules/staffing``, each with its source and year."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from scoring.domain.rules import FOLDER as ALL_RULES
from scoring.domain.rules import RulesError, UnknownRules
from scoring.domain.staffing.week import Window, minute, window

FOLDER: Final = ALL_RULES / "staffing"
LATEST: Final = "2026-1"


class Source(NamedTuple):
    """Where a number comes from, to show beside it."""

    text: str
    year: int


@dataclass(frozen=True, slots=True, eq=False)
class StaffingRules:
    """One version. What each number means stands beside it in the TOML file; ``sources`` has an entry for each.

    ``presets`` are intensive moments to choose from; ``sources`` knows them as ``windows.<preset>``. ``examples``
    holds the example rosters as they stand in the file (``examples.example`` reads them).
    """

    version: str
    sources: Mapping[str, Source]
    presets: Mapping[str, tuple[Window, ...]]
    examples: Mapping[str, Any]
    hours_per_fte: int
    days_per_year: int
    productivity: Fraction
    verzuim: Fraction
    verlof: Fraction
    opleiding: Fraction
    niet_clientgebonden: Fraction
    carers: int
    present: int
    daytime: Window
    day_shift: Window
    zingeving_share: Fraction
    quiet_share: Fraction
    skilled_level: int
    nurse_level: int
    nurse_minutes: int
    night: Window


_KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "hours": {
        "hours_per_fte": "number",
        "days_per_year": "number",
        "productivity": "share",
        "verzuim": "share",
        "verlof": "share",
        "opleiding": "share",
        "niet_clientgebonden": "share",
    },
    "coverage": {
        "carers": "number",
        "present": "number",
        "daytime": "window",
        "day_shift": "window",
        "zingeving_share": "share",
        "quiet_share": "share",
        "skilled_level": "number",
        "nurse_level": "number",
        "nurse_minutes": "number",
        "night": "window",
    },
}


@lru_cache(maxsize=8)
def load(version: str = LATEST) -> StaffingRules:
    """The rules of a version; ``UnknownRules`` for a name that is not published here."""
    path = {found.stem: found for found in FOLDER.glob("*.toml")}.get(version)
    if path is None:
        raise UnknownRules(version)
    return _read(path)


def _read(path: Path) -> StaffingRules:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if data.get("version") != path.stem:
        raise RulesError(f"{path.name}: holds version {data.get('version')}")
    if wrong := data.keys() ^ {"version", "windows", "examples", *_KINDS}:
        raise RulesError(f"{path.name}: missing or unknown: {', '.join(sorted(wrong))}")
    sources: dict[str, Source] = {}
    values: dict[str, Any] = {}
    for section, kinds in _KINDS.items():
        if wrong := data[section].keys() ^ kinds.keys():
            raise RulesError(f"{path.name}: {section}: missing or unknown: {', '.join(sorted(wrong))}")
        for key, kind in kinds.items():
            values[key], sources[key] = _entry(kind, data[section][key], f"{path.name}: {section}.{key}")
    presets = {}
    for key, entry in data["windows"].items():
        presets[key], sources[f"windows.{key}"] = _entry("windows", entry, f"{path.name}: windows.{key}")
    return StaffingRules(
        version=path.stem,
        sources=MappingProxyType(sources),
        presets=MappingProxyType(presets),
        examples=MappingProxyType(data["examples"]),
        **values,
    )


def _entry(kind: str, entry: Any, place: str) -> tuple[Any, Source]:
    match entry:
        case {"value": value, "source": str() as source, "year": int() as year}:
            return _value(kind, value, place), Source(source, year)
    raise RulesError(f"{place} needs a value, a source and a year")


def _value(kind: str, value: Any, place: str) -> Any:
    match kind, value:
        case "number", int() if value > 0:
            return value
        case "share", [int() as part, int() as whole] if 0 < part <= whole:
            return Fraction(part, whole)
        case "window", [str() as start, str() as end]:
            return window(minute(start), minute(end))
        case "windows", list():
            return tuple(_value("window", pair, place) for pair in value)
    raise RulesError(f"{place} is not a valid {kind}: {value!r}")
