"""Turns sheets into what pages show. Texts come from the questionnaire, words around them from the catalogs."""

import json

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.asking import answer_label, tr
from questionnaires.definitions import TEAM, Questionnaire, Theme, Topic
from questionnaires.forms import TopicsForm
from questionnaires.merging import Given, Merged
from questionnaires.models import AnswerSheet


def place_of_theme(questionnaire: Questionnaire, theme: Theme, group: str) -> int:
    """The number of a theme as a group counts them: only the themes it is asked about."""
    return questionnaire.themes_for(group).index(theme) + 1


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
