"""What the programme office wants to see, and why a scan is withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.models import Route, Scan, State
from questionnaires.operations.queries import SORTS, Wanted
from wolscan.choosing import OneOfMany, with_address
from wolscan.models import User
from wolscan.permissions import advisers
from wolscan.places.forms import reason
from wolscan.places.queries import regions_with_places


class FilterForm(forms.Form):
    """The filters of the list. A value that makes no sense is left out: a list is shown in any case."""

    q = forms.CharField(label=_("Location, place or organisation"), required=False, max_length=100)
    regio = forms.ModelChoiceField(
        label=_("Region"), queryset=regions_with_places(), required=False, empty_label=_("All regions")
    )
    status = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *State.choices], required=False)
    adviseur = OneOfMany(
        label=_("Adviser"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("All advisers"),
        named=with_address,
        keyed=True,
    )
    ondersteuning = forms.ChoiceField(label=_("Decided support"), required=False)
    route = forms.ChoiceField(label=_("Route"), choices=[("", _("All routes")), *Route.choices], required=False)
    sorteer = forms.ChoiceField(
        choices=[(key, key) for name in SORTS for key in (name, f"-{name}")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviseur"].queryset = User.objects.filter(advisers()).distinct().order_by("name", "pk")
        tiers = Scan._meta.get_field("decisions").related_model._meta.get_field("tier").choices
        self.fields["ondersteuning"].choices = [("", _("All support")), *tiers]

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        region, adviser = chosen.get("regio"), chosen.get("adviseur")
        return Wanted(
            text=chosen.get("q") or "",
            region=region.pk if region else None,
            adviser=adviser.pk if adviser else None,
            state=chosen.get("status") or "",
            tier=chosen.get("ondersteuning") or "",
            route=chosen.get("route") or "",
            sort=chosen.get("sorteer") or "",
        )


class WithdrawForm(forms.Form):
    """Why a scan ends before it is confirmed."""

    reason = reason(
        _("Why is the scan withdrawn?"), _("The coordinators, the adviser and the programme office read this.")
    )
