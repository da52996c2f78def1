"""What a location keeps beside its scan, in short, to stand beside theme 6 on the outcome page and in the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from questionnaires.definitions import Questionnaire
from scoring.domain.staffing.rules import StaffingRules
from scoring.models import Assessment
from scoring.staffing.facts import FactRow, fact_rows, place_rows, sources_of
from scoring.staffing.models import LocationFacts, StaffingRoster
from scoring.staffing.presenters import Column, EisView, FigureRow, eis_views, figure_rows, outcome_of

#: The theme it stands beside.
THEME = "personeelssamenstelling"
#: How many of the figures there is room for: the ratio, hours per client, and hours per group.
_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Coverage:
    """The current roster (or the wished-for one where that is all there is) in short."""

    kind: str
    title: str
    changed_on: date
    figures: list[FigureRow]
    eisen: list[EisView]


@dataclass(frozen=True, slots=True)
class Beside:
    """Coverage and facts; both may be empty, but not both at once."""

    theme: str
    coverage: Coverage | None
    place: list[tuple[str, str]]
    facts: list[FactRow]
    sources: list[str]


def beside_theme(
    row: StaffingRoster | None,
    facts: LocationFacts | None,
    questionnaire: Questionnaire,
    assessment: Assessment,
    rules: StaffingRules,
) -> Beside | None:
    """What stands beside theme 6: a roster and the facts; nothing when the location filled nothing in."""
    if row is None and facts is None:
        return None
    shown = fact_rows(facts, questionnaire, assessment, only_filled=True)
    return Beside(
        theme=THEME,
        coverage=_coverage(row, questionnaire, rules) if row else None,
        place=place_rows(facts),
        facts=shown,
        sources=sources_of(shown),
    )


def _coverage(row: StaffingRoster, questionnaire: Questionnaire, rules: StaffingRules) -> Coverage:
    outcome = outcome_of(row, rules)
    return Coverage(
        kind=row.kind,
        title=str(StaffingRoster.Kind(row.kind).label),
        changed_on=timezone.localdate(row.changed_at),
        figures=figure_rows([Column("", outcome)])[:_FIGURES],
        eisen=eis_views(outcome, row.names, questionnaire),
    )
