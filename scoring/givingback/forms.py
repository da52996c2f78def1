"""What is typed to see an outcome."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OutcomeCodeForm(forms.Form):
    """The outcome code, in any way of typing."""

    code = forms.CharField(
        label=_("The code of the outcome"),
        help_text=_("For example TULP-REGEN-27. Capitals and hyphens do not matter."),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}
        ),
        error_messages={
            "required": _("Type the code that stands on the poster."),
            "max_length": _("This is too long for a code. Type only the code itself."),
        },
    )
