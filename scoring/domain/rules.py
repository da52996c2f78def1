"""A version of the rules: thresholds, minimum group sizes, tiers and intervals, read from ``scoring/rules``.

The numbers live in TOML, each with its source; the modules beside this one say what is done with them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from scoring.domain.levels import LEVELS

FOLDER = Path(__file__).parent.parent / "rules"


class UnknownRules(LookupError):
    """No rules version with this name is published here."""


class RulesError(ValueError):
    """A rules file breaks its form; the message names the file and the entry."""


class Share(NamedTuple):
    """An exact fraction. Compared by cross-multiplication, so that 1/3 is 1/3."""

    numerator: int
    denominator: int

    def reached_by(self, part: int, whole: int) -> bool:
        """At least this share of ``whole``."""
        return part * self.denominator >= self.numerator * whole

    def exceeded_by(self, part: int, whole: int) -> bool:
        """More than this share of ``whole``."""
        return part * self.denominator > self.numerator * whole

    def excess(self, part: int, whole: int) -> int:
        """By how many ``part`` must drop so that the share is no longer reached."""
        highest_below = (self.numerator * whole - 1) // self.denominator
        return max(0, part - highest_below)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """One rules version. Compared by identity: ``load`` gives one object per version.

    ``pools`` pairs a side with the name of its pool. Shares and numbers: see the comments in the TOML file.
    """

    version: str
    scale: tuple[str, ...]
    minimum_sheets: int
    pools: tuple[tuple[str, str], ...]
    rest: str
    never_taken_in: tuple[str, ...]
    client_voice: str
    difference_levels: int
    little_sight_people: int
    little_sight_share: Share
    enough_scored: Share
    serious_share: Share
    attention_share: Share
    best_share: Share
    on_site_share: Share
    intensive_themes: int
    extra_themes: int
    light_themes: int
    repeat_months: int
    invitation_weeks: int
    check_days: int
    shift_months: int

    @property
    def pool_names(self) -> tuple[str, ...]:
        """Names that the rules give to sheets put together: never the group of a sheet."""
        return (*(pool for _, pool in self.pools), self.rest)


def versions() -> tuple[str, ...]:
    """The names of all rules versions on disk, oldest first."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache(maxsize=8)
def load(version: str) -> Rules:
    """The rules of a version; ``UnknownRules`` for a name that is not published here."""
    if version not in versions():
        raise UnknownRules(version)
    path = FOLDER / f"{version}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"{path.name}: {error}") from error
    return read(data, path.name)


#: The sections of a rules file and, per entry, how its value is read.
_KINDS: Mapping[str, Mapping[str, str]] = {
    "groups": {
        "minimum_sheets": "number",
        "pools": "pairs",
        "rest": "text",
        "never_taken_in": "texts",
        "client_voice": "text",
    },
    "flags": {"difference_levels": "number", "little_sight_people": "number", "little_sight_share": "share"},
    "theme": {
        "enough_scored": "share",
        "serious_share": "share",
        "attention_share": "share",
        "best_share": "share",
        "on_site_share": "share",
    },
    "tier": {"intensive_themes": "number", "extra_themes": "number", "light_themes": "number"},
    "schedule": {
        "repeat_months": "number",
        "invitation_weeks": "number",
        "check_days": "number",
        "shift_months": "number",
    },
}


def read(data: Mapping[str, Any], name: str) -> Rules:
    """Rules from the content of a file called ``name``: complete, nothing unknown, and sound, or ``RulesError``."""
    _same_keys(data, {"version", "scale", *_KINDS}, name)
    values: dict[str, Any] = {}
    for section, kinds in _KINDS.items():
        if not isinstance(data[section], dict):
            raise RulesError(f"{name}: {section} is not a table")
        _same_keys(data[section], kinds, f"{name}: {section}")
        for key, kind in kinds.items():
            values[key] = _value(kind, data[section][key], f"{name}: {section}.{key}")
    version = _value("text", data["version"], f"{name}: version")
    rules = Rules(version=version, scale=_value("texts", data["scale"], f"{name}: scale"), **values)
    _check_sound(rules, name)
    return rules


def _same_keys(found: Mapping[str, Any], expected: Mapping[str, Any] | set[str], place: str) -> None:
    if wrong := set(found) ^ set(expected):
        raise RulesError(f"{place}: missing or unknown: {', '.join(sorted(wrong))}")


def _value(kind: str, value: Any, place: str) -> Any:
    match kind, value:
        case "number", int() if type(value) is int and value > 0:
            return value
        case "text", str() if value:
            return value
        case "texts", list() if all(isinstance(item, str) for item in value):
            return tuple(value)
        case "pairs", dict() if all(isinstance(item, str) for item in value.values()):
            return tuple(value.items())
        case "share", [int() as part, int() as whole] if 0 < part <= whole:
            return Share(part, whole)
    raise RulesError(f"{place} is not a valid {kind}: {value!r}")


def _check_sound(rules: Rules, name: str) -> None:
    """The order that the code relies on: without it a heavier outcome could follow from better answers."""
    if name != f"{rules.version}.toml":
        raise RulesError(f"{name}: holds version {rules.version}")
    if rules.scale != LEVELS:
        raise RulesError(f"{name}: scale is not {', '.join(LEVELS)}")
    if not rules.attention_share.reached_by(*rules.on_site_share):
        raise RulesError(f"{name}: theme.on_site_share is below theme.attention_share")
    if rules.extra_themes >= rules.intensive_themes:
        raise RulesError(f"{name}: tier.extra_themes is not below tier.intensive_themes")
