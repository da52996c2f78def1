"""The list of the board: topics in their order, with flags, proposal, decision and what is still to be written."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definitions import Level
from questionnaires.presenters import answer_label, tr
from scoring.conversation.queries import Table, TableTopic
from scoring.conversation.words import missing_sentence
from scoring.outcomes.words import flag_sentence, unit_name

#: In which order the topics stand: as the guide for the conversation has them, or theme by theme.
BY_GUIDE, BY_THEME = "wijzer", "thema"
#: Which topics the list shows.
OPEN, ALL = "bespreken", "alles"


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic in the list of the board."""

    title: str
    url: str
    theme: str
    is_critical: bool
    flags: list[str]
    proposal: Level | None
    proposal_word: str
    decided: Level | None
    decided_word: str
    missing: list[str]
    is_settled: bool


@dataclass(frozen=True, slots=True)
class BoardView:
    """The list of the board: sections with a heading, and what all see alike."""

    sections: list[tuple[str, list[TopicRow]]]
    calm: list[TopicRow]
    calm_open: int
    settled: int
    total: int
    progress_text: str
    first_url: str
    left_out: int
    people: list[str]


def board_view(table: Table, *, order: str, shown: str) -> BoardView:
    """The list of topics: ``order`` is ``wijzer`` or ``thema``, ``shown`` ``bespreken`` (what is open) or ``alles``."""
    topics = in_order(table, order)
    settled = sum(topic.is_settled for topic in topics)
    visible = [topic for topic in topics if shown == ALL or not topic.is_settled]
    first = next((topic for topic in topics if not topic.is_settled), None)
    return BoardView(
        sections=_sections(table, visible, order),
        calm=[_row(table, topic, order) for topic in table.calm],
        calm_open=sum(not topic.decided.value for topic in table.calm),
        settled=settled,
        total=len(topics),
        progress_text=_("%(done)d of %(all)d topics decided") % {"done": settled, "all": len(topics)},
        first_url=topic_url(table, first.key, order) if first else "",
        left_out=table.left_out,
        people=[_people(table, unit, count) for unit, count in table.units.items()],
    )


def in_order(table: Table, order: str) -> list[TableTopic]:
    """The topics to talk about in the order that was chosen; it stays the same while the team decides."""
    if order == BY_THEME:
        return [topic for topic in table.topics.values() if not topic.is_calm]
    return table.to_discuss


def topic_url(table: Table, key: str, order: str) -> str:
    address = reverse("board_topic", kwargs={"scan": table.scan.pk, "topic": key})
    return f"{address}?{urlencode({'volgorde': order})}" if order == BY_THEME else address


def _sections(table: Table, topics: Sequence[TableTopic], order: str) -> list[tuple[str, list[TopicRow]]]:
    rows = [(topic, _row(table, topic, order)) for topic in topics]
    if order != BY_THEME:
        return [("", [row for _topic, row in rows])] if rows else []
    found = []
    for theme in table.plan.questionnaire.themes:
        if own := [row for topic, row in rows if topic.topic.theme == theme.key]:
            found.append((f"{theme.number}. {tr(theme.title)}", own))
    return found


def _row(table: Table, topic: TableTopic, order: str) -> TopicRow:
    questionnaire = table.plan.questionnaire
    theme = questionnaire.theme(topic.topic.theme)
    return TopicRow(
        title=tr(topic.topic.title),
        url=topic_url(table, topic.key, order),
        theme=f"{theme.number}. {tr(theme.short)}",
        is_critical=topic.topic.critical,
        flags=flag_sentences(table, topic),
        proposal=questionnaire.levels.get(topic.proposal or ""),
        proposal_word=value_word(table, topic.proposal),
        decided=questionnaire.levels.get(topic.decided.value),
        decided_word=value_word(table, topic.decided.value),
        missing=[missing_sentence(code) for code in topic.missing],
        is_settled=topic.is_settled,
    )


def value_word(table: Table, value: str | None) -> str:
    """The word for a level or ``nvt``; empty where there is none."""
    return answer_label(table.plan.questionnaire, value) if value else ""


def flag_sentences(table: Table, topic: TableTopic) -> list[str]:
    """The flags in words. Around one table there are no groups to differ."""
    questionnaire = table.plan.questionnaire
    worst = questionnaire.scale[-1].key
    serious = [unit_name(questionnaire, unit) for unit, level in topic.outcome.groups if level == worst]
    return [flag_sentence(flag, serious) for flag in topic.outcome.flags]


def _people(table: Table, unit: str, count: int) -> str:
    words = ngettext("%(group)s (%(count)d person)", "%(group)s (%(count)d people)", count)
    return words % {"group": unit_name(table.plan.questionnaire, unit), "count": count}
