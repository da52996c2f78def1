"""The forms of the roster: a group, its shifts, and what holds for the whole roster."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.domain.staffing.roster import COMBINED, MODES, PURPOSES
from scoring.domain.staffing.rules import StaffingRules
from scoring.domain.staffing.week import EVERY_DAY, WEEKDAYS, minute, window
from scoring.staffing.documents import Document, pairs, part
from scoring.staffing.fields import ClockField, CountField, NumberField, ShareField, WindowsField
from scoring.staffing.words import LEVEL_NAMES
from scoring.staffing.words import MODES as MODE_WORDS
from scoring.staffing.words import PURPOSES as PURPOSE_WORDS

OWN: Final = "own"
#: What is taken off contract hours, in the order of the page.
BUILD_UP: Final = ("verzuim", "verlof", "opleiding", "niet_clientgebonden")
#: A new shift: on this group only, with half an hour of break, every day, paid, for care.
NEW_SHIFT: Final = {"share": "1", "break_minutes": "30", "days": list("1234567"), "paid": "on", "purpose": "zorg"}


class GroupForm(forms.Form):
    """What a group is, beside its shifts."""

    name = forms.CharField(
        label=_("Name of the group"),
        help_text=_("For example “Ground floor”. No names of people."),
        required=False,
        max_length=60,
        error_messages={"max_length": _("Keep the name of the group below 60 characters.")},
    )
    clients = CountField(label=_("Clients in this group"), high=999)
    count = CountField(
        label=_("How many groups have this same roster?"),
        help_text=_("Usually 1. Write 4 for four groups of this size with the same shifts."),
        low=1,
        high=99,
    )

    @property
    def levels(self) -> Any:
        """The levels to choose from in a row."""
        return LEVEL_NAMES.items()

    @property
    def purposes(self) -> list[tuple[str, Any]]:
        """The purposes to choose from in a row."""
        return [(key, PURPOSE_WORDS[key]) for key in PURPOSES]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for field, problem in {
            "clients": _("Write how many clients live in this group. 0 is allowed."),
            "count": _("Write how many groups have this roster, usually 1."),
        }.items():
            if field not in self.errors and cleaned.get(field) is None:
                self.add_error(field, problem)
        return cleaned


class ShiftForm(forms.Form):
    """One row of the roster. A row without times and level is blank and is left out."""

    start = ClockField(label=_("Starts at"))
    end = ClockField(label=_("Ends at"), is_end=True)
    level = forms.ChoiceField(label=_("Level"), choices=LEVEL_NAMES.items, required=False)
    share = ShareField(label=_("Share"))
    break_minutes = CountField(label=_("Break (minutes)"), high=600)
    days = forms.MultipleChoiceField(
        label=_("Days"), choices=[(str(day), str(day)) for day in EVERY_DAY], required=False
    )
    paid = forms.BooleanField(label=_("Paid"), required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=[(key, PURPOSE_WORDS[key]) for key in PURPOSES])

    @property
    def is_blank(self) -> bool:
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ("start", "end", "level"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._need("start", _("Write when this shift begins."))
        self._need("end", _("Write when this shift ends."))
        self._need("days", _("Tick at least one day."))
        if cleaned.get("paid"):
            self._need("level", _("Choose a level. Only an unpaid shift may be without one."))
        if not self.errors:
            self._check_length(cleaned)
        return cleaned

    def _need(self, field: str, problem: Any) -> None:
        if field not in self.errors and not self.cleaned_data.get(field):
            self.add_error(field, problem)

    def _check_length(self, cleaned: Mapping[str, Any]) -> None:
        first, last = minute(cleaned["start"]), minute(cleaned["end"])
        if first == last:
            self.add_error("end", _("Beginning and end are the same. Write 24:00 as the end of a whole day from 0:00."))
        elif (cleaned["break_minutes"] or 0) > window(first, last).end - first:
            self.add_error("break_minutes", _("The break is longer than the shift. Write fewer minutes."))

    @property
    def shift(self) -> Document:
        """The shift of a valid form, in the input form of the command."""
        found = self.cleaned_data
        days = tuple(int(day) for day in found["days"])
        return {
            "start": found["start"],
            "end": found["end"],
            "level": int(found["level"] or 1),
            "share": part(found["share"] or Fraction(1)),
            "break_minutes": found["break_minutes"] or 0,
            "days": {EVERY_DAY: "all", WEEKDAYS: "weekdays"}.get(days, list(days)),
            "paid": found["paid"],
            "purpose": found["purpose"],
        }


class SettingsForm(forms.Form):
    """What holds for the whole roster: intensive moments, reading, the nurse, and productivity."""

    preset = forms.ChoiceField(
        label=_("When is care intensive on this location?"),
        help_text=_("Getting up, going to bed, meals. These times are yours to choose; they are not a norm."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when care is intensive.")},
    )
    own_windows = WindowsField(
        label=_("Own times"),
        help_text=_("One stretch a line, for example 7:00-10:00. Leave empty when you have no such moments."),
    )
    mode = forms.ChoiceField(
        label=_("How do you read the requirements?"),
        help_text=_("Neither reading is the law."),
        choices=[(key, MODE_WORDS[key]) for key in MODES],
        initial=COMBINED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you read the requirements.")},
    )
    nurse = forms.ChoiceField(
        label=_("Is a registered nurse on site within 30 minutes, day and night?"),
        help_text=_("A roster cannot show this, for the nurse may come from elsewhere."),
        choices=[("yes", _("Yes")), ("no", _("No, not always")), ("", _("We do not know yet"))],
        required=False,
        widget=forms.RadioSelect,
    )
    productivity = NumberField(
        label=_("Productivity (%)"),
        help_text=_("The part of contract hours that is worked with clients. The NZa reckons with 66%."),
        low=1,
        high=100,
        example="66",
    )
    verzuim = NumberField(label=_("Sickness absence (%)"), low=0, high=100)
    verlof = NumberField(label=_("Leave (%)"), low=0, high=100)
    opleiding = NumberField(label=_("Training (%)"), low=0, high=100)
    niet_clientgebonden = NumberField(label=_("Not bound to clients, such as meetings (%)"), low=0, high=100)

    def __init__(self, *args: Any, rules: StaffingRules, presets: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        self.fields["preset"].choices = presets

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("own_windows") and cleaned.get("preset") not in (None, OWN):
            self.add_error("preset", _("You wrote own times. Choose “Own times” as well, or make that field empty."))
        given = {name: cleaned.get(name) for name in BUILD_UP}
        missing = [name for name, value in given.items() if value is None and name not in self.errors]
        if missing and len(missing) < len(BUILD_UP):
            self.add_error(missing[0], _("Write all four percentages, or none of them."))
        if not missing and not self.errors and sum(given.values()) >= 100:
            self.add_error(BUILD_UP[0], _("Together these four must stay below 100%."))
        if missing and cleaned.get("productivity") is None and "productivity" not in self.errors:
            self.add_error("productivity", _("Write the productivity, or the four percentages below it."))
        return cleaned

    @property
    def build_up(self) -> Document:
        """The four percentages as they were typed, or nothing."""
        given = {name: self.cleaned_data.get(name) for name in BUILD_UP}
        return {} if None in given.values() else {name: f"{value.normalize():f}" for name, value in given.items()}

    @property
    def settings(self) -> Document:
        """The settings of a valid form, in the input form of the command."""
        found, parts = self.cleaned_data, self.build_up
        left = 100 - sum(Decimal(value) for value in parts.values()) if parts else found["productivity"]
        own = found["own_windows"] or []
        settings: Document = {
            "windows": own if found["preset"] == OWN else pairs(self.rules.presets[found["preset"]]),
            "mode": found["mode"],
            "productivity": part(Fraction(left) / 100),
        }
        if found["nurse"]:
            settings["nurse_within_30"] = found["nurse"] == "yes"
        return settings
