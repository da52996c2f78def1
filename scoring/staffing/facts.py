"""Facts of a location beside national values and beside its own levels on the same subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definitions import Level, Questionnaire
from questionnaires.presenters import tr
from scoring.models import Assessment
from scoring.staffing.facts_form import PLACE, STAFF, SUBJECTS, TARGET_GROUPS, FactsForm
from scoring.staffing.models import Judgement, LocationFacts
from scoring.staffing.reference import Reference, references
from scoring.staffing.words import decimal_text

#: Which themes and topics of the scan are about the same subject.
SAME_SUBJECT: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "sickness_absence": (("topics", "ziekteverzuim"),),
    "outflow": (("topics", "uitstroom"),),
    "inflow": (("topics", "inwerken-en-uitzendkrachten"),),
    "igj_person_centred": (("themes", "persoonsgerichte-zorg"),),
    "igj_expertise": (("themes", "personeelssamenstelling"),),
    "igj_quality": (("themes", "leren-en-verbeteren"), ("themes", "leiderschap-governance-management")),
}


@dataclass(frozen=True, slots=True)
class OwnLevel:
    """What the location says of the same subject in its scan."""

    title: str
    level: Level | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact. ``about`` says over which period, on how much or when; empty texts where there is nothing."""

    label: str
    value: str
    about: str
    national: str
    national_about: str
    source: str
    levels: list[OwnLevel]


@dataclass(frozen=True, slots=True)
class National:
    """A national value over the years, for the list of sources."""

    label: str
    years: list[tuple[int, str]]
    source: str
    note: str


def fact_rows(
    facts: LocationFacts | None, questionnaire: Questionnaire, assessment: Assessment | None, *, only_filled: bool
) -> list[FactRow]:
    """The facts about staff, rating and inspectorate; those that were not filled in can be left out."""
    outcome = assessment.outcome if assessment else {}
    labels = {name: str(FactsForm.base_fields[name].label) for name in (*STAFF, "rating")}
    rows = {name: _figure(name, label, facts) for name, label in labels.items()}
    for subject, title in SUBJECTS.items():
        rows[f"igj_{subject}"] = _judgement(subject, str(title), facts)
    return [
        FactRow(*row, *_national(name), _levels(name, questionnaire, outcome))
        for name, row in rows.items()
        if row[1] or not only_filled
    ]


def sources_of(rows: list[FactRow]) -> list[str]:
    """Where the national values in these rows come from, each source once."""
    return list(dict.fromkeys(row.source for row in rows if row.source))


def place_rows(facts: LocationFacts | None) -> list[tuple[str, str]]:
    """What the location was at this scan: label and value of what was filled in."""
    if facts is None:
        return []
    labels = dict(zip(PLACE, (_("Residents"), _("Living groups"), _("Target groups"), _("Small-scale living"))))
    values = {
        "residents": "" if facts.residents is None else str(facts.residents),
        "living_groups": "" if facts.living_groups is None else str(facts.living_groups),
        "target_groups": ", ".join(str(TARGET_GROUPS.get(key, key)) for key in facts.target_groups),
        "is_small_scale": {True: _("Yes"), False: _("No"), None: ""}[facts.is_small_scale],
    }
    return [(labels[name], value) for name, value in values.items() if value]


def _figure(name: str, label: str, facts: LocationFacts | None) -> tuple[str, str, str]:
    """Label, value and what it is about."""
    value = getattr(facts, name) if facts else None
    label = f"ZorgkaartNederland: {label}" if name == "rating" else label
    if value is None:
        return label, "", ""
    if name != "rating":
        return label, decimal_text(value), facts.staff_period
    about = ngettext("%(count)s rating, %(date)s", "%(count)s ratings, %(date)s", facts.ratings)
    values = {"count": number_format(facts.ratings), "date": date_format(facts.rated_on, "j F Y")}
    return label, number_format(value, 1), about % values


def _judgement(subject: str, title: str, facts: LocationFacts | None) -> tuple[str, str, str]:
    label = _("IGJ: %(subject)s") % {"subject": title}
    key = getattr(facts, f"igj_{subject}") if facts else ""
    if not key:
        return label, "", ""
    return label, str(Judgement(key).label), date_format(getattr(facts, f"igj_{subject}_on"), "j F Y")


def _national(name: str) -> tuple[str, str, str]:
    """Value, year and source."""
    found = references().get(name)
    return (_written(found, found.latest), str(found.latest), found.source) if found else ("", "", "")


def _written(found: Reference, year: int) -> str:
    return str(number_format(found.years[year], 1))


def _levels(name: str, questionnaire: Questionnaire, outcome: Mapping[str, Any]) -> list[OwnLevel]:
    """The levels of the scan on the same subject; none before there is an outcome."""
    found = []
    for kind, key in SAME_SUBJECT.get(name, ()):
        known = questionnaire.topics if kind == "topics" else {theme.key: theme for theme in questionnaire.themes}
        if key in known and key in outcome.get(kind, {}):
            level = outcome[kind][key]["agreed" if kind == "topics" else "level"]
            found.append(OwnLevel(tr(known[key].title), questionnaire.levels.get(level or "")))
    return found


def nationals() -> list[National]:
    """Every national value with all its years, its source and its note."""
    return [
        National(
            label=str(FactsForm.base_fields[name].label),
            years=[(year, _written(found, year)) for year in found.years],
            source=found.source,
            note=tr(found.note) if found.note else "",
        )
        for name, found in references().items()
    ]
