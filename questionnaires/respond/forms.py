"""The forms of coming in and of the pages that show other topics than one theme."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.responding import MAY_BE_NAMED

ALONE, TOGETHER, PAPER = "zelf", "samen", "papier"
TYPE_OVER, ON_SCREEN = "overtypen", "scherm"
#: The same words for a code that is unknown, taken back or out of date.
WRONG_CODE = _(
    "This code opens nothing now. Look at it once more: two words and a number, or three times three digits."
)


class CodeForm(forms.Form):
    """A woordcode or the number of a paper questionnaire; with it, what somebody typed before the session ended."""

    code = forms.CharField(
        label=_("Your code or number"),
        help_text=_("For example TULP-REGEN-27 or 123-456-789. Capitals and hyphens do not matter."),
        max_length=80,
        error_messages={
            "required": _("Type the code from your letter, or the number on your paper questionnaire."),
            "max_length": _("This is too long for a code. Type only the code itself."),
        },
    )
    shared = forms.BooleanField(required=False, label=_("Other people use this device too"))
    then = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    typed = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}
        self.fields["code"].widget.attrs.update(plain)

    def clean_typed(self) -> list[tuple[str, str]]:
        """Names and values as they were posted; anything else counts as nothing typed."""
        try:
            pairs = json.loads(self.cleaned_data["typed"] or "[]")
            return [(str(name), str(value)) for name, value in pairs]
        except (TypeError, ValueError):
            return []


class PlaceForm(forms.Form):
    """What is chosen before beginning by groups that may stand on their own."""

    named = forms.ChoiceField(
        label=_("May your group be shown on its own?"),
        choices=[
            ("nee", _("Put our answers together with those of another group if there are fewer than three of us.")),
            ("ja", _("My group may be shown on its own, even if there are one or two of us.")),
        ],
        widget=forms.RadioSelect,
        initial="nee",
        error_messages={"required": _("Choose whether your group may be shown on its own.")},
    )

    def __init__(self, *args: Any, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if group not in MAY_BE_NAMED:
            del self.fields["named"]

    @property
    def is_named(self) -> bool:
        return bool(self.cleaned_data.get("named") == "ja")


class BeginForm(PlaceForm):
    """How somebody wants to take part."""

    mode = forms.ChoiceField(
        label=_("How do you want to take part?"),
        choices=[
            (ALONE, _("By myself, on this screen.")),
            (TOGETHER, _("Together with somebody who helps me: one question a page, large letters, read aloud.")),
            (PAPER, _("On paper: I print the questions, or ask for a print.")),
        ],
        widget=forms.RadioSelect,
        initial=ALONE,
        error_messages={
            "required": _("Choose how you want to take part."),
            "invalid_choice": _("Choose one of the ways shown."),
        },
    )
    shared = forms.BooleanField(
        required=False,
        label=_("This is a shared tablet or computer"),
        help_text=_("At the end you press “Done”. Then nothing of you is left on this device."),
    )
