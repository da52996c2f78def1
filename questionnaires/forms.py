"""The forms of filling in. One class serves all eight themes: the questionnaire is the only list of questions."""

import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.definitions import Questionnaire, Theme, Topic
from questionnaires.merging import NOTE_LIMIT, Given


class SeenField(forms.CharField):
    """The fingerprints of what a page showed, by topic; the hidden field that makes merging possible."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> dict[str, str]:
        try:
            seen = json.loads(super().clean(value) or "{}")
        except ValueError:
            seen = None
        if not isinstance(seen, dict) or not all(isinstance(mark, str) for mark in seen.values()):
            raise forms.ValidationError(_("This page is damaged. Open the theme again; what was saved is still there."))
        return seen


class NoteField(forms.CharField):
    """A note. Browsers send line ends as CR LF; here they are LF, so that equal texts are equal and count the same."""

    def __init__(self) -> None:
        too_long = _("Keep your note below 10,000 characters. Nothing you typed is lost.")
        super().__init__(required=False, max_length=NOTE_LIMIT, error_messages={"max_length": too_long})

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")


class AnswerField(forms.CharField):
    """One of the answers to a topic, or none. A choice field would copy its choices for every topic of every page."""

    def __init__(self, answers: Collection[str]) -> None:
        super().__init__(required=False, strip=False)
        self.answers = answers

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value not in self.answers:
            raise forms.ValidationError(_("Choose one of the answers shown."), code="invalid_choice")


@lru_cache(maxsize=8)
def _fields(answers: frozenset[str]) -> tuple[AnswerField, NoteField]:
    """One field of each kind for all topics of all pages: they keep nothing of what they clean."""
    return AnswerField(answers), NoteField()


class TopicsForm(forms.Form):
    """Some topics that a group is asked: per topic an answer and a note, all of them optional.

    Nothing is required here: a sheet is a draft until it is sent, and a half-filled page must not greet with errors.
    """

    seen = SeenField(required=False, max_length=5_000)

    def __init__(
        self, *args: Any, questionnaire: Questionnaire, topics: Sequence[Topic], group: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questionnaire, self.topics, self.group = questionnaire, topics, group
        answer, note = _fields(questionnaire.answer_keys)
        for topic in self.topics:
            self.fields[topic.key] = answer
            self.fields[f"{topic.key}-note"] = note

    @property
    def typed(self) -> dict[str, Given]:
        """What a valid form sends for every topic on the page."""
        return {
            topic.key: Given(self.cleaned_data[topic.key], self.cleaned_data[f"{topic.key}-note"])
            for topic in self.topics
        }


class ThemeForm(TopicsForm):
    """The topics of one theme that a group is asked."""

    def __init__(self, *args: Any, questionnaire: Questionnaire, theme: Theme, group: str, **kwargs: Any) -> None:
        topics = theme.topics_for(group)
        super().__init__(*args, questionnaire=questionnaire, topics=topics, group=group, **kwargs)
        self.theme = theme


class TableForm(forms.Form):
    """Which groups sat at the table of a team sheet."""

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"] = forms.MultipleChoiceField(
            choices=[(group.key, group.key) for group in questionnaire.groups],
            required=False,
            error_messages={"invalid_choice": _("Choose from the groups shown.")},
        )
