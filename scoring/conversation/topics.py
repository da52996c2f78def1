"""One topic on the board: what each group says in counts, the proposal, the levels to choose, and the decision."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definitions import Level
from questionnaires.presenters import tr
from scoring.conversation.presenters import flag_sentences, in_order, topic_url, value_word
from scoring.conversation.queries import Decision, Table, TableTopic, UnitSays
from scoring.conversation.words import missing_sentence, opening_question
from scoring.domain.levels import DONT_KNOW_KEY, NOT_APPLICABLE_KEY
from scoring.outcomes.words import unit_name


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One group at a topic: the counts of its levels for the bar, and beside them who does not know."""

    name: str
    people: str
    counts: list[dict[str, Any]]
    unsure: int
    not_applicable: int
    level: Level | None

    @property
    def has_levels(self) -> bool:
        return any(row["count"] for row in self.counts)


@dataclass(frozen=True, slots=True)
class Choice:
    """A level to decide on. ``hotkey`` 1 is the best level."""

    value: str
    label: str
    icon: str
    hotkey: str
    example: str
    checked: bool
    is_proposal: bool
    is_level: bool


def unit_rows(table: Table, topic: TableTopic) -> list[UnitRow]:
    """What each group says, in counts: only groups that stand, never a person. Only those who answered."""
    return [_unit_row(table, says) for says in topic.units if says.counts]


def silent_units(table: Table, topic: TableTopic) -> list[str]:
    """The groups that count and gave no answer here: most were not asked."""
    return [unit_name(table.plan.questionnaire, says.unit) for says in topic.units if not says.counts]


def _unit_row(table: Table, says: UnitSays) -> UnitRow:
    questionnaire = table.plan.questionnaire
    return UnitRow(
        name=unit_name(questionnaire, says.unit),
        people=ngettext("%(count)d person", "%(count)d people", says.people) % {"count": says.people},
        counts=[{"level": level, "count": says.counts.get(level.key, 0)} for level in reversed(questionnaire.scale)],
        unsure=says.counts.get(DONT_KNOW_KEY, 0),
        not_applicable=says.counts.get(NOT_APPLICABLE_KEY, 0),
        level=questionnaire.levels.get(says.level or ""),
    )


def choices(table: Table, topic: TableTopic, value: str) -> list[Choice]:
    """The levels to decide on, best first with the keys 1 to 4, then *niet van toepassing* and *nog niet besloten*."""
    levels = [
        Choice(
            value=level.key,
            label=tr(level.label),
            icon=level.icon,
            hotkey=str(level.rank + 1),
            example=tr(topic.topic.levels[level.key]),
            checked=value == level.key,
            is_proposal=topic.proposal == level.key,
            is_level=True,
        )
        for level in table.plan.questionnaire.scale
    ]
    return [*levels, _beside(table, topic, value), _nothing_yet(value)]


def _beside(table: Table, topic: TableTopic, value: str) -> Choice:
    is_proposal = topic.proposal == NOT_APPLICABLE_KEY
    label = value_word(table, NOT_APPLICABLE_KEY)
    return Choice(NOT_APPLICABLE_KEY, label, "minus", "", "", value == NOT_APPLICABLE_KEY, is_proposal, False)


def _nothing_yet(value: str) -> Choice:
    return Choice("", _("Not decided yet"), "question", "", "", not value, False, False)


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic on the board, with the way to the one before and the one after."""

    key: str
    title: str
    theme: str
    text: str
    explanation: str
    question: str
    is_critical: bool
    units: list[UnitRow]
    silent: list[str]
    proposal: Level | None
    proposal_word: str
    flags: list[str]
    step: str
    previous_url: str
    next_url: str
    decided: Decision
    decided_level: Level | None
    decided_word: str
    missing: list[str]
    is_serious: bool
    scale: int


def topic_view(table: Table, topic: TableTopic, order: str) -> TopicView:
    """One topic on the board."""
    questionnaire = table.plan.questionnaire
    theme = questionnaire.theme(topic.topic.theme)
    step, before, after = _place(table, topic, order)
    return TopicView(
        key=topic.key,
        title=tr(topic.topic.title),
        theme=f"{theme.number}. {tr(theme.title)}",
        text=tr(topic.topic.text),
        explanation=tr(topic.topic.explanation),
        question=opening_question(table.plan, topic),
        is_critical=topic.topic.critical,
        units=unit_rows(table, topic),
        silent=silent_units(table, topic),
        proposal=questionnaire.levels.get(topic.proposal or ""),
        proposal_word=value_word(table, topic.proposal),
        flags=flag_sentences(table, topic),
        step=step,
        previous_url=before,
        next_url=after,
        decided=topic.decided,
        decided_level=questionnaire.levels.get(topic.decided.value),
        decided_word=value_word(table, topic.decided.value),
        missing=[missing_sentence(code) for code in topic.missing],
        is_serious=topic.in_force == questionnaire.scale[-1].key,
        scale=len(questionnaire.scale),
    )


def _place(table: Table, topic: TableTopic, order: str) -> tuple[str, str, str]:
    """Where the topic stands in the row that is walked through, with the addresses before and after it."""
    row = [other.key for other in (table.calm if topic.is_calm else in_order(table, order))]
    at = row.index(topic.key)
    words = _("Agreed without talking: %(number)d of %(all)d") if topic.is_calm else _("Topic %(number)d of %(all)d")
    before = topic_url(table, row[at - 1], order) if at else ""
    after = topic_url(table, row[at + 1], order) if at + 1 < len(row) else ""
    return words % {"number": at + 1, "all": len(row)}, before, after
