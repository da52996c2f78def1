"""How staff, management and clients see each theme, side by side: one strip a theme, the same figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from questionnaires.definitions import Level, Theme
from questionnaires.presenters import tr
from scoring.conversation.queries import Table
from scoring.domain import conversation as talk
from scoring.domain.levels import RANKS, level_key, median_low

#: The three voices, each with the groups it puts together and the letter of its mark.
MANAGEMENT, CLIENTS = ("management",), ("clientvertegenwoordigers",)
STAFF = ("zorgpersoneel", "ondersteuning", "overig_medewerkers")


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the three voices; ``is_heard`` is false where it does not stand on its own."""

    key: str
    name: str
    letter: str
    units: tuple[str, ...]
    is_heard: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A voice on the strip."""

    voice: Voice
    level: Level | None


@dataclass(frozen=True, slots=True)
class Column:
    """One level of the strip: who stands there, and which part of the line between the marks runs through it.

    ``line`` is ``from`` and ``to`` at its ends, ``through`` between them, and empty elsewhere.
    """

    level: Level
    marks: list[Mark]
    line: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """One theme: the level each voice gives it, as a strip and in words, and how many topics differ much."""

    title: str
    marks: list[Mark]
    columns: list[Column]
    differing: int


@dataclass(frozen=True, slots=True)
class Gap:
    voices: list[Voice]
    levels: list[Level]
    rows: list[GapRow]

    @property
    def is_shown(self) -> bool:
        """With one voice there is nothing to compare."""
        return sum(voice.is_heard for voice in self.voices) > 1


def gap_of(table: Table) -> Gap:
    """The gap per theme. A voice says the lower middle of what its groups say at the topics of the theme."""
    voices = [
        _voice(table, "staff", _("Staff"), pgettext("mark on a chart", "S"), STAFF),
        _voice(table, "management", _("Management"), pgettext("mark on a chart", "M"), MANAGEMENT),
        _voice(table, "clients", _("Residents and representatives"), pgettext("mark on a chart", "R"), CLIENTS),
    ]
    levels = list(reversed(table.plan.questionnaire.scale))
    return Gap(voices, levels, [_row(table, theme, voices, levels) for theme in table.plan.questionnaire.themes])


def _voice(table: Table, key: str, name: str, letter: str, units: tuple[str, ...]) -> Voice:
    return Voice(key, name, letter, units, any(unit in table.units for unit in units))


def _row(table: Table, theme: Theme, voices: Sequence[Voice], levels: Sequence[Level]) -> GapRow:
    marks = [Mark(voice, _level(table, theme, voice)) for voice in voices]
    ranks = [mark.level.rank for mark in marks if mark.level]
    columns = [Column(level, [mark for mark in marks if mark.level == level], _line(level, ranks)) for level in levels]
    differing = sum(talk.DIFFERENCE in table.topics[topic.key].outcome.flags for topic in theme.topics)
    return GapRow(f"{theme.number}. {tr(theme.short)}", marks, columns, differing)


def _line(level: Level, ranks: Sequence[int]) -> str:
    """The strip runs from the worst level, which has the highest rank, to the best."""
    if not ranks or min(ranks) == max(ranks) or not min(ranks) <= level.rank <= max(ranks):
        return ""
    return {max(ranks): "from", min(ranks): "to"}.get(level.rank, "through")


def _level(table: Table, theme: Theme, voice: Voice) -> Level | None:
    said = [
        RANKS[level]
        for topic in theme.topics
        for unit, level in table.topics[topic.key].outcome.groups
        if unit in voice.units and level
    ]
    return table.plan.questionnaire.levels.get(level_key(median_low(said)) or "")
