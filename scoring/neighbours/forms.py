"""The texts of *goede buur*. They name nobody: names pass only after both sides said yes."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wolscan.models import Location

TEXT_LIMIT = 1_000
TOO_LONG = _("Keep your text below 1,000 characters. Nothing you typed is lost.")
NO_NAMES = _("Leave out “%(name)s”: names pass only when both locations said yes.")
#: Shorter names are ordinary words.
SHORTEST_NAME = 4


def _names(locations: Iterable[Location]) -> list[str]:
    found = [name for location in locations for name in (location.name, location.organisation.name)]
    return [name for name in found if len(name) >= SHORTEST_NAME]


def name_in(text: str, locations: Iterable[Location]) -> str:
    """The first name of these locations or their organisations that stands in a text, else nothing."""
    spoken = [name for name in _names(locations) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]
    return spoken[0] if spoken else ""


class WordsForm(forms.Form):
    """A text that the other location reads before it knows from whom; ``locations`` may not be named in it."""

    text = forms.CharField(
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, locations: Iterable[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locations = list(locations)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if name := name_in(text, self.locations):
            raise forms.ValidationError(NO_NAMES, params={"name": name})
        return text


class OfferForm(WordsForm):
    """What a location has to show, in its own words."""

    topic = forms.SlugField(max_length=80, widget=forms.HiddenInput)


class ProposeForm(WordsForm):
    """Which offer fits, and why."""

    offer = forms.UUIDField(widget=forms.HiddenInput)
