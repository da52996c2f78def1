"""A questionnaire version in full, for the command line: as plain data and as Dutch text. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from questionnaires.definitions import Questionnaire, Text, Theme, Topic


def as_document(questionnaire: Questionnaire) -> dict[str, Any]:
    """The whole version in lists and dictionaries; every text as ``{"nl", "en"}``, the scale best first."""
    return {
        "version": questionnaire.version,
        "scale": [{"key": level.key, "label": level.label.as_dict()} for level in questionnaire.scale],
        "groups": [{"key": group.key, "label": group.label.as_dict()} for group in questionnaire.groups],
        "themes": [_theme(theme) for theme in questionnaire.themes],
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {"key": theme.key, "title": theme.title.as_dict(), "topics": [_topic(topic) for topic in theme.topics]}


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "key": topic.key,
        "critical": topic.critical,
        "groups": list(topic.groups),
        "text": topic.text.as_dict(),
        "client_text": _optional(topic.client_text),
        "volunteer_text": _optional(topic.volunteer_text),
        "explanation": topic.explanation.as_dict(),
        "levels": {key: text.as_dict() for key, text in topic.levels.items()},
    }


def _optional(text: Text | None) -> dict[str, str] | None:
    return text.as_dict() if text else None


def as_text(questionnaire: Questionnaire) -> str:
    """The whole version to read through, in Dutch."""
    return "\n".join(_lines(questionnaire))


def _lines(questionnaire: Questionnaire) -> Iterator[str]:
    yield f"Vragenlijst {questionnaire.version}"
    yield questionnaire.framework.nl
    yield ""
    for level in questionnaire.scale:
        yield f"{level.label.nl}: {level.definition.nl}"
    for theme in questionnaire.themes:
        yield f"\n{theme.number}. {theme.title.nl} ({theme.key})"
        for number, topic in enumerate(theme.topics, start=1):
            yield from _topic_lines(questionnaire, topic, f"{theme.number}.{number}")


def _topic_lines(questionnaire: Questionnaire, topic: Topic, number: str) -> Iterator[str]:
    asked = ", ".join(group.label.nl for group in questionnaire.groups if group.key in topic.groups)
    yield f"\n{number}{' ▲' if topic.critical else ''} {topic.title.nl} ({topic.key})"
    yield f"    {topic.text.nl}"
    if topic.client_text:
        yield f"    Voor cliënten: {topic.client_text.nl}"
    if topic.volunteer_text:
        yield f"    Voor vrijwilligers: {topic.volunteer_text.nl}"
    yield f"    {topic.explanation.nl}"
    for level in questionnaire.scale:
        yield f"    - {level.short.nl}: {topic.levels[level.key].nl}"
    yield f"    Gevraagd aan: {asked}"
