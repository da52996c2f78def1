"""Who becomes the coordinator of a location, or the deputy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wolscan.models import Membership
from wolscan.places.forms import address, line

NOTE_LIMIT = 1_000
DEPUTY, COORDINATOR = "vervanger", "coordinator"


def _name() -> forms.CharField:
    return line(_("Name"), 120, _("Enter the name of the person."), help_text=_("First name and surname."))


class NameForm(forms.Form):
    """Somebody gets a role at the location."""

    name = _name()
    email = address(_("Mail address"))
    role = forms.ChoiceField(
        label=_("As what?"),
        choices=[(DEPUTY, _("Deputy: may do the same as the coordinator")), (COORDINATOR, _("Coordinator"))],
        widget=forms.RadioSelect,
        initial=DEPUTY,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose coordinator or deputy.")),
    )


class HandOverForm(forms.Form):
    """Somebody gets the location instead of somebody else."""

    leaving = forms.ModelChoiceField(
        label=_("Who hands the location over?"),
        queryset=Membership.objects.none(),
        empty_label=None,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose who hands the location over.")),
    )
    name = _name()
    email = address(_("Mail address of the new coordinator"))
    note = forms.CharField(
        label=_("What does the new coordinator need to know?"),
        help_text=_("This goes along in the mail. Name no residents or colleagues."),
        max_length=NOTE_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Keep your note below 1,000 characters. Nothing you typed is lost.")},
    )
    stays = forms.BooleanField(label=_("Who hands over stays as the deputy"), required=False)

    def __init__(self, *args: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaving"].queryset = roles
        self.fields["leaving"].label_from_instance = lambda role: role.user.name
