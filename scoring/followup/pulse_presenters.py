"""Pulse checks as they are shown: per topic then and now, in words. Nothing here says why they differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from questionnaires.asking import Question, answer_label, questions, tr
from questionnaires.definitions import Level
from scoring.followup.forms import PulseForm
from scoring.followup.queries import Frozen
from scoring.models import PulseCheck


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: a level, or another answer in words."""

    level: Level | None
    word: str


@dataclass(frozen=True, slots=True)
class ThenNow:
    """One topic in the scan and in a pulse check. ``step`` compares them in words, where both have a level."""

    title: str
    then: Said
    now: Said
    step: str


@dataclass(frozen=True, slots=True)
class PulseView:
    """One pulse check."""

    number: int
    held_on: date
    note: str
    rows: list[ThenNow]


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic that can be scored again."""

    key: str
    title: str
    level: Level | None
    is_chosen: bool


def pulse_views(frozen: Frozen, pulses: Iterable[PulseCheck]) -> list[PulseView]:
    """All pulse checks of a scan, newest first."""
    order = list(frozen.questionnaire.topics)
    return [
        PulseView(
            pulse.pk,
            pulse.held_on,
            pulse.note,
            [_row(frozen, topic, pulse.levels[topic]) for topic in sorted(pulse.levels, key=order.index)],
        )
        for pulse in reversed(list(pulses))
    ]


def _row(frozen: Frozen, topic: str, value: str) -> ThenNow:
    then, now = _said(frozen, frozen.level(topic) or ""), _said(frozen, value)
    return ThenNow(tr(frozen.questionnaire.topics[topic].title), then, now, _step(then.level, now.level))


def _said(frozen: Frozen, value: str) -> Said:
    word = answer_label(frozen.questionnaire, value) if value else _("No level")
    return Said(frozen.questionnaire.levels.get(value), word)


def _step(then: Level | None, now: Level | None) -> str:
    if then is None or now is None:
        return ""
    if then == now:
        return _("The same level as then")
    return _("A higher level than then") if now.rank < then.rank else _("A lower level than then")


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """The topics of one theme to choose from."""

    title: str
    topics: list[TopicChoice]

    @property
    def is_open(self) -> bool:
        return any(topic.is_chosen for topic in self.topics)


def topic_choices(frozen: Frozen, chosen: Iterable[str]) -> list[ThemeChoice]:
    """Every topic to choose from, by theme."""
    ticked, levels = set(chosen), frozen.questionnaire.levels
    return [
        ThemeChoice(
            f"{theme.number}. {tr(theme.title)}",
            [
                TopicChoice(topic.key, tr(topic.title), levels.get(frozen.level(topic.key) or ""), topic.key in ticked)
                for topic in theme.topics
            ],
        )
        for theme in frozen.questionnaire.themes
    ]


def pulse_questions(form: PulseForm) -> list[Question]:
    """The questions of a pulse check, with the scale and the examples of the questionnaire; notes are for them all."""
    found = questions(form, {}, {}, keep_typed=True)
    for question in found:
        question.note_name = ""
    return found
