"""What is asked of the log, and how somebody confirms that a person is erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wolscan.models import User
from wolscan.privacy.queries import Wanted
from wolscan.privacy.words import KINDS

NOT_A_DAY = {"invalid": _("Choose a day, for example 22-11-2026.")}


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LogForm(forms.Form):
    """Filters of the log. A value that makes no sense is left out: a list is shown in any case."""

    wie = forms.CharField(
        label=_("Who"), help_text=_("Name, mail address, or: system."), required=False, max_length=100
    )
    wat = forms.CharField(
        label=_("About what"),
        help_text=_("Paste the address of the page of a scan, a location or a person."),
        required=False,
        max_length=300,
    )
    soort = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *KINDS.items()], required=False)
    van = forms.DateField(label=_("From"), required=False, widget=_Day, error_messages=NOT_A_DAY)
    tot = forms.DateField(label=_("Up to and including"), required=False, widget=_Day, error_messages=NOT_A_DAY)

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            who=chosen.get("wie") or "",
            what=chosen.get("wat") or "",
            kind=chosen.get("soort") or "",
            since=chosen.get("van"),
            until=chosen.get("tot"),
        )


class EraseForm(forms.Form):
    """Typing the mail address keeps a person from being erased by a slip of the hand."""

    email = forms.CharField(
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"required": _("Type the mail address to confirm.")},
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["email"].label = _("Type %(email)s to confirm") % {"email": person.email}

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"].strip()
        if typed.lower() != self.person.email.lower():
            raise forms.ValidationError(
                _("This is not the same address. Type %(email)s.") % {"email": self.person.email}
            )
        return typed
