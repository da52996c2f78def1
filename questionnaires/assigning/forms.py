"""Which scans go to whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.assigning.queries import (
    CONFIRMED,
    RUNNING,
    WITHOUT,
    Wanted,
    advisers_to_choose,
    assignable,
    regions_to_choose,
)
from questionnaires.models import Route
from wolscan.choosing import OneOfMany, with_address
from wolscan.models import User

NOTE_LIMIT = 1_000
NOTE_TOO_LONG = _("Keep your note below 1,000 characters. Nothing you typed is lost.")


class ScansField(forms.ModelMultipleChoiceField):
    """Scans from the list. Whatever is wrong with a key, the sentence is the same: look at the list again."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


def _note(**options: Any) -> forms.CharField:
    errors = {"max_length": NOTE_TOO_LONG} | options.pop("error_messages", {})
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(max_length=NOTE_LIMIT, widget=widget, error_messages=errors, **options)


class AdviserForm(forms.Form):
    """An adviser, and a note that goes along."""

    adviser = OneOfMany(
        label=_("To which adviser?"),
        queryset=advisers_to_choose(),
        named=with_address,
        empty_label=_("Choose"),
        error_messages={"required": _("Choose an adviser."), "invalid_choice": _("Choose an adviser from the list.")},
    )
    note = _note(label=_("Note to the adviser"), required=False)


class AssignForm(AdviserForm):
    """The same for scans that were ticked in the list."""

    scans = ScansField(
        queryset=assignable(),
        error_messages={
            "required": _("Tick at least one scan."),
            "invalid_choice": _("One of these scans has ended meanwhile. Look at the list again."),
        },
    )
    field_order = ["scans", "adviser", "note"]


class HandOverForm(AdviserForm):
    """An adviser hands a scan over to a colleague, who must know where it stands."""

    note = _note(
        label=_("What does your colleague need to know?"),
        error_messages={"required": _("Write in a few words where the scan stands and what comes next.")},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = advisers_to_choose().exclude(pk=by.pk)
        self.fields["adviser"].label = _("To which colleague?")


class RouteForm(forms.Form):
    """By which way the location came."""

    route = forms.ChoiceField(
        label=_("By which way did this location come?"),
        choices=[("", _("Not known")), *Route.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose one of the ways in the list.")},
    )


class FilterForm(forms.Form):
    """What the list shows. A value that makes no sense is left out: a list is shown in any case."""

    toon = forms.ChoiceField(choices=[(key, key) for key in (WITHOUT, RUNNING, CONFIRMED)], required=False)
    q = forms.CharField(label=_("Location or organisation"), required=False, max_length=100)
    regio = forms.ModelChoiceField(
        label=_("Region"), queryset=regions_to_choose(), required=False, empty_label=_("All regions")
    )
    adviseur = OneOfMany(
        label=_("Adviser"),
        queryset=advisers_to_choose(),
        required=False,
        empty_label=_("All advisers"),
        named=with_address,
        keyed=True,
    )

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        region, adviser = chosen.get("regio"), chosen.get("adviseur")
        return Wanted(
            shown=chosen.get("toon") or WITHOUT,
            text=chosen.get("q") or "",
            region=region.pk if region else None,
            adviser=adviser.pk if adviser else None,
        )
