"""Two people on one sheet: what they typed is merged per topic, so that neither loses anything. Pure, no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol

#: The longest note, in characters.
NOTE_LIMIT = 10_000


class Marked(Protocol):
    """What can stand at a topic: it can be compared, and its mark is empty where nothing stands."""

    @property
    def fingerprint(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Given:
    """What stands, or is typed, at one topic: an answer key (or nothing yet) and a note."""

    value: str = ""
    note: str = ""

    @property
    def fingerprint(self) -> str:
        """Lets a page say what it showed without sending every note twice. Empty where nothing stands."""
        if not self.value and not self.note:
            return ""
        return blake2b(f"{self.value}\n{self.note}".encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of the topics of a page when it is saved."""

    #: Topics to write: this page changed them, nobody else did.
    written: frozenset[str]
    #: Topics that this page and somebody else both changed, with what the other chose. Nothing is written for them.
    conflicts: dict[str, Any]
    #: Topics that only somebody else changed: they stay as the other left them.
    changed_elsewhere: frozenset[str]
    #: What stands once this is written, by topic: nobody needs to read it again.
    standing: dict[str, Any] = field(default_factory=dict)


def merge(
    *,
    seen: Mapping[str, str],
    typed: Mapping[str, Marked],
    standing: Mapping[str, Marked],
    nothing: Marked | None = None,
) -> Merged:
    """Compares, per topic, what a page showed when it was made, what it sends now, and what stands.

    ``seen`` holds fingerprints by topic. Sending what already stands changes nothing and counts as saved.
    ``nothing`` is what a topic without a row holds, for values that are no ``Given``.
    """
    nothing = nothing or Given()
    written, conflicts, elsewhere = set(), {}, set()
    for topic, now in typed.items():
        before, there = seen.get(topic, ""), standing.get(topic, nothing)
        if now == there:
            continue
        if now.fingerprint == before:
            elsewhere.add(topic)
        elif there.fingerprint == before:
            written.add(topic)
        else:
            conflicts[topic] = there
    after = {**standing, **{topic: typed[topic] for topic in written}}
    return Merged(frozenset(written), conflicts, frozenset(elsewhere), after)
