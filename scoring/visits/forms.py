"""When the adviser comes, and for what."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from questionnaires.round.forms import DayInput, TimeInput
from scoring.models import Visit

SHORTEST, LONGEST, USUAL = 15, 480, 90
WRONG_LENGTH = _("Enter how many minutes you come, from 15 to 480.")


class VisitForm(forms.Form):
    """Day, time, length and purpose; ``seen`` is the change of the visit that the page showed."""

    day = forms.DateField(
        label=_("On which day do you come?"),
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages=dict.fromkeys(["required", "invalid"], _("Choose a day.")),
    )
    time = forms.TimeField(
        label=_("At what time?"),
        widget=TimeInput(),
        error_messages=dict.fromkeys(["required", "invalid"], _("Enter a time, for example 14:00.")),
    )
    minutes = forms.IntegerField(
        label=_("How long, in minutes?"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=USUAL,
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], WRONG_LENGTH),
    )
    what = forms.CharField(
        label=_("What do you come for, and whom would you like to speak?"),
        help_text=_("The coordinators read this in the mail and in their calendar."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Keep your text below 2,000 characters. Nothing you typed is lost.")},
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_what(self) -> str:
        return self.cleaned_data["what"].replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "day" in cleaned and "time" in cleaned and self.starts_at <= self.now:
            self.add_error("day", _("This moment is past. Choose a later day or time."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        naive = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        return from_current_timezone(naive)


def as_shown(visit: Visit, starts_at: datetime) -> dict[str, Any]:
    """What stands in the form for a visit that is planned; ``starts_at`` in local time."""
    return {
        "day": starts_at.date(),
        "time": starts_at.time(),
        "minutes": visit.minutes,
        "what": visit.what,
        "seen": visit.changes,
    }
