"""The review of one scan, ready to be shown: per topic what the location says, and the adviser's own fields."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from questionnaires.definitions import Level, Theme, Topic
from questionnaires.presenters import answer_label, tr
from scoring.domain.levels import LEVELS
from scoring.models import ReviewQuestion
from scoring.outcomes.words import flag_sentence, unit_name
from scoring.review.forms import JudgementForm
from scoring.review.queries import Judged
from scoring.review.room import Room

#: What the page can show: everything, or only topics of one kind.
ALL, DIFFERS, LOW, FLAGGED, CHANGED, OWN = "alles", "verschil", "laag", "vlag", "gewijzigd", "eigen"


@dataclass(frozen=True, slots=True)
class LevelWord:
    """A level as badge and word; ``level`` is ``None`` for *nvt*, and where there is no level."""

    level: Level | None
    word: str


@dataclass(frozen=True, slots=True)
class TopicReview:
    """One topic: left what the location says, right what the adviser writes. ``other`` was saved by another page."""

    key: str
    number: str
    title: str
    text: str
    is_critical: bool
    agreed: LevelWord
    groups: list[tuple[str, Level | None]]
    is_unanimous: bool
    flags: list[str]
    reason: str
    rests_on: str
    notes: tuple[str, ...]
    changed_from: LevelWord | None
    last_time: LevelWord | None
    sent: list[ReviewQuestion]
    own: Judged
    own_level: Level | None
    other: Judged | None
    other_level: str
    errors: list[str]
    asks_verdict: bool


@dataclass(frozen=True, slots=True)
class ThemeReview:
    """One theme with the topics that are shown, and the hidden field that says what the page showed."""

    theme: Theme
    title: str
    level: Level | None
    topics: list[TopicReview]
    low: int
    seen: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to look at the page: its key, its words and how many topics it shows."""

    key: str
    words: str
    count: int


def choices(room: Room) -> list[Choice]:
    """The filters of the page; those of what cannot be there are left out."""
    words = {
        ALL: _("All topics"),
        DIFFERS: _("Groups differ"),
        LOW: _("Low"),
        FLAGGED: _("Flagged"),
        CHANGED: _("Changed since last time it was sent in"),
        OWN: _("With something of yours"),
    }
    if not room.before:
        del words[CHANGED]
    if room.is_team:
        del words[DIFFERS]
    return [Choice(key, word, len(shown(room, key))) for key, word in words.items()]


def shown(room: Room, which: str) -> set[str]:
    """The keys of the topics that a filter shows; an unknown filter shows all."""
    tests = {
        DIFFERS: lambda key: len(_levels_given(room, key)) > 1,
        LOW: lambda key: room.found(key)["agreed"] in LEVELS[:2],
        FLAGGED: lambda key: bool(_flags(room, key)) or key in room.undecided,
        CHANGED: lambda key: _is_changed(room, key),
        OWN: lambda key: key in room.judged or bool(room.asked.at(key)),
    }
    topics = room.questionnaire.topics
    return {key for key in topics if tests[which](key)} if which in tests else set(topics)


def theme_reviews(
    room: Room,
    which: str,
    *,
    only: str = "",
    form: JudgementForm | None = None,
    conflicts: Mapping[str, Judged] | None = None,
) -> list[ThemeReview]:
    """The themes with something to show. ``form`` holds what was typed at the theme ``only`` and not all saved."""
    keys = shown(room, which)
    found = []
    for theme in room.questionnaire.themes:
        typed = form if theme.key == only else None
        visible = [t for t in theme.topics if t.key in keys or (typed and t in typed.topics)]
        if visible:
            found.append(_theme(room, theme, visible, typed, conflicts or {}))
    return found


def _theme(
    room: Room, theme: Theme, visible: Sequence[Topic], form: JudgementForm | None, conflicts: Mapping[str, Judged]
) -> ThemeReview:
    return ThemeReview(
        theme=theme,
        title=tr(theme.title),
        level=room.questionnaire.levels.get(room.assessment.outcome["themes"][theme.key]["level"] or ""),
        topics=[_topic(room, theme, topic, form, conflicts.get(topic.key)) for topic in visible],
        low=sum(room.found(topic.key)["agreed"] in LEVELS[:2] for topic in theme.topics),
        seen=_seen(room, visible, form, conflicts),
    )


