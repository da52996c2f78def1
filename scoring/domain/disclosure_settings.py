"""The settings of disclosure control, read from ``scoring/rules/disclosure``: they can only be made stricter.

Whatever is missing, unknown, unreadable or weaker than the floors below is refused with ``SettingsError``: without
sound settings nothing may be published, so whoever starts the site calls ``load`` first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from scoring.domain.rules import FOLDER as ALL_RULES
from scoring.domain.rules import Share

FOLDER: Final = ALL_RULES / "disclosure"
LATEST: Final = "2026-1"


class SettingsError(ValueError):
    """The settings of disclosure control are missing, unreadable or weaker than allowed; the message says which."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds of one version; the TOML file says what each means."""

    version: str
    locations: int
    organisations: int
    largest_share: Share
    base: int
    merging_share: Share
    renewal_locations: int
    renewal_organisations: int

    def __post_init__(self) -> None:
        """Settings that are weaker than the floors cannot exist, however they were made."""
        if weak := weaker(self):
            raise SettingsError(f"disclosure {self.version}: weaker than allowed: {', '.join(weak)}")


#: The floors: no count may be lower, no share higher.
_LOWEST: Final[Mapping[str, int]] = {
    "locations": 10,
    "organisations": 3,
    "base": 5,
    "renewal_locations": 10,
    "renewal_organisations": 3,
}
_HIGHEST: Final[Mapping[str, Share]] = {"largest_share": Share(1, 2), "merging_share": Share(9, 10)}

#: Where each setting stands in the file.
_PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "locations": ("row", "locations"),
    "organisations": ("row", "organisations"),
    "largest_share": ("row", "largest_share"),
    "base": ("rounding", "base"),
    "merging_share": ("merging", "share"),
    "renewal_locations": ("renewal", "locations"),
    "renewal_organisations": ("renewal", "organisations"),
}


def weaker(settings: Settings) -> tuple[str, ...]:
    """The names of the settings that are no whole numbers or shares, or weaker than the floors."""
    counts = [name for name, floor in _LOWEST.items() if not _is_count(getattr(settings, name), floor)]
    return (*counts, *[name for name, top in _HIGHEST.items() if not _is_share(getattr(settings, name), top)])


def _is_count(value: object, floor: int) -> bool:
    return type(value) is int and value >= floor


def _is_share(value: object, top: Share) -> bool:
    match value:
        case [int() as part, int() as whole] if type(part) is int and type(whole) is int and 0 < part <= whole:
            return part * top.denominator <= top.numerator * whole
    return False


@lru_cache(maxsize=8)
def load(version: str = LATEST) -> Settings:
    """The settings of a version, or ``SettingsError``."""
    path = FOLDER / f"{version}.toml"
    if version not in {found.stem for found in FOLDER.glob("*.toml")}:
        raise SettingsError(f"{path.name}: there are no such disclosure settings")
    return load_file(path)


def load_file(path: Path) -> Settings:
    """The settings of a file, or ``SettingsError``."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name}: {error}") from error
    return read(data, path.name)


def read(data: Mapping[str, Any], name: str) -> Settings:
    """Settings from the content of a file called ``name``: complete, nothing unknown, nothing weaker."""
    sections: dict[str, set[str]] = {}
    for section, key in _PLACES.values():
        sections.setdefault(section, set()).add(key)
    if wrong := data.keys() ^ {"version", *sections}:
        raise SettingsError(f"{name}: missing or unknown: {', '.join(sorted(wrong))}")
    for section, keys in sections.items():
        found = data[section]
        if not isinstance(found, dict):
            raise SettingsError(f"{name}: {section} is not a table")
        if wrong := found.keys() ^ keys:
            raise SettingsError(f"{name}: {section}: missing or unknown: {', '.join(sorted(wrong))}")
    if name != f"{data['version']}.toml":
        raise SettingsError(f"{name}: holds version {data['version']}")
    values = {field: _value(data[section][key]) for field, (section, key) in _PLACES.items()}
    return Settings(version=data["version"], **values)


def _value(value: Any) -> Any:
    match value:
        case [part, whole]:
            return Share(part, whole)
    return value
