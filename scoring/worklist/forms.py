"""What an adviser wants to see of the work list. A value that makes no sense is left out: a list is always shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.models import State
from scoring.models import Tier
from scoring.worklist.queries import SORTS, Group, Wanted, regions_of
from wolscan.models import Region, User

SORT_WORDS = {
    "": _("Most urgent first"),
    "dagen": _("Longest waiting first"),
    "locatie": _("Location"),
    "organisatie": _("Organisation"),
    "regio": _("Region"),
    "status": _("State"),
    "ondersteuning": _("Support"),
}


class WorklistForm(forms.Form):
    """The filters of the list, and how it is sorted."""

    groep = forms.ChoiceField(choices=[(group, group) for group in Group], required=False, widget=forms.HiddenInput)
    regio = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.none(), required=False, empty_label=_("All regions")
    )
    ondersteuning = forms.ChoiceField(
        label=_("Support"), choices=[("", _("All support")), *Tier.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *(choice for choice in State.choices if choice[0] != State.VERVALLEN)],
        required=False,
    )
    sorteer = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, *args: Any, adviser: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regio"].queryset = regions_of(adviser)
        turned = [(f"-{key}", _("%(sort)s, reversed") % {"sort": SORT_WORDS[key]}) for key in SORTS]
        self.fields["sorteer"].choices = [*SORT_WORDS.items(), *turned]

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        region = chosen.get("regio")
        return Wanted(
            group=chosen.get("groep") or "",
            region=region.pk if region else None,
            tier=chosen.get("ondersteuning") or "",
            state=chosen.get("status") or "",
            sort=chosen.get("sorteer") or "",
        )
