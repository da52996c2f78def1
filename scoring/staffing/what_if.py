"""What if: one variable of a roster gets another value, so that the effect is its own. Nothing is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.domain.staffing.compare import Change, apply
from scoring.domain.staffing.roster import MODES, PURPOSES, Roster, Shift
from scoring.domain.staffing.week import EVERY_DAY, Window, minute, window
from scoring.staffing.documents import as_roster
from scoring.staffing.fields import ClockField, CountField, NumberField, ShareField, WindowsField
from scoring.staffing.forms import NEW_SHIFT, ShiftForm
from scoring.staffing.words import LEVEL_NAMES, group_name, hours
from scoring.staffing.words import MODES as MODE_WORDS
from scoring.staffing.words import PURPOSES as PURPOSE_WORDS

#: The variables in the order of the page, each as a question.
QUESTIONS: Final = {
    "add_shift": gettext_lazy("a shift is added"),
    "remove_shift": gettext_lazy("a shift is left out"),
    "window": gettext_lazy("a shift has other times"),
    "level": gettext_lazy("a shift is done by another level"),
    "share": gettext_lazy("a shift is shared with other groups, or no longer"),
    "days": gettext_lazy("a shift is there on other days"),
    "purpose": gettext_lazy("a shift is there for something else"),
    "paid": gettext_lazy("a shift is paid, or done by a volunteer or relative"),
    "break_minutes": gettext_lazy("a shift has a longer or shorter break"),
    "clients": gettext_lazy("a group has more or fewer clients"),
    "count": gettext_lazy("there are more or fewer of such groups"),
    "windows": gettext_lazy("care is intensive at other times"),
    "mode": gettext_lazy("the requirements are read in the other way"),
    "nurse_within_30": gettext_lazy("the answer about the nurse is different"),
    "productivity": gettext_lazy("productivity is higher or lower"),
}
_OF_A_SHIFT: Final = frozenset({"remove_shift", "window", "level", "share", "days", "purpose", "paid", "break_minutes"})
_OF_A_GROUP: Final = frozenset({"clients", "count", "add_shift"})
_ANSWERS: Final = {"yes": True, "no": False, "": None}


class WhatIfForm(forms.Form):
    """Which group or shift, and the new value. A valid form gives the ``change``."""

    def __init__(self, *args: Any, variable: str, roster: Roster, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variable, self.roster = variable, roster
        if variable in _OF_A_SHIFT:
            self.fields["shift"] = forms.ChoiceField(label=_("Which shift?"), choices=shift_choices(roster, names))
        if variable in _OF_A_GROUP:
            self.fields["group"] = forms.ChoiceField(
                label=_("Which group?"), required=False, choices=_group_choices(roster, names)
            )
        self.fields.update(_fields(variable))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name, field in self.fields.items():
            if getattr(field, "must_be_given", False) and name not in self.errors and cleaned.get(name) in (None, []):
                self.add_error(name, _("Fill this in to see what it does."))
        if not self.errors:
            self._check_effect()
        return cleaned

    def _check_effect(self) -> None:
        last = list(self.fields)[-1]
        if self.variable == "window" and self.cleaned_data["start"] == self.cleaned_data["end"]:
            self.add_error("end", _("Beginning and end are the same."))
            return
        changed = apply(self.roster, self.change)
        if any(shift.day_hours < 0 for group in changed.groups for shift in group.shifts):
            self.add_error(last, _("Then the break is longer than the shift."))

    @property
    def change(self) -> Change:
        """The change of a valid form."""
        found = self.cleaned_data
        group, shift = None, None
        if found.get("group"):
            group = int(found["group"])
        if "shift" in found:
            group, shift = (int(part) for part in found["shift"].split("-"))
        return Change(self.variable, _value(self.variable, found), group, shift)


class AddShiftForm(ShiftForm):
    """A shift that comes on top, in one group or in all of them."""

    def __init__(self, *args: Any, variable: str, roster: Roster, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": NEW_SHIFT, **kwargs})
        group = forms.ChoiceField(label=_("Which group?"), required=False, choices=_group_choices(roster, names))
        self.fields = {"group": group, **self.fields}
        self.fields["days"].widget = forms.CheckboxSelectMultiple(choices=_days())

    @property
    def change(self) -> Change:
        place = self.cleaned_data["group"]
        return Change("add_shift", self._read(), int(place) if place else None)

    def _read(self) -> Shift:
        return as_roster({"groups": [{"clients": 0, "shifts": [self.shift]}]}).groups[0].shifts[0]


def what_if_form(variable: str) -> type[forms.Form]:
    """The form for a variable."""
    return AddShiftForm if variable == "add_shift" else WhatIfForm


def shift_choices(roster: Roster, names: Sequence[str]) -> list[tuple[str, str]]:
    """Every shift of a roster, as a person can tell it from the others."""
    several = len(roster.groups) > 1
    return [
        (f"{g}-{s}", (f"{group_name(names, g + 1)}: " if several else "") + shift_words(shift))
        for g, group in enumerate(roster.groups)
        for s, shift in enumerate(group.shifts)
    ]


def shift_words(shift: Shift) -> str:
    """A shift in a few words: ``07:00–15:30, niveau 3, zorg``."""
    words = [hours(shift.window), _("level %(level)s") % {"level": shift.level}, str(PURPOSE_WORDS[shift.purpose])]
    return ", ".join(words if shift.paid else [*words, _("unpaid")])


def _group_choices(roster: Roster, names: Sequence[str]) -> list[tuple[str, str]]:
    places = [(str(place), group_name(names, place + 1)) for place in range(len(roster.groups))]
    return [("", _("All groups")), *places] if len(places) > 1 else [("", places[0][1])]


def _days() -> list[tuple[str, str]]:
    return [(str(day), str(WEEKDAYS[day - 1])) for day in EVERY_DAY]


def _fields(variable: str) -> dict[str, forms.Field]:
    """The fields for the new value."""
    makers: dict[str, Callable[[], dict[str, forms.Field]]] = {
        "remove_shift": dict,
        "window": lambda: {
            "start": ClockField(label=_("Starts at")),
            "end": ClockField(label=_("Ends at"), is_end=True),
        },
        "level": lambda: {"value": forms.ChoiceField(label=_("Level"), choices=LEVEL_NAMES.items)},
        "share": lambda: {
            "value": ShareField(label=_("Share"), help_text=_("1 for this group only, 1/4 for four groups."))
        },
        "days": lambda: {
            "value": forms.MultipleChoiceField(
                label=_("Days"), choices=_days(), required=False, widget=forms.CheckboxSelectMultiple
            )
        },
        "purpose": lambda: {
            "value": forms.ChoiceField(label=_("Purpose"), choices=[(key, PURPOSE_WORDS[key]) for key in PURPOSES])
        },
        "paid": lambda: {"value": forms.ChoiceField(label=_("Paid"), choices=[("yes", _("Yes")), ("no", _("No"))])},
        "break_minutes": lambda: {"value": CountField(label=_("Break (minutes)"), high=600)},
        "clients": lambda: {"value": CountField(label=_("Clients in this group"), high=999)},
        "count": lambda: {"value": CountField(label=_("How many such groups?"), low=1, high=99)},
        "windows": lambda: {
            "value": WindowsField(
                label=_("Intensive moments"), help_text=_("One stretch a line, for example 7:00-10:00.")
            )
        },
        "mode": lambda: {
            "value": forms.ChoiceField(label=_("Way of reading"), choices=[(key, MODE_WORDS[key]) for key in MODES])
        },
        "nurse_within_30": lambda: {
            "value": forms.ChoiceField(
                label=_("Is a registered nurse on site within 30 minutes, day and night?"),
                required=False,
                choices=[("yes", _("Yes")), ("no", _("No, not always")), ("", _("We do not know yet"))],
            )
        },
        "productivity": lambda: {"value": NumberField(label=_("Productivity (%)"), low=1, high=100, example="66")},
    }
    fields = makers[variable]()
    for field in fields.values():
        field.must_be_given = variable not in {"nurse_within_30", "windows"}
    return fields


def _value(variable: str, found: dict[str, Any]) -> Any:
    """The new value as the rules take it."""
    value = found.get("value")
    readers: dict[str, Callable[[], Any]] = {
        "remove_shift": lambda: None,
        "window": lambda: window(minute(found["start"]), minute(found["end"])),
        "level": lambda: int(value),
        "days": lambda: tuple(int(day) for day in value),
        "paid": lambda: value == "yes",
        "windows": lambda: tuple(Window(*window(minute(start), minute(end))) for start, end in value or []),
        "nurse_within_30": lambda: _ANSWERS[value],
        "productivity": lambda: Fraction(value) / 100,
    }
    return readers[variable]() if variable in readers else value
