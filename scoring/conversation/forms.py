"""The forms of the conversation. Words are never required: a decision is saved at once, what is missing is said."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.definitions import Questionnaire
from questionnaires.forms import SeenField
from questionnaires.merging import Given
from scoring.conversation.queries import Decision
from scoring.conversation.services import NO, YES
from scoring.domain.levels import DONT_KNOW_KEY

WORD_LIMIT = 10_000
TOO_LONG = {"max_length": _("Keep your text below 10,000 characters. Nothing you typed is lost.")}


class Lines(forms.CharField):
    """Text with line ends as they are stored, so that equal texts are equal."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"required": False, "max_length": WORD_LIMIT, "error_messages": TOO_LONG}
        super().__init__(**options | {"widget": forms.Textarea(attrs={"rows": 3})} | kwargs)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")


class DecisionForm(forms.Form):
    """A level for one topic, why, and what it rests on; ``revision`` is the one the page showed."""

    value = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": _("Choose one of the levels on this page.")}
    )
    reason = Lines(label=_("Why this level?"))
    rests_on = Lines(label=_("What does it rest on?"))
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = sorted(questionnaire.answer_keys - {DONT_KNOW_KEY})
        self.fields["value"].choices = [(key, key) for key in keys]

    @property
    def decision(self) -> Decision:
        return Decision(**{name: self.cleaned_data[name] for name in ("value", "reason", "rests_on", "revision")})


class WishesForm(forms.Form):
    """*Wilt u hulp, en welke?* for every theme. Words without yes or no are asked about, never thrown away."""

    seen = SeenField(required=False, max_length=2_000)

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = questionnaire.themes
        for theme in self.themes:
            self.fields[theme.key] = forms.ChoiceField(
                choices=[(YES, _("Yes, please")), (NO, _("No, we can do this ourselves"))],
                required=False,
                widget=forms.RadioSelect,
                label=_("Do you want help with this theme?"),
                error_messages={"invalid_choice": _("Choose yes or no.")},
            )
            self.fields[f"{theme.key}-which"] = Lines(label=_("Which help?"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for theme in self.themes:
            if cleaned.get(f"{theme.key}-which") and not cleaned.get(theme.key) and theme.key not in self.errors:
                self.add_error(theme.key, _("Choose yes or no; your text is kept."))
        return cleaned

    @property
    def typed(self) -> dict[str, Given]:
        data = self.cleaned_data
        return {theme.key: Given(data[theme.key], data[f"{theme.key}-which"]) for theme in self.themes}


class TextForm(forms.Form):
    """One text that several people may write: the reaction of the council, or what is done about a serious issue.

    ``seen`` is the fingerprint of the text the page showed.
    """

    text = Lines(strip=False)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class CheckForm(forms.Form):
    """The answers to the warnings of the check, and the reason for themes without a complete picture."""

    reason = Lines(label=_("Why do these themes stay incomplete?"), max_length=2_000)

    def __init__(self, *args: Any, codes: tuple[str, ...], answers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        for code in codes:
            self.fields[f"antwoord-{code}"] = Lines(
                label=_("Your answer (not required)"), initial=answers.get(code, ""), max_length=2_000
            )

    @property
    def answers(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"antwoord-{code}"] for code in self.codes}
