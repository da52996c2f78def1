"""Opening a period, and which figures a reader wants to see."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from scoring.domain.disclosure_model import BREAKDOWNS, COUNTRY

_DAY = {"required": _("Choose a day."), "invalid": _("Write the day as day-month-year, for example 30-06-2027.")}


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_DAY,
    )


class PeriodForm(forms.Form):
    """A new period, with the day on which its figures are taken."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_(
            "For your own list, for example: second half of 2027. The report has the dates, in both languages."
        ),
        max_length=80,
        error_messages={
            "required": _("Give the period a name."),
            "max_length": _("Keep the name below 80 characters."),
        },
    )
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))
    counted_on = _day(
        _("Day of the figures"), _("Scans that are confirmed on this day count. Half a year after the one before.")
    )

    def clean_ends_on(self) -> Any:
        ends_on, starts_on = self.cleaned_data["ends_on"], self.cleaned_data.get("starts_on")
        if starts_on and ends_on <= starts_on:
            raise forms.ValidationError(_("Choose a last day after the first day."))
        return ends_on


class Wanted:
    """What a reader chose, by links: a breakdown, one of its groups, and a theme. Unknown words are as if not given."""

    def __init__(self, query: QueryDict, themes: list[str]) -> None:
        asked = query.get("per", COUNTRY)
        self.breakdown = asked if asked in BREAKDOWNS else COUNTRY
        self.group = query.get("groep", "") if self.breakdown != COUNTRY else ""
        theme = query.get("thema", "")
        self.theme = theme if theme in themes else themes[0]
