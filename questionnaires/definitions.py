"""What is asked: a questionnaire version, read from its TOML files into frozen values.

A published version never changes (its ``LOCK`` holds a sha256 per file). This module imports no Django, so that
the scoring rules and the command line can use it without a site.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"

#: A sheet that a whole team fills in together: its own group, asked every topic.
TEAM = "team"


class UnknownVersion(LookupError):
    """No questionnaire version with this name is published here."""


class ContentError(ValueError):
    """A content file breaks the form of a questionnaire; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    nl: str
    en: str

    def in_language(self, code: str) -> str:
        """The text for a language code; everything that is not English reads Dutch, the default language."""
        return self.en if code.startswith("en") else self.nl

    def as_dict(self) -> dict[str, str]:
        return {"nl": self.nl, "en": self.en}


@dataclass(frozen=True, slots=True)
class Level:
    """A point of the scale. ``rank`` 0 is the best level."""

    key: str
    rank: int
    icon: str
    label: Text
    short: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Unscored:
    """An answer beside the scale: *weet ik niet* or *niet van toepassing*."""

    key: str
    icon: str
    label: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Group:
    """People who look at the location from one place. ``side`` is ``staff`` or ``naasten``: the pools of the rules."""

    key: str
    side: str
    label: Text


@dataclass(frozen=True, slots=True)
class Topic:
    """One statement to answer, with its wording per audience and an example of every level."""

    key: str
    theme: str
    critical: bool
    groups: tuple[str, ...]
    kompas: str
    title: Text
    text: Text
    client_text: Text | None
    volunteer_text: Text | None
    explanation: Text
    levels: dict[str, Text]

    def text_for(self, group: str) -> Text:
        """The statement in the wording of a group: clients and volunteers have their own, plain one."""
        if group == "clientvertegenwoordigers" and self.client_text:
            return self.client_text
        if group == "vrijwilligers" and self.volunteer_text:
            return self.volunteer_text
        return self.text

    def asked_of(self, group: str) -> bool:
        return group == TEAM or group in self.groups


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the eight themes. ``part`` is ``inhoud`` (1-4) or ``randvoorwaarden`` (5-8)."""

    key: str
    number: int
    part: str
    title: Text
    short: Text
    introduction: Text
    topics: tuple[Topic, ...]

    def topics_for(self, group: str) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if topic.asked_of(group))


@dataclass(frozen=True)
class Questionnaire:
    """A whole published version."""

    version: str
    framework: Text
    scale: tuple[Level, ...]
    unscored: tuple[Unscored, ...]
    groups: tuple[Group, ...]
    kompas: dict[str, Text]
    themes: tuple[Theme, ...]

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """All topics by key, in the order of the questionnaire."""
        return {topic.key: topic for theme in self.themes for topic in theme.topics}

    @cached_property
    def levels(self) -> dict[str, Level]:
        return {level.key: level for level in self.scale}

    @cached_property
    def answer_keys(self) -> frozenset[str]:
        """Everything that may be answered to a topic."""
        return frozenset(self.levels) | {answer.key for answer in self.unscored}

    @cached_property
    def group_keys(self) -> frozenset[str]:
        """The groups a sheet may belong to: the five groups and ``team``."""
        return frozenset(group.key for group in self.groups) | {TEAM}

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What is made of this version once and shown over and over, by keys of whoever makes it."""
        return {}

    @cached_property
    def digest(self) -> str:
        """One sha256 over the published files: pins an outcome to exactly this content."""
        lines = [f"{digest}  {name}" for name, digest in file_digests(self.version).items()]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def _themes_of(self) -> dict[str, tuple[Theme, ...]]:
        return {group: tuple(theme for theme in self.themes if theme.topics_for(group)) for group in self.group_keys}

    def themes_for(self, group: str) -> tuple[Theme, ...]:
        """The themes with at least one topic for a group, in order."""
        return self._themes_of.get(group, ())

    def topics_for(self, group: str) -> tuple[Topic, ...]:
        """The topics a group is asked, in order."""
        return tuple(topic for theme in self.themes for topic in theme.topics_for(group))

    def theme(self, key: str) -> Theme:
        """The theme with this key; ``KeyError`` for an unknown one."""
        for theme in self.themes:
            if theme.key == key:
                return theme
        raise KeyError(key)


def versions() -> tuple[str, ...]:
    """The names of all versions on disk, oldest first."""
    return tuple(sorted(path.parent.name for path in CONTENT.glob("*/version.toml")))


@lru_cache(maxsize=8)
def load(version: str) -> Questionnaire:
    """The questionnaire of a version; ``UnknownVersion`` for a name that is not published here."""
    if version not in versions():
        raise UnknownVersion(version)
    folder = CONTENT / version
    data = _read(folder / "version.toml")
    files = {content["key"]: (path, content) for path in _theme_files(folder) for content in (_read(path),)}
    if set(files) != set(data["themes"]):
        raise ContentError(f"{folder.name}: the theme files are not the themes that version.toml lists")
    keys = [topic["key"] for _path, content in files.values() for topic in content["topics"]]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ContentError(f"{folder.name}: a topic key stands twice: {', '.join(sorted(twice))}")
    return Questionnaire(
        version=data["version"],
        framework=Text(**data["framework"]),
        scale=tuple(_level(rank, level) for rank, level in enumerate(data["scale"])),
        unscored=tuple(_unscored(answer) for answer in data["unscored"]),
        groups=tuple(Group(group["key"], group["side"], Text(**group["label"])) for group in data["groups"]),
        kompas={block["key"]: Text(**block["label"]) for block in data["kompas"]},
        themes=tuple(_theme(number, *files[key]) for number, key in enumerate(data["themes"], start=1)),
    )


def file_digests(version: str) -> dict[str, str]:
    """The sha256 of every content file of a version, by file name."""
    folder = CONTENT / version
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.toml"))}


def _theme_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.toml") if path.name != "version.toml")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: {error}") from error


def _level(rank: int, data: dict[str, Any]) -> Level:
    return Level(
        key=data["key"],
        rank=rank,
        icon=data["icon"],
        label=Text(**data["label"]),
        short=Text(**data["short"]),
        definition=Text(**data["definition"]),
    )


def _unscored(data: dict[str, Any]) -> Unscored:
    return Unscored(data["key"], data["icon"], Text(**data["label"]), Text(**data["definition"]))


def _theme(number: int, path: Path, data: dict[str, Any]) -> Theme:
    try:
        return Theme(
            key=data["key"],
            number=number,
            part=data["part"],
            title=Text(**data["title"]),
            short=Text(**data["short"]),
            introduction=Text(**data["introduction"]),
            topics=tuple(_topic(data["key"], topic) for topic in data["topics"]),
        )
    except (KeyError, TypeError) as error:
        raise ContentError(f"{path.name}: {error}") from error


def _topic(theme: str, data: dict[str, Any]) -> Topic:
    return Topic(
        key=data["key"],
        theme=theme,
        critical=data.get("critical", False),
        groups=tuple(data["groups"]),
        kompas=data["kompas"],
        title=Text(**data["title"]),
        text=Text(**data["text"]),
        client_text=_optional(data.get("client_text")),
        volunteer_text=_optional(data.get("volunteer_text")),
        explanation=Text(**data["explanation"]),
        levels={key: Text(**text) for key, text in data["levels"].items()},
    )


def _optional(data: dict[str, str] | None) -> Text | None:
    return Text(**data) if data else None
