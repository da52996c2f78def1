"""The form of the facts of a location. Everything may stay empty; what belongs together is asked together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.models import Scan
from scoring.staffing.fields import CountField, DayField, NumberField
from scoring.staffing.models import Judgement, LocationFacts
from wolscan.dates import today

TARGET_GROUPS: Final = {
    "pg": _("People with dementia (psychogeriatric)"),
    "somatiek": _("People with a physical condition (somatic)"),
    "gerontopsychiatrie": _("Gerontopsychiatry"),
    "korsakov": _("Korsakoff"),
    "jonge-mensen-met-dementie": _("Young people with dementia"),
}
SUBJECTS: Final = {
    "person_centred": _("Person-centred care"),
    "expertise": _("Expert staff"),
    "quality": _("Steering on quality and safety"),
}
PLACE: Final = ("residents", "living_groups", "target_groups", "is_small_scale")
STAFF: Final = ("sickness_absence", "inflow", "outflow", "part_time_factor")
RATING: Final = ("rating", "ratings", "rated_on")
_ANSWERS: Final = {"yes": True, "no": False, "": None}


class FactsForm(forms.Form):
    """The facts in four parts: ``parts`` gives their fields for the page."""

    residents = CountField(label=_("Residents"), high=5_000)
    living_groups = CountField(label=_("Living groups"), high=500)
    target_groups = forms.MultipleChoiceField(
        label=_("For whom is this location?"),
        choices=TARGET_GROUPS.items,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_small_scale = forms.ChoiceField(
        label=_("Is it small-scale living?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Not filled in"))],
        required=False,
        widget=forms.RadioSelect,
    )
    staff_period = forms.CharField(
        label=_("Over which period are these figures?"),
        help_text=_("For example “second quarter of 2026”."),
        required=False,
        max_length=60,
    )
    sickness_absence = NumberField(label=_("Sickness absence (%)"), low=0, high=100)
    inflow = NumberField(label=_("New staff per quarter (%)"), low=0, high=100, example="5.5")
    outflow = NumberField(label=_("Staff who left per quarter (%)"), low=0, high=100, example="4.8")
    part_time_factor = NumberField(
        label=_("Part-time factor (%)"),
        help_text=_("The average size of a contract, as a part of full time."),
        low=0,
        high=100,
        example="62.6",
    )
    rating = NumberField(label=_("Average rating"), low=1, high=10, places=1, example="8.4")
    ratings = CountField(label=_("Number of ratings"), low=1, high=999_999)
    rated_on = DayField(label=_("Looked up on"), today=today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for subject, title in SUBJECTS.items():
            self.fields[f"igj_{subject}"] = forms.ChoiceField(
                label=title, choices=[("", _("No judgement")), *Judgement.choices], required=False
            )
            self.fields[f"igj_{subject}_on"] = DayField(label=_("Date of the judgement"), today=today)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if any(cleaned.get(name) is not None for name in STAFF):
            self._need("staff_period", _("Write over which period the figures about staff are."))
        if any(cleaned.get(name) is not None for name in RATING):
            self._need("rating", _("Write the average rating as well."))
            self._need("ratings", _("Write how many ratings there are."))
            self._need("rated_on", _("Write when you looked the rating up."))
        for subject in SUBJECTS:
            if cleaned.get(f"igj_{subject}"):
                self._need(f"igj_{subject}_on", _("Write the date of this judgement."))
            elif cleaned.get(f"igj_{subject}_on"):
                self._need(f"igj_{subject}", _("Choose the judgement that belongs to this date."))
        return cleaned

    def _need(self, field: str, problem: Any) -> None:
        if field not in self.errors and self.cleaned_data.get(field) in (None, ""):
            self.add_error(field, problem)

    @property
    def values(self) -> dict[str, Any]:
        """The fields of a valid form as the row keeps them."""
        return dict(self.cleaned_data) | {"is_small_scale": _ANSWERS[self.cleaned_data["is_small_scale"]]}

    @property
    def parts(self) -> Iterator[dict[str, Any]]:
        """The parts of the page: title, a hint, and fields."""
        igj = [name for subject in SUBJECTS for name in (f"igj_{subject}", f"igj_{subject}_on")]
        for title, hint, names in (
            (_("Residents and groups"), "", PLACE),
            (_("Figures about staff"), _("Percentages, as in your own quarterly figures."), (*STAFF, "staff_period")),
            ("ZorgkaartNederland", _("As it stands on the page of your location."), RATING),
            (_("Judgement of the inspectorate (IGJ)"), _("Only if the inspectorate has visited."), igj),
        ):
            yield {"title": title, "hint": hint, "fields": [self[name] for name in names]}


def facts_initial(scan: Scan, facts: LocationFacts | None) -> dict[str, Any]:
    """What the form opens with: the facts that were kept, or what the location is known by."""
    source = facts or scan.location
    answer = {True: "yes", False: "no", None: ""}[source.is_small_scale]
    if facts is None:
        place = {name: getattr(source, name) for name in PLACE}
        return place | {"is_small_scale": answer if source.is_small_scale else ""}
    kept = {field.attname: getattr(facts, field.attname) for field in LocationFacts._meta.concrete_fields}
    return kept | {"is_small_scale": answer}
