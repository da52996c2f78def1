"""*Gesprekswijzer*: an agenda for one hour: the voice of the client, then what differs most and is most severe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.presenters import tr
from scoring.conversation.presenters import flag_sentences, value_word
from scoring.conversation.queries import Table, TableTopic
from scoring.conversation.words import opening_question
from scoring.domain import conversation as talk
from scoring.outcomes.words import level_word, unit_name

#: Minutes of the hour that are not for single topics.
WHOLE, WELCOME, CLIENTS, CLOSING = 60, 5, 10, 5
#: Minutes for a topic: serious or far apart, otherwise flagged, and the rest.
HEAVY, FLAGGED, LIGHT = 8, 6, 4
#: How many topics the round of the client's voice names.
NAMED = 3


@dataclass(frozen=True, slots=True)
class AgendaTopic:
    """One topic on the agenda. ``said`` is what each group says, in words."""

    title: str
    theme: str
    is_critical: bool
    flags: list[str]
    said: str
    proposal: str
    question: str


@dataclass(frozen=True, slots=True)
class Item:
    """A part of the hour: from minute to minute, and when it begins by the clock if the moment is known."""

    start: int
    end: int
    clock: str
    title: str
    text: str
    topic: AgendaTopic | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The hour. ``rest`` are topics for which there is no time; ``calm`` counts what all see alike."""

    items: list[Item]
    rest: list[str]
    calm: int
    client_topics: list[str]
    has_client_voice: bool
    meets_at: datetime | None


def agenda_of(table: Table) -> Agenda:
    """The agenda of a conversation, in the active language."""
    fitting, rest = _fit(table.to_discuss)
    client = table.plan.rules.client_voice
    lower = [topic for topic in table.to_discuss if talk.CLIENT_VOICE in topic.outcome.flags]
    return Agenda(
        items=list(_items(table, fitting)),
        rest=[tr(topic.topic.title) for topic in rest],
        calm=len(table.calm),
        client_topics=[tr(topic.topic.title) for topic in lower[:NAMED]],
        has_client_voice=client in table.units,
        meets_at=table.scan.meets_at,
    )


def minutes_for(topic: TableTopic) -> int:
    """How long to plan for a topic."""
    flags = topic.outcome.flags
    if talk.distance(topic.outcome) > 2 or topic.proposal == "ernstig_issue" or talk.SERIOUS_SEEN in flags:
        return HEAVY
    return FLAGGED if set(flags) - {talk.LITTLE_SIGHT} else LIGHT


def _fit(topics: Sequence[TableTopic]) -> tuple[list[TableTopic], list[TableTopic]]:
    """As many of the most urgent topics as fit in the hour."""
    room = WHOLE - WELCOME - CLIENTS - CLOSING
    for place, topic in enumerate(topics):
        room -= minutes_for(topic)
        if room < 0:
            return list(topics[:place]), list(topics[place:])
    return list(topics), []


def _items(table: Table, topics: Sequence[TableTopic]) -> Iterator[Item]:
    yield _item(table, 0, WELCOME, _("Welcome"), _welcome())
    yield _item(table, WELCOME, CLIENTS, _("The voice of residents and their families first"), _client_round())
    start = WELCOME + CLIENTS
    for topic in topics:
        length = minutes_for(topic)
        yield _item(table, start, length, tr(topic.topic.title), "", _topic(table, topic))
        start += length
    if left := WHOLE - CLOSING - start:
        yield _item(table, start, left, _("Room for what needs more time"), "")
    yield _item(table, WHOLE - CLOSING, CLOSING, _("What do we take with us?"), _closing())


def _item(table: Table, start: int, length: int, title: str, text: str, topic: AgendaTopic | None = None) -> Item:
    return Item(start, start + length, _clock(table, start), title, text, topic)


def _clock(table: Table, start: int) -> str:
    if table.scan.meets_at is None:
        return ""
    begin = timezone.localtime(table.scan.meets_at) + timedelta(minutes=start)
    return f"{begin:%H:%M}"


def _topic(table: Table, topic: TableTopic) -> AgendaTopic:
    questionnaire = table.plan.questionnaire
    theme = questionnaire.theme(topic.topic.theme)
    said = [
        f"{unit_name(questionnaire, unit)}: {level_word(questionnaire.levels[level])}"
        for unit, level in topic.outcome.groups
        if level
    ]
    return AgendaTopic(
        title=tr(topic.topic.title),
        theme=f"{theme.number}. {tr(theme.short)}",
        is_critical=topic.topic.critical,
        flags=flag_sentences(table, topic),
        said="; ".join(said),
        proposal=value_word(table, topic.proposal),
        question=opening_question(table.plan, topic),
    )


def _welcome() -> str:
    return _(
        "Who sits here, and why? We want to understand what each of us sees. Nobody has to say what they filled in, "
        "and nobody looks for who gave which answer."
    )


def _client_round() -> str:
    return _(
        "Residents, relatives and volunteers speak first, one after the other. The others listen and ask; they do not "
        "explain or defend."
    )


def _closing() -> str:
    return _(
        "Name one thing that goes well and one thing you start with tomorrow. Take over what you all see alike. Say "
        "for each theme whether you want help."
    )
