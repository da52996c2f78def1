"""What is typed to give a program a token."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.api.scopes import OUTCOME, PUBLISHED
from wolscan.models import Location, Organisation

#: The choice of who reads only what is published.
OPEN = "published"


class ClientForm(forms.Form):
    """A program: its name, and what it may read. ``key`` keeps a page that is sent twice from making two."""

    name = forms.CharField(
        label=_("Name of the program"),
        help_text=_("So that you can tell later which one it is, for example: dashboard of the quality team."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter a name for the program."),
            "max_length": _("Keep the name below 81 characters."),
        },
    )
    reads = forms.ChoiceField(
        label=_("What the program may read"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the program may read."),
            "invalid_choice": _("Choose what the program may read from the list."),
        },
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(["required", "invalid"], _("Something was missing on this page. Try once more.")),
    )

    def __init__(
        self, *args: Any, locations: Sequence[Location], organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"key": uuid4(), "reads": OPEN}, **kwargs)
        self.places: dict[str, dict[str, Any]] = {OPEN: {}}
        names: list[tuple[str, Any]] = [(OPEN, _("Questionnaires and published figures"))]
        for place in locations:
            self.places[f"location:{place.pk}"] = {"location": place}
            names.append((f"location:{place.pk}", _("Also the outcomes of %(name)s") % {"name": place.name}))
        for owner in organisations:
            self.places[f"organisation:{owner.pk}"] = {"organisation": owner}
            words = _("Also the outcomes of all locations of %(name)s")
            names.append((f"organisation:{owner.pk}", words % {"name": owner.name}))
        self.fields["reads"].choices = names

    def clean(self) -> None:
        """Gives the page a new key where it had none, so that trying once more works."""
        if "key" in self.errors:
            self.data = self.data.copy()
            self.data["key"] = uuid4()

    @property
    def chosen(self) -> dict[str, Any]:
        """What ``make_client`` takes."""
        place = self.places[self.cleaned_data["reads"]]
        scopes = (PUBLISHED, OUTCOME) if place else (PUBLISHED,)
        return {"name": self.cleaned_data["name"], "key": self.cleaned_data["key"], "scopes": scopes} | place
