"""What is asked about a location and its course. Errors say what to do."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wolscan.choosing import OneOf, OneOfMany
from wolscan.dates import today
from wolscan.models import Location, Organisation
from wolscan.places.queries import ALL, CLOSED, OPEN, SORTS, Wanted, organisations, regions_with_places
from wolscan.places.target_groups import TARGET_GROUPS
from wolscan.regions import reporting_units

REASON_LIMIT = 1_000


def line(label: Any, most: int, needed: Any = "", **options: Any) -> forms.CharField:
    """A text of one line; ``needed`` is what to do when it was left empty."""
    errors = {
        "required": needed,
        "max_length": format_lazy(_("Keep this below {most} characters. Nothing you typed is lost."), most=most + 1),
    }
    return forms.CharField(label=label, max_length=most, required=bool(needed), error_messages=errors, **options)


WHY = _("Write in a few words why.")


def reason(label: Any, hint: Any = "", needed: Any = WHY) -> forms.CharField:
    """A reason, of a few lines."""
    errors = {
        "required": needed,
        "max_length": _("Keep your reason below 1,000 characters. Nothing you typed is lost."),
    }
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=REASON_LIMIT, widget=widget, error_messages=errors)


def number(label: Any, most: int, **options: Any) -> forms.IntegerField:
    """A whole number that may be left empty."""
    wrong = format_lazy(_("Enter a whole number from 1 to {most}, or leave this empty."), most=most)
    errors = dict.fromkeys(["invalid", "min_value", "max_value"], wrong)
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=False, error_messages=errors, **options
    )


def address(label: Any, **options: Any) -> forms.EmailField:
    """A mail address."""
    wrong = _("Enter a mail address with an @, for example name@example.org.")
    widget = forms.EmailInput(attrs={"autocomplete": "off"})
    errors = dict.fromkeys(["required", "invalid", "max_length"], wrong)
    return forms.EmailField(label=label, widget=widget, error_messages=errors, **options)


class DayField(forms.DateField):
    """A day, in the browser's own date picker, between two days."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        errors = dict.fromkeys(["required", "invalid"], _("Choose a day."))
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y"], error_messages=errors, **options)

    def between(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found and not self.first <= found <= self.last:
            if self.last == today():
                raise forms.ValidationError(gettext("Choose today or a day that has been, at most two years ago."))
            raise forms.ValidationError(gettext("Choose a day of the past two years or of the coming year."))
        return found


class FilterForm(forms.Form):
    """What the list of locations shows. A value that makes no sense is left out."""

    q = forms.CharField(label=_("Location, place or organisation"), required=False, max_length=100)
    regio = forms.ModelChoiceField(
        label=_("Region"), queryset=regions_with_places(), required=False, empty_label=_("All regions")
    )
    organisatie = OneOfMany(
        organisations(), label=_("Organisation"), required=False, empty_label=_("All organisations"), keyed=True
    )
    toon = forms.ChoiceField(
        label=_("Which locations"),
        choices=[(OPEN, _("Open locations")), (CLOSED, _("Closed locations")), (ALL, _("All locations"))],
        required=False,
    )
    sorteer = forms.ChoiceField(
        choices=[(key, key) for name in SORTS for key in (name, f"-{name}")], required=False, widget=forms.HiddenInput
    )

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        region, organisation = chosen.get("regio"), chosen.get("organisatie")
        return Wanted(
            text=chosen.get("q") or "",
            region=region.pk if region else None,
            organisation=organisation.pk if organisation else None,
            shown=chosen.get("toon") or OPEN,
            sort=chosen.get("sorteer") or "",
        )


class FactsForm(forms.Form):
    """What is known of a location."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    name = line(_("Name"), 120, _("Enter the name of the location."))
    place = line(_("Place"), 80, _("Enter the town or village."))
    residents = number(_("Residents"), 2000)
    living_groups = number(_("Living groups"), 200)
    is_small_scale = forms.BooleanField(label=_("This is a small-scale location"), required=False)
    target_groups = forms.MultipleChoiceField(
        label=_("For whom is this location?"),
        choices=TARGET_GROUPS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    outside_key = line(_("Key in imported files"), 40)
    reason = reason(_("Why does this change?"))

    FACTS = ("name", "place", "residents", "living_groups", "is_small_scale", "target_groups", "outside_key")

    @property
    def facts(self) -> dict[str, Any]:
        facts = {name: self.cleaned_data[name] for name in self.FACTS}
        return facts | {"outside_key": facts["outside_key"] or None}

    @classmethod
    def of(cls, location: Location, seen: str) -> "FactsForm":
        """The form with what stands."""
        return cls(initial={name: getattr(location, name) for name in cls.FACTS} | {"seen": seen})


class StepForm(forms.Form):
    """The day and the reason that every step in the course of a location has."""

    on = DayField(label=_("From which day?"))
    reason = reason(_("Why?"), _("This stands in the history of the location."))
    is_ahead = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = today()
        self.fields["on"].between(now - timedelta(days=730), now + timedelta(days=365 if self.is_ahead else 0))
        self.fields["on"].initial = now
        self.order_fields([name for name in self.fields if name not in {"on", "reason"}] + ["on", "reason"])


class CloseForm(StepForm):
    """A location closes, perhaps on a day to come."""

    is_ahead = True


class ReopenForm(forms.Form):
    """A closed location opens again, today."""

    reason = reason(_("Why?"), _("This stands in the history of the location."))


class MoveForm(StepForm):
    """Another organisation (perhaps a new one), another region, or both."""

    organisation = OneOfMany(
        label=_("Organisation"),
        queryset=organisations(),
        empty_label=_("Another organisation, not in this list"),
        required=False,
        error_messages={"invalid_choice": _("Choose an organisation from the list.")},
    )
    new_organisation = line(_("Name of the other organisation, if it is not in the list"), 120)
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Organisation.objects.none(),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose a region.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = reporting_units(today())

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        if not chosen.get("organisation") and not chosen.get("new_organisation") and "organisation" not in self.errors:
            self.add_error("organisation", gettext("Choose an organisation, or write the name of a new one below."))
        return chosen

    @property
    def goes_to(self) -> Organisation | str:
        """The organisation that was chosen, or the name of a new one."""
        return self.cleaned_data["new_organisation"] or self.cleaned_data["organisation"]


class MergeForm(StepForm):
    """Into which location, and whether the coordinators come along."""

    into = OneOf(
        label=_("Into which location?"),
        queryset=Location.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Choose the location in which this one goes on.")
        ),
    )
    along = forms.BooleanField(label=_("The coordinators of this location become coordinators there"), required=False)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others
        self.fields["into"].label_from_instance = lambda place: (
            f"{place.name}, {place.place} ({place.organisation.name})"
        )


class SplitForm(StepForm):
    """The new location, and what remains of the old one."""

    name = line(_("Name of the new location"), 120, _("Enter the name of the new location."))
    place = line(_("Place"), 80, _("Enter the town or village."))
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Organisation.objects.none(),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose a region.")),
    )
    residents = number(_("Residents of the new location"), 2000)
    residents_left = number(_("Residents that remain at the old location"), 2000)
    along = forms.BooleanField(label=_("The coordinators become coordinators of the new location too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = reporting_units(today())

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "place", "region", "residents")}
