"""Turns sheets into what pages show. Texts come from the questionnaire, words around them from the catalogs."""

import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from questionnaires.definitions import TEAM, Questionnaire, Text, Theme, Topic
from questionnaires.forms import TopicsForm
from questionnaires.merging import Given, Merged
from questionnaires.models import AnswerSheet


def tr(text: Text) -> str:
    """A questionnaire text in the language of the page."""
    return text.in_language(get_language() or "nl")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, as a card: a level with its example, or an answer beside the scale."""

    value: str
    id: str
    checked: bool
    icon: str
    label: str
    definition: str
    example: str
    is_level: bool


@dataclass(slots=True, unsafe_hash=True)
class Question:
    """One topic on a page, ready for ``_components/topic_question.html``."""

    key: str
    number: str
    title: str
    text: str
    explanation: str
    is_critical: bool
    name: str
    id: str
    value: str
    note: str
    note_name: str
    note_id: str
    error: str
    options: tuple[Option, ...] = ()
    conflict: dict[str, str] | None = None
    #: What was agreed last time; empty while the topic has no answer, ``None`` where there is nothing to show.
    before: str | None = None


def questions(
    form: TopicsForm, standing: dict[str, Given], conflicts: dict[str, Given], *, keep_typed: bool = False
) -> list[Question]:
    """The questions of a theme page with what stands.

    What was typed is shown instead where it was not saved: at a conflict, in a form with faults, and everywhere with
    ``keep_typed``. Elsewhere what stands is newer, for a colleague may have changed it.
    """
    typed_stays = keep_typed or (form.is_bound and not form.is_valid())
    numbers = topic_numbers(form.questionnaire, form.group)
    return [
        _question(
            form,
            numbers[topic.key],
            topic,
            _typed(form, topic) if typed_stays or topic.key in conflicts else standing.get(topic.key, Given()),
            conflicts.get(topic.key),
        )
        for topic in form.topics
    ]


def topic_numbers(questionnaire: Questionnaire, group: str) -> dict[str, str]:
    """The number of every topic a group is asked, such as 3.2: theme and place in it, as that group counts them."""
    return {
        topic.key: f"{place}.{number}"
        for place, theme in enumerate(questionnaire.themes_for(group), start=1)
        for number, topic in enumerate(theme.topics_for(group), start=1)
    }


def place_of_theme(questionnaire: Questionnaire, theme: Theme, group: str) -> int:
    """The number of a theme as a group counts them: only the themes it is asked about."""
    return questionnaire.themes_for(group).index(theme) + 1


def _typed(form: TopicsForm, topic: Topic) -> Given:
    return Given(form.data.get(topic.key, ""), form.data.get(f"{topic.key}-note", ""))


def _question(form: TopicsForm, number: str, topic: Topic, shown: Given, other: Given | None) -> Question:
    language = get_language() or "nl"
    note_name = f"{topic.key}-note"
    return Question(
        key=topic.key,
        number=number,
        title=topic.title.in_language(language),
        text=topic.text_for(form.group).in_language(language),
        explanation=topic.explanation.in_language(language),
        is_critical=topic.critical,
        name=topic.key,
        id=f"id_{topic.key}",
        value=shown.value,
        note=shown.note,
        note_name=note_name,
        note_id=f"id_{note_name}",
        error=" ".join(form.errors.get(topic.key, []) + form.errors.get(note_name, [])) if form.is_bound else "",
        options=_options(form.questionnaire, topic, shown.value, language),
        conflict={"label": answer_label(form.questionnaire, other.value), "note": other.note} if other else None,
    )


def _options(questionnaire: Questionnaire, topic: Topic, value: str, language: str) -> tuple[Option, ...]:
    levels = [
        Option(
            value=level.key,
            id=f"id_{topic.key}_{level.key}",
            checked=level.key == value,
            icon=level.icon,
            label=level.label.in_language(language),
            definition=level.definition.in_language(language),
            example=topic.levels[level.key].in_language(language),
            is_level=True,
        )
        for level in questionnaire.scale
    ]
    beside = [
        Option(
            value=answer.key,
            id=f"id_{topic.key}_{answer.key}",
            checked=answer.key == value,
            icon=answer.icon,
            label=answer.label.in_language(language),
            definition=answer.definition.in_language(language),
            example="",
            is_level=False,
        )
        for answer in questionnaire.unscored
    ]
    return (*levels, *beside)


def answer_label(questionnaire: Questionnaire, value: str) -> str:
    """The word for an answer: a level, *weet ik niet*, *niet van toepassing*, or that there is none."""
    if value in questionnaire.levels:
        return tr(questionnaire.levels[value].label)
    for answer in questionnaire.unscored:
        if answer.key == value:
            return tr(answer.label)
    return _("No answer yet")


def seen_value(form: TopicsForm, standing: dict[str, Given], conflicts: dict[str, Given]) -> str:
    """The hidden field of a page that is made now.

    A page that shows somebody else's answer beside one's own has seen it: choosing again settles the conflict. A page
    that comes back with errors has seen nothing new.
    """
    if not form.is_bound:
        return _packed(standing)
    if not form.is_valid():
        return str(form.data.get("seen", ""))
    return _packed(standing | conflicts)


def seen_after(form: TopicsForm, merged: Merged) -> str:
    """The hidden field of a page that stays open after it saved itself: it has seen what it sent.

    Not so where both changed a topic: there it must meet the conflict again when it is sent by button.
    """
    marks = {topic: given.fingerprint for topic, given in form.typed.items()}
    marks |= {topic: form.cleaned_data["seen"].get(topic, "") for topic in merged.conflicts}
    return json.dumps({topic: mark for topic, mark in marks.items() if mark}, separators=(",", ":"))


def saved_context(sheet: AnswerSheet, form: TopicsForm, merged: Merged) -> dict[str, object]:
    """The small answer to a page that saves while one types: when it was saved, and what it may now assume."""
    return {
        "is_own": sheet.group != TEAM,
        "saved": merged,
        "at": timezone.localtime(),
        "seen": seen_after(form, merged),
        "conflict_topics": [form.questionnaire.topics[key] for key in merged.conflicts],
    }


def _packed(given: dict[str, Given]) -> str:
    marks = {topic: answer.fingerprint for topic, answer in given.items()}
    return json.dumps({topic: mark for topic, mark in marks.items() if mark}, separators=(",", ":"))


def theme_tasks(sheet: AnswerSheet, questionnaire: Questionnaire, answered: dict[str, int]) -> list[dict[str, str]]:
    """The task list of a sheet: per theme where it goes and how far it is."""
    return [
        _task(sheet, number, theme, answered.get(theme.key, 0))
        for number, theme in enumerate(questionnaire.themes_for(sheet.group), start=1)
    ]


def _task(sheet: AnswerSheet, number: int, theme: Theme, done: int) -> dict[str, str]:
    asked = len(theme.topics_for(sheet.group))
    status = "klaar" if done >= asked else "bezig" if done else "leeg"
    words = {
        "klaar": _("Completed"),
        "bezig": _("%(done)d of %(asked)d answered") % {"done": done, "asked": asked},
        "leeg": _("Not started yet"),
    }
    return {
        "key": theme.key,
        "title": f"{number}. {tr(theme.title)}",
        "url": reverse("theme", kwargs={"sheet": sheet.pk, "step": theme.key}),
        "status": status,
        "status_text": words[status],
        "hint": ngettext("%(count)d question", "%(count)d questions", asked) % {"count": asked},
    }


def overview_sections(
    sheet: AnswerSheet, questionnaire: Questionnaire, given: dict[str, Given]
) -> list[dict[str, object]]:
    """The overview before sending: per theme every question with its answer, its note and the way to change it."""
    return [
        {
            "theme": theme,
            "number": number,
            "rows": [
                _overview_row(sheet, questionnaire, theme, topic, given.get(topic.key, Given()))
                for topic in theme.topics_for(sheet.group)
            ],
        }
        for number, theme in enumerate(questionnaire.themes_for(sheet.group), start=1)
    ]


def _overview_row(
    sheet: AnswerSheet, questionnaire: Questionnaire, theme: Theme, topic: Topic, given: Given
) -> dict[str, object]:
    url = reverse("theme", kwargs={"sheet": sheet.pk, "step": theme.key})
    return {
        "topic": topic.key,
        "title": tr(topic.title),
        "is_critical": topic.critical,
        "level": questionnaire.levels.get(given.value),
        "answer": answer_label(questionnaire, given.value),
        "is_answered": bool(given.value),
        "note": given.note,
        "url": f"{url}#vraag-{topic.key}",
    }
