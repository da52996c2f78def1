"""Addresses of the roster and the facts of a scan; all begin with the address of the scan."""

from django.urls import path, register_converter

from scoring.staffing.models import StaffingRoster
from scoring.staffing.views import facts, group, outcome, roster, settings

SLUGS = {"huidig": StaffingRoster.Kind.CURRENT, "gewenst": StaffingRoster.Kind.WISHED}


class KindConverter:
    """Which of the two rosters, in Dutch in the address."""

    regex = "|".join(SLUGS)

    def to_python(self, value: str) -> StaffingRoster.Kind:
        return SLUGS[value]

    def to_url(self, value: str) -> str:
        return next(slug for slug, kind in SLUGS.items() if kind == value)


register_converter(KindConverter, "roster")

urlpatterns = [
    path("bezetting/", roster.staffing, name="staffing"),
    path("bezetting/<roster:kind>/beginnen/", roster.start, name="staffing_start"),
    path("bezetting/<roster:kind>/instellingen/", settings.settings, name="staffing_settings"),
    path("bezetting/<roster:kind>/groep/<int:number>/", group.group, name="staffing_group"),
    path("bezetting/<roster:kind>/groep-erbij/", roster.add, name="staffing_add_group"),
    path("bezetting/<roster:kind>/groep/<int:number>/verwijderen/", roster.remove, name="staffing_remove_group"),
    path("bezetting/<roster:kind>/verwijderen/", roster.remove, name="staffing_remove"),
    path("bezetting/<roster:kind>/uitkomst/", outcome.outcome, name="staffing_outcome"),
    path("bezetting/<roster:kind>/wat-als/", outcome.what_if, name="staffing_what_if"),
    path("bezetting/<roster:kind>/toelichting/", outcome.note, name="staffing_note"),
    path("feiten/", facts.facts, name="facts"),
]
