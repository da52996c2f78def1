"""What a location says when it applies, and what the programme office answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questionnaires.applying.queries import Near
from questionnaires.applying.services import Place
from questionnaires.models import Application, Route
from wolscan.dates import today
from wolscan.models import Region
from wolscan.places.forms import address, line, number, reason
from wolscan.regions import reporting_units

WHY_LIMIT = 2_000
#: The choices of the office, by their first letter: a known location, a new one of a known organisation, all new.
LOCATION, ORGANISATION, NEW = "l", "o", "n"


def _phone() -> forms.RegexField:
    wrong = _("Enter a phone number, for example 030 123 45 67.")
    return forms.RegexField(
        r"^[0-9+()\s.\-]{8,30}$",
        label=_("Your phone number"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": wrong, "invalid": wrong},
    )


class RegionField(forms.ModelChoiceField):
    """A region of today."""

    def __init__(self, **options: Any) -> None:
        errors = dict.fromkeys(["required", "invalid_choice"], _("Choose a region."))
        super().__init__(queryset=Region.objects.none(), label=_("Region"), error_messages=errors, **options)


class ApplyForm(forms.Form):
    """An application. Whoever fills it in becomes the coordinator."""

    organisation_name = line(_("Name of the organisation"), 120, _("Enter the name of your organisation."))
    location_name = line(_("Name of the location"), 120, _("Enter the name of your location."))
    place = line(_("Place"), 80, _("Enter the town or village."))
    region = RegionField(required=False, empty_label=_("I do not know"))
    residents = number(_("How many residents live there?"), 2000)
    contact_name = line(_("Your name"), 120, _("Enter your name."))
    contact_email = address(_("Your mail address"))
    contact_phone = _phone()
    reason = forms.CharField(
        label=_("Why do you want to take part?"),
        help_text=_("A few sentences are enough. Name no residents or colleagues."),
        max_length=WHY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write in a few words why you want to take part."),
            "max_length": _("Keep this below 2,001 characters. Nothing you typed is lost."),
        },
    )
    route = forms.ChoiceField(
        label=_("How did you come to the scan?"),
        choices=Route.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose what fits best.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = reporting_units(today())
        self.fields["contact_name"].widget.attrs["autocomplete"] = "name"
        self.fields["contact_email"].widget.attrs["autocomplete"] = "email"


class AdmitForm(forms.Form):
    """What the application belongs to, its region where it is new, and a word that goes along."""

    match = forms.ChoiceField(
        label=_("Which location is this?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose what this application belongs to.")),
    )
    region = RegionField(required=False, empty_label=_("Choose"))
    answer = reason(_("A word that goes along in the mail"), needed="")

    def __init__(self, *args: Any, application: Application, found: Near, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.fields["answer"].required = False
        self.fields["region"].queryset = reporting_units(today())
        self.fields["region"].initial = application.region_id
        self.fields["region"].help_text = gettext("Only for a new location.")
        self.fields["match"].choices = list(_choices(application, found))
        self.fields["match"].initial = self._likely()

    def _likely(self) -> str:
        """What is offered first; a known location is never chosen by itself."""
        same = self.found.same_organisation
        return "" if self.found.locations else f"{ORGANISATION}{same.pk}" if same else NEW

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        if chosen.get("match", LOCATION)[:1] != LOCATION and not chosen.get("region") and "region" not in self.errors:
            self.add_error("region", gettext("Choose the region of the new location."))
        return chosen

    @property
    def place(self) -> Place:
        kind, key = self.cleaned_data["match"][:1], self.cleaned_data["match"][1:]
        if kind == LOCATION:
            return Place(location=next(place for place in self.found.locations if place.pk == UUID(key)))
        organisation = next((o for o in self.found.organisations if kind == ORGANISATION and o.pk == int(key)), None)
        return Place(organisation=organisation, region=self.cleaned_data["region"])


def _choices(application: Application, found: Near) -> Any:
    """Known locations, then a new one of each known organisation, then all new."""
    for place in found.locations:
        words = gettext("%(location)s, %(place)s (%(organisation)s) – known already")
        names = {"location": place.name, "place": place.place, "organisation": place.organisation.name}
        yield f"{LOCATION}{place.pk}", words % names
    for organisation in found.organisations:
        words = gettext("A new location of %(organisation)s – known organisation")
        yield f"{ORGANISATION}{organisation.pk}", words % {"organisation": organisation.name}
    if not found.same_organisation:
        words = gettext("A new location of a new organisation: %(organisation)s")
        yield NEW, words % {"organisation": application.organisation_name}


class RefuseForm(forms.Form):
    """Why an application is refused."""

    answer = reason(
        _("Why not?"),
        _("This goes to the contact person by mail."),
        _("Write why this location cannot take part. It goes along in the mail."),
    )
