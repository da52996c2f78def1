"""The questions of a page: a topic in the wording of a group, with what stands or what was typed, ready to be shown."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from questionnaires.definitions import Level, Questionnaire, Text, Topic, Unscored
from questionnaires.forms import TopicsForm
from questionnaires.merging import Given


def tr(text: Text) -> str:
    """A questionnaire text in the language of the page."""
    return text.in_language(get_language() or "nl")


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """One answer to choose, as a card: a level with its example, or an answer beside the scale.

    Each is the only one of its kind (``Questionnaire.kept``), so that comparing two takes no time.
    """

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
    numbers = _numbers_kept(form.questionnaire, form.group)
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


def _numbers_kept(questionnaire: Questionnaire, group: str) -> dict[str, str]:
    found: dict[str, str] | None = questionnaire.kept.get(("numbers", group))
    if found is None:
        found = questionnaire.kept["numbers", group] = topic_numbers(questionnaire, group)
    return found


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
        options=_options_kept(form.questionnaire, topic, shown.value, language),
        conflict={"label": answer_label(form.questionnaire, other.value), "note": other.note} if other else None,
    )


def _options_kept(questionnaire: Questionnaire, topic: Topic, value: str, language: str) -> tuple[Option, ...]:
    """The options of a topic, made once for every answer that can be chosen."""
    key = (topic.key, value if value in questionnaire.answer_keys else "", language)
    found: tuple[Option, ...] | None = questionnaire.kept.get(key)
    if found is None:
        found = questionnaire.kept[key] = _options(questionnaire, topic, key[1], language)
    return found


def _options(questionnaire: Questionnaire, topic: Topic, value: str, language: str) -> tuple[Option, ...]:
    levels = [_option(topic, level, value, language, topic.levels[level.key]) for level in questionnaire.scale]
    beside = [_option(topic, answer, value, language, None) for answer in questionnaire.unscored]
    return (*levels, *beside)


def _option(topic: Topic, answer: Level | Unscored, value: str, language: str, example: Text | None) -> Option:
    """One answer of a topic; only a level has an example."""
    return Option(
        value=answer.key,
        id=f"id_{topic.key}_{answer.key}",
        checked=answer.key == value,
        icon=answer.icon,
        label=answer.label.in_language(language),
        definition=answer.definition.in_language(language),
        example=example.in_language(language) if example else "",
        is_level=example is not None,
    )


def answer_label(questionnaire: Questionnaire, value: str) -> str:
    """The word for an answer: a level, *weet ik niet*, *niet van toepassing*, or that there is none."""
    if value in questionnaire.levels:
        return tr(questionnaire.levels[value].label)
    for answer in questionnaire.unscored:
        if answer.key == value:
            return tr(answer.label)
    return _("No answer yet")
