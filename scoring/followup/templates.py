"""Action templates: something small that a team can try in two weeks, per topic, read from ``actions/*.toml``.

A template is a start to change at will, never an order. This module imports no Django.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from questionnaires.definitions import Text

ACTIONS = Path(__file__).parent / "actions"

#: How many steps a template has, and how many topics its pulse check.
STEPS, PULSE = range(2, 5), range(3, 6)


class TemplateError(ValueError):
    """A file of templates breaks the form; the message names the file and the template."""


@dataclass(frozen=True, slots=True)
class ActionTemplate:
    """One action to try. ``after_two_weeks`` is how a team sees by then whether it helped.

    ``pulse`` are the topics (keys) to score again to see whether something moves.
    """

    key: str
    theme: str
    topic: str
    title: Text
    steps: tuple[Text, ...]
    after_two_weeks: Text
    pulse: tuple[str, ...]


@lru_cache(maxsize=1)
def load() -> tuple[ActionTemplate, ...]:
    """All templates in the order of the files."""
    templates = tuple(template for path in sorted(ACTIONS.glob("*.toml")) for template in _read(path))
    keys = [template.key for template in templates]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise TemplateError(f"a template stands twice: {', '.join(sorted(twice))}")
    return templates


def for_topic(topic: str) -> tuple[ActionTemplate, ...]:
    """The templates for one topic."""
    return tuple(template for template in load() if template.topic == topic)


def for_theme(theme: str) -> tuple[ActionTemplate, ...]:
    """The templates for all topics of a theme."""
    return tuple(template for template in load() if template.theme == theme)


def find(key: str) -> ActionTemplate | None:
    """The template with this key; none for an empty or unknown one, such as one that was taken out since."""
    return next((template for template in load() if template.key == key), None)


def _read(path: Path) -> Iterator[ActionTemplate]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        theme, records = content.pop("theme"), content.pop("actions")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise TemplateError(f"{path.name}: {error}") from error
    if content or not isinstance(theme, str) or not isinstance(records, list):
        raise TemplateError(f"{path.name}: a file has a theme and a list of actions, and nothing else")
    for place, record in enumerate(records, start=1):
        name = record.get("key", f"action {place}") if isinstance(record, dict) else f"action {place}"
        try:
            yield _template(theme, dict(record))
        except (KeyError, TypeError, ValueError) as error:
            raise TemplateError(f"{path.name}, {name}: {error}") from error


def _template(theme: str, data: dict[str, Any]) -> ActionTemplate:
    steps, pulse = tuple(Text(**step) for step in data.pop("steps")), tuple(data.pop("pulse"))
    if len(steps) not in STEPS:
        raise ValueError("two to four steps")
    if len(pulse) not in PULSE or len(set(pulse)) < len(pulse):
        raise ValueError("three to five different topics for the pulse check")
    return ActionTemplate(
        theme=theme,
        title=Text(**data.pop("title")),
        steps=steps,
        after_two_weeks=Text(**data.pop("after_two_weeks")),
        pulse=pulse,
        **data,  # what is left must be exactly the other fields: a misspelt or missing one is refused
    )
