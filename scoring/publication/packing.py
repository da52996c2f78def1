"""Levels as bytes: one for each topic and one for each theme, in the order of the questionnaire version.

A byte is a place on the scale of that version, 0 for the worst level, so that a later version may have more levels.
What has no level has a byte far beyond any scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from questionnaires.definitions import Questionnaire

#: Agreed *niet van toepassing*.
NOT_APPLICABLE: Final = 254
#: A topic nobody agreed about, or a theme without a complete picture.
NO_LEVEL: Final = 255
_NVT: Final = "nvt"


class NotPackable(ValueError):
    """Levels, or bytes, that do not belong to this version; the message names the key."""


def pack_topics(questionnaire: Questionnaire, levels: Mapping[str, str | None]) -> bytes:
    """The agreed level of every topic by key; a topic that is absent has none."""
    return _pack(questionnaire, tuple(questionnaire.topics), levels)


def pack_themes(questionnaire: Questionnaire, levels: Mapping[str, str | None]) -> bytes:
    """The level of every theme by key; a theme that is absent has no complete picture."""
    return _pack(questionnaire, theme_keys(questionnaire), levels)


def unpack_topics(questionnaire: Questionnaire, packed: bytes) -> dict[str, str | None]:
    """The level of every topic, ``nvt`` or nothing."""
    return _unpack(questionnaire, tuple(questionnaire.topics), packed)


def unpack_themes(questionnaire: Questionnaire, packed: bytes) -> dict[str, str | None]:
    """The level of every theme, or nothing."""
    return _unpack(questionnaire, theme_keys(questionnaire), packed)


def theme_keys(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The keys of the themes, in order."""
    return tuple(theme.key for theme in questionnaire.themes)


def level_keys(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The keys of the levels, worst first: the place of a level is its byte."""
    return tuple(level.key for level in reversed(questionnaire.scale))


def _pack(questionnaire: Questionnaire, keys: tuple[str, ...], levels: Mapping[str, str | None]) -> bytes:
    if unknown := levels.keys() - set(keys):
        raise NotPackable(f"{questionnaire.version} has no {', '.join(sorted(unknown))}")
    codes = _codes(level_keys(questionnaire))
    try:
        return bytes([codes[levels.get(key)] for key in keys])
    except KeyError as level:
        raise NotPackable(f"{questionnaire.version} has no level {level}") from level


def _unpack(questionnaire: Questionnaire, keys: tuple[str, ...], packed: bytes) -> dict[str, str | None]:
    if len(packed) != len(keys):
        raise NotPackable(f"{len(packed)} bytes are not the {len(keys)} of {questionnaire.version}")
    words = {code: level for level, code in _codes(level_keys(questionnaire)).items()}
    try:
        return {key: words[code] for key, code in zip(keys, packed)}
    except KeyError as code:
        raise NotPackable(f"{questionnaire.version} has no level for byte {code}") from code


@lru_cache(maxsize=8)
def _codes(levels: tuple[str, ...]) -> dict[str | None, int]:
    return {level: place for place, level in enumerate(levels)} | {_NVT: NOT_APPLICABLE, None: NO_LEVEL}
