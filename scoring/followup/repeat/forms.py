"""Moving a repeat scan: the day and the reason. Errors say what to do."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questionnaires.round.forms import DayInput
from scoring.followup.repeat.queries import Window

REASON_LIMIT = 2_000


class MoveForm(forms.Form):
    """Another day within the window, and why. ``seen`` is the day the page showed."""

    seen = forms.DateField(widget=forms.HiddenInput, error_messages={"required": "", "invalid": ""})
    new_on = forms.DateField(
        label=_("On which day will the repeat scan be?"),
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages=dict.fromkeys(["required", "invalid"], _("Choose a day.")),
    )
    reason = forms.CharField(
        label=_("Why does it move?"),
        help_text=_("The coordinators and the adviser read this."),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write why the repeat scan moves."),
            "max_length": _("Keep your reason below 2,000 characters. Nothing you typed is lost."),
        },
    )

    def __init__(self, *args: Any, window: Window, planned: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.last = max(window.first, today), window.last
        self.planned = planned
        self.fields["new_on"].widget.attrs |= {"min": self.first.isoformat(), "max": self.last.isoformat()}
        self.fields["new_on"].help_text = self._between(gettext("From %(first)s up to and including %(last)s."))

    def clean_new_on(self) -> date:
        found: date = self.cleaned_data["new_on"]
        if not self.first <= found <= self.last:
            words = gettext("Choose a day from %(first)s up to and including %(last)s.")
            raise forms.ValidationError(self._between(words))
        if found == self.planned:
            raise forms.ValidationError(gettext("The repeat scan is on this day already. Choose another day."))
        return found

    def _between(self, words: str) -> str:
        return words % {"first": date_format(self.first, "j F Y"), "last": date_format(self.last, "j F Y")}
