"""The library as its reader searches it: words, a theme and a topic together."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.followup.library import Practice, for_theme, for_topic, load, search


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader looks for; what is empty does not matter."""

    text: str = ""
    theme: str = ""
    topic: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.text or self.theme or self.topic)


def found(sought: Sought, language: str) -> Sequence[Practice]:
    """The active practices that fit, those nearest to the topic or the theme first."""
    by_words = search(sought.text, language)
    if not (sought.theme or sought.topic):
        return by_words
    keys = {practice.key for practice in by_words}
    near = for_topic(sought.topic) if sought.topic else for_theme(sought.theme)
    return [p for p in near if p.key in keys and (not sought.theme or sought.theme in p.themes)]


def practice_of(key: str) -> Practice | None:
    """An active practice by its key."""
    return active().get(key)


def active() -> dict[str, Practice]:
    """All practices that are offered, by key."""
    return {practice.key: practice for practice in load() if practice.active}


def known(key: str) -> Practice | None:
    """A practice by its key, also one that is no longer offered: it may have been recommended before."""
    return next((practice for practice in load() if practice.key == key), None)
