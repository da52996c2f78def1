"""Searching the library, and choosing practices for a scan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.definitions import Questionnaire
from questionnaires.forms import SeenField
from questionnaires.merging import Given
from scoring.practices.queries import CHOSEN
from scoring.practices.searching import Sought, active

NOTE_LIMIT = 1_000


class SearchForm(forms.Form):
    """Words, a theme and a topic. What makes no sense is left out: something is always shown."""

    q = forms.CharField(label=_("Search in the good practices"), required=False, max_length=100)
    thema = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    onderwerp = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questionnaire = questionnaire
        self.fields["thema"].choices = [(theme.key, theme.key) for theme in questionnaire.themes]
        self.fields["onderwerp"].choices = [(key, key) for key in questionnaire.topics]

    @property
    def sought(self) -> Sought:
        """A topic brings its own theme along."""
        self.is_valid()
        chosen = self.cleaned_data
        topic = self.questionnaire.topics.get(chosen.get("onderwerp") or "")
        theme = topic.theme if topic else chosen.get("thema") or ""
        return Sought(text=chosen.get("q") or "", theme=theme, topic=topic.key if topic else "")


class RecommendForm(forms.Form):
    """Every practice with a tick and a note. A note without a tick is asked about, never thrown away."""

    seen = SeenField(required=False, max_length=10_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in active():
            self.fields[f"kies-{key}"] = forms.BooleanField(required=False)
            self.fields[f"noot-{key}"] = forms.CharField(
                required=False,
                max_length=NOTE_LIMIT,
                error_messages={"max_length": _("Keep your note below 1,000 characters. Nothing you typed is lost.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for key in active():
            if cleaned.get(f"noot-{key}") and not cleaned.get(f"kies-{key}"):
                self.add_error(f"kies-{key}", _("Tick this practice, or take your note away. Your text is kept."))
        return cleaned

    @property
    def typed(self) -> dict[str, Given]:
        data = self.cleaned_data
        return {
            key: Given(CHOSEN if data[f"kies-{key}"] else "", data[f"noot-{key}"].replace("\r\n", "\n"))
            for key in active()
        }
