"""What the coordinator is asked while setting up a round. Errors say what to do."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.forms.utils import from_current_timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from questionnaires.round import dates
from questionnaires.round.addresses import Pasted, read_addresses
from questionnaires.round.letters import MOST
from wolscan.places.target_groups import TARGET_GROUPS

LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
DATE_ERRORS = {
    "too_soon": _("Give people at least a week: choose a later day."),
    "too_late": _("Choose a day within 60 days from today."),
    "not_later": _("Choose a day later than the last day was until now."),
    "before_end": _("Choose a day after the last day of the round, so that everybody has answered."),
}


class DayInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO dates only."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def _number(label: Any, least: int, most: int, **fields: Any) -> forms.IntegerField:
    """A whole number with errors that say what to enter."""
    wrong = format_lazy(_("Enter a whole number from {least} to {most}."), least=least, most=most)
    errors = dict.fromkeys(["required", "invalid", "min_value", "max_value"], wrong)
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=errors, **fields)


class FactsForm(forms.Form):
    """Step 1: the facts of the location, and whom people may call."""

    residents = _number(_("How many residents live at this location?"), 1, 2000)
    living_groups = _number(_("How many living groups are there?"), 1, 200)
    target_groups = forms.MultipleChoiceField(
        label=_("For whom is this location?"),
        help_text=_("Tick all that apply."),
        choices=TARGET_GROUPS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )
    is_small_scale = forms.BooleanField(label=_("This is a small-scale location"), required=False)
    contact_name = forms.CharField(
        label=_("Name of the contact person"),
        help_text=_("People may call this person with a question. The name stands in every mail and letter."),
        max_length=120,
        error_messages={"required": _("Enter the name of somebody people may call.")},
    )
    contact_phone = forms.RegexField(
        r"^[0-9+()\s.\-]{8,30}$",
        label=_("Phone number of the contact person"),
        strip=True,
        error_messages={
            "required": _("Enter a phone number, for example 030 123 45 67."),
            "invalid": _("Enter a phone number, for example 030 123 45 67."),
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    @property
    def facts(self) -> dict[str, object]:
        names = ("residents", "living_groups", "target_groups", "is_small_scale")
        return {name: self.cleaned_data[name] for name in names}


def _day(label: Any, wrong: Any, **fields: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"required": wrong, "invalid": wrong},
        **fields,
    )


class DatesForm(forms.Form):
    """Step 2: the last day of the round, and the conversation after it."""

    closes_on = _day(
        _("Until when can people fill in the scan?"),
        _("Choose the last day to fill in the scan."),
        help_text=_("This day included."),
    )
    meets_on = _day(
        _("On which day does the team talk about it?"),
        _("Choose the day of the conversation."),
        help_text=_("After the last day of the round."),
    )
    meets_time = forms.TimeField(
        label=_("At what time?"),
        widget=TimeInput(),
        error_messages=dict.fromkeys(["required", "invalid"], _("Enter a time, for example 14:00.")),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closes_on(self) -> date:
        return self._checked("closes_on", dates.check_end)

    def clean_meets_on(self) -> date:
        closes_on = self.cleaned_data.get("closes_on")
        return self._checked("meets_on", lambda day, today: dates.check_meeting(day, closes_on, today))

    def _checked(self, field: str, check: Any) -> date:
        day: date = self.cleaned_data[field]
        try:
            check(day, self.today)
        except dates.WrongDate as wrong:
            raise forms.ValidationError(DATE_ERRORS[wrong.code]) from wrong
        return day

    @property
    def meets_at(self) -> datetime:
        naive = datetime.combine(self.cleaned_data["meets_on"], self.cleaned_data["meets_time"])
        return from_current_timezone(naive)


class ChangeDatesForm(DatesForm):
    """Other dates for a round that is open, with the reason that people read. Dates that stay are not checked."""

    reason = forms.CharField(
        label=_("Why do the dates change?"),
        help_text=_("People read this in the mail. Do not write down names."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words why.")},
    )

    def __init__(self, *args: Any, old: date | None, round_is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old
        if not round_is_open:
            del self.fields["closes_on"]

    def clean_closes_on(self) -> date:
        if self.cleaned_data["closes_on"] == self.old:
            return self.cleaned_data["closes_on"]
        return self._checked("closes_on", lambda day, today: dates.check_later_end(day, self.old, today))


class WithdrawForm(forms.Form):
    """Taking the conversation back, with the reason that people read."""

    reason = ChangeDatesForm.base_fields["reason"]


class PlanForm(forms.Form):
    people = _number(_("How many people do you ask?"), 0, 2000)


class LanguageForm(forms.Form):
    """What is made has a language: a mail or a letter."""

    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=LANGUAGES, initial=settings.LANGUAGE_CODE
    )


class AddressesForm(LanguageForm):
    """Mail addresses, pasted from anywhere."""

    addresses = forms.CharField(
        label=_("Mail addresses"),
        help_text=_("Paste them as you have them: one a line, or with commas. Addresses of a department are fine."),
        max_length=50_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": _("Paste at least one mail address."),
            "max_length": _("This is too much at once. Paste at most a few hundred addresses."),
        },
    )
    field_order = ["addresses", "language"]

    def clean_addresses(self) -> Pasted:
        pasted = read_addresses(self.cleaned_data["addresses"])
        wrong = [
            forms.ValidationError(
                _("Line %(line)d: “%(text)s” is not a mail address. Correct it or take it out."),
                params={"line": fault.line, "text": fault.text},
            )
            for fault in pasted.faults[:10]
        ]
        if (more := len(pasted.faults) - len(wrong)) > 0:
            text = ngettext("and %(count)d more line", "and %(count)d more lines", more) % {"count": more}
            wrong.append(forms.ValidationError(text))
        if wrong:
            raise forms.ValidationError(wrong)
        if not pasted.addresses:
            raise forms.ValidationError(self.fields["addresses"].error_messages["required"])
        return pasted


class LinkForm(LanguageForm):
    cap = _number(_("How many people may use this link?"), 1, 200)
    field_order = ["cap", "language"]


class LettersForm(LanguageForm):
    count = _number(_("How many letters?"), 1, MOST)
    field_order = ["count", "language"]


class PaperForm(LanguageForm):
    count = _number(_("How many paper questionnaires?"), 1, MOST)
    field_order = ["count", "language"]
