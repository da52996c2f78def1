"""The library of good practices: what other locations did, read from ``practices/*.toml`` into frozen values.

A record tells an experience, never a proven effect (``evidence`` is ``ervaring``). Records that were only announced
in their source are kept with ``active = false``; nothing here offers them. This module imports no Django.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from questionnaires.definitions import Text

PRACTICES = Path(__file__).parent / "practices"

KINDS = ("practice", "publication")
#: Who can carry a practice out. What only a region can arrange is offered last.
SCOPES = ("team", "organisation", "region")


class LibraryError(ValueError):
    """A file of the library breaks the form of a record; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Practice:
    """One good practice.

    ``themes`` and ``topics`` stand in order of weight: the first theme is the primary one. ``organisation`` and
    ``contact`` are empty where none is known. ``last_checked`` is the day the text was compared with its source; it
    says nothing about links, which are left out. ``note`` says what a reader must know besides: where the law has
    changed since, or where the source tells little.
    """

    key: str
    themes: tuple[str, ...]
    topics: tuple[str, ...]
    title: Text
    summary: Text
    first_step: Text
    note: Text | None
    organisation: str
    source: str
    year: int
    evidence: str
    kind: str
    scope: str
    contact: str
    last_checked: date
    active: bool


@lru_cache(maxsize=1)
def load() -> tuple[Practice, ...]:
    """All records in the order of the files, those that are not active included."""
    practices = tuple(practice for path in sorted(PRACTICES.glob("*.toml")) for practice in _read(path))
    keys = [practice.key for practice in practices]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise LibraryError(f"a practice stands twice: {', '.join(sorted(twice))}")
    return practices


def for_topic(key: str) -> tuple[Practice, ...]:
    """The active practices that help with a topic: what a region must arrange last, then by weight of the topic."""
    found = (practice for practice in _active() if key in practice.topics)
    return tuple(sorted(found, key=lambda practice: (practice.scope == "region", practice.topics.index(key))))


def for_theme(key: str) -> tuple[Practice, ...]:
    """The active practices of a theme: what a region must arrange last, then by weight of the theme."""
    found = (practice for practice in _active() if key in practice.themes)
    return tuple(sorted(found, key=lambda practice: (practice.scope == "region", practice.themes.index(key))))


def search(text: str, language: str) -> tuple[Practice, ...]:
    """The active practices with every word of ``text`` in title, summary or organisation.

    Accents and capitals do not matter, part of a word is enough, and an empty text finds everything.
    """
    words = _folded(text).split()
    found = (practice for practice in _active() if all(word in _searchable(practice, language) for word in words))
    return tuple(sorted(found, key=lambda practice: practice.scope == "region"))


def _active() -> Iterator[Practice]:
    return (practice for practice in load() if practice.active)


@lru_cache(maxsize=1024)
def _searchable(practice: Practice, language: str) -> str:
    title, summary = (text.in_language(language) for text in (practice.title, practice.summary))
    return _folded(f"{title} {summary} {practice.organisation}")


def _folded(text: str) -> str:
    """A text without capitals and accents: *Cliënt* and *client* are the same, and so are ’ and '."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char)).replace("’", "'")


def _read(path: Path) -> Iterator[Practice]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        records = [content["defaults"] | record for record in content["practices"]]
        theme = content["theme"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise LibraryError(f"{path.name}: {error}") from error
    for place, record in enumerate(records, start=1):
        name = record.get("key", f"record {place}")
        try:
            practice = _practice(record)
        except (KeyError, TypeError, ValueError) as error:
            raise LibraryError(f"{path.name}, {name}: {error}") from error
        if practice.themes[:1] != (theme,):
            raise LibraryError(f"{path.name}, {name}: the first theme is not {theme}")
        yield practice


def _practice(data: dict[str, Any]) -> Practice:
    note = data.pop("note", None)
    if data["kind"] not in KINDS or data["scope"] not in SCOPES:
        raise ValueError("an unknown kind or scope")
    return Practice(
        title=Text(**data.pop("title")),
        summary=Text(**data.pop("summary")),
        first_step=Text(**data.pop("first_step")),
        note=Text(**note) if note else None,
        themes=tuple(data.pop("themes")),
        topics=tuple(data.pop("topics")),
        source=_source(data.pop("source"), data.pop("paragraph")),
        active=data.pop("active", True),
        **data,  # what is left must be exactly the other fields: a misspelt or missing one is refused
    )


def _source(title: str, paragraph: str | list[str]) -> str:
    """The source with its paragraphs: ``Title, §3.1, §4.4``."""
    paragraphs = [paragraph] if isinstance(paragraph, str) else paragraph
    return ", ".join([title, *(f"§{number}" for number in paragraphs)])
