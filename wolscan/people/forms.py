"""What is typed to invite somebody, and to find people in the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wolscan.choosing import OneOfMany
from wolscan.models import Membership
from wolscan.people.queries import CLOSED, NEVER, WITHOUT, WORKING, Wanted, organisations_to_choose
from wolscan.permissions import GIVEN_OUT, OF_AN_ORGANISATION


class PersonForm(forms.Form):
    """Who somebody is: a name and a mail address. ``mail_help`` says what happens with the address."""

    mail_help: Any = ""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the name of this person."),
            "max_length": _("Keep the name below 120 characters."),
        },
    )
    email = forms.EmailField(
        label=_("Mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the mail address of this person."),
            "invalid": _("Enter a mail address with an @, for example name@example.org."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = self.mail_help


class InviteForm(PersonForm):
    """Somebody of the staff: who, with which role, and where if the role belongs to an organisation."""

    mail_help = _("The link to choose a password goes there.")
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role, role.label) for role in GIVEN_OUT],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose a role from the list.")},
    )
    organisation = OneOfMany(
        label=_("Organisation"),
        help_text=_("Only for a quality officer."),
        queryset=organisations_to_choose(),
        required=False,
        empty_label=_("Choose"),
        error_messages={"invalid_choice": _("Choose an organisation from the list.")},
    )

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("role") != OF_AN_ORGANISATION:
            chosen["organisation"] = None
        elif not chosen.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose the organisation of this quality officer."))
        return chosen


class DetailsForm(PersonForm):
    """The name and the mail address of an account."""

    mail_help = _("Another address gets a mail with a link. Until it is opened, the old address keeps working.")


class FilterForm(forms.Form):
    """What the list shows. A value that makes no sense is left out: a list is shown in any case."""

    toon = forms.ChoiceField(choices=[(key, key) for key in (WORKING, CLOSED, NEVER, WITHOUT)], required=False)
    q = forms.CharField(label=_("Name or mail address"), required=False, max_length=100)
    rol = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("All roles")), *Membership._meta.get_field("role").choices],
        required=False,
    )

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(chosen.get("toon") or WORKING, chosen.get("q") or "", chosen.get("rol") or "")