def _seen(room: Room, visible: Iterable[Topic], form: JudgementForm | None, conflicts: Mapping[str, Judged]) -> str:
    """What the page showed. A page that shows another's text beside one's own has seen it; one with faults has not."""
    standing = {topic.key: room.judged.get(topic.key, Judged()) for topic in visible} | dict(conflicts)
    marks = {key: view.fingerprint for key, view in standing.items()}
    if form is not None and form.is_bound:
        earlier = form.cleaned_data.get("seen", {})
        faulty = {name.rpartition("-")[0] for name in form.errors}
        marks |= {key: earlier.get(key, "") for key in faulty - conflicts.keys()}
    return packed(marks)


def packed(marks: Mapping[str, str]) -> str:
    """The hidden field itself."""
    return json.dumps({key: mark for key, mark in marks.items() if mark}, separators=(",", ":"))


def _topic(room: Room, theme: Theme, topic: Topic, form: JudgementForm | None, other: Judged | None) -> TopicReview:
    key, questionnaire = topic.key, room.questionnaire
    found = room.found(key)
    own, errors = _own(room, key, form, keep=other is not None)
    reason, rests_on = room.words.agreed.get(key, ("", ""))
    return TopicReview(
        key=key,
        number=f"{theme.number}.{theme.topics.index(topic) + 1}",
        title=tr(topic.title),
        text=tr(topic.text),
        is_critical=topic.critical,
        agreed=_word(room, key, found["agreed"]),
        groups=[
            (unit_name(questionnaire, unit), questionnaire.levels.get(v or "")) for unit, v in found["groups"].items()
        ],
        is_unanimous=len(_levels_given(room, key)) < 2,
        flags=_flags(room, key),
        reason=reason,
        rests_on=rests_on,
        notes=room.words.notes.get(key, ()),
        changed_from=_word(room, key, room.before[key]) if _is_changed(room, key) else None,
        last_time=_word(room, key, room.last_time[key]) if key in room.last_time else None,
        sent=room.asked.at(key),
        own=own,
        own_level=questionnaire.levels.get(own.level),
        other=other,
        other_level=answer_label(questionnaire, other.level) if other and other.level else "",
        errors=errors,
        asks_verdict=key in room.undecided,
    )


def _own(room: Room, key: str, form: JudgementForm | None, *, keep: bool) -> tuple[Judged, list[str]]:
    """What stands in the adviser's fields: what was typed where it was not saved, else what is kept."""
    standing = room.judged.get(key, Judged())
    if form is None:
        return standing, []
    parts = ("level", "motivation", "facts", "not_applicable", "question")
    errors = [error for part in parts for error in form.errors.get(f"{key}-{part}", [])]
    typed = Judged(*(form.data.get(f"{key}-{part}", "") for part in parts))
    return (typed if errors or keep else standing), errors


def _word(room: Room, key: str, value: str | None) -> LevelWord:
    none = _("I do not know") if key in room.words.unsure else _("No level")
    word = answer_label(room.questionnaire, value) if value else none
    return LevelWord(room.questionnaire.levels.get(value or ""), word)


def _levels_given(room: Room, key: str) -> set[str]:
    return {value for value in room.found(key)["groups"].values() if value}


def _is_changed(room: Room, key: str) -> bool:
    return key in room.before and room.before[key] != room.found(key)["agreed"]


def _flags(room: Room, key: str) -> list[str]:
    """The flags in sentences. Around one table there are no groups to differ."""
    worst = room.questionnaire.scale[-1].key
    found = room.found(key)
    serious = [unit_name(room.questionnaire, unit) for unit, value in found["groups"].items() if value == worst]
    flags = [flag for flag in found["flags"] if not room.is_team or flag == "weinig_zicht"]
    return [flag_sentence(flag, serious) for flag in flags]
