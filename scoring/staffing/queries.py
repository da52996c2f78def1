"""Reads of what a location keeps beside its scan."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from questionnaires.definitions import TEAM
from questionnaires.models import AnswerSheet, Scan
from scoring.assessment.queries import latest_assessment
from scoring.models import Assessment
from scoring.staffing.models import LocationFacts, StaffingRoster


@dataclass(frozen=True, slots=True)
class Rosters:
    """The rosters to lay side by side; those that were not made are ``None``."""

    current: StaffingRoster | None = None
    wished: StaffingRoster | None = None
    last_year: StaffingRoster | None = None

    def of(self, kind: str) -> StaffingRoster | None:
        return self.current if kind == StaffingRoster.Kind.CURRENT else self.wished


def rosters(scan: Scan) -> Rosters:
    """The rosters of a scan and the one that was current at the scan it repeats. One query."""
    own = Q(scan=scan.pk)
    if scan.previous_id:
        own |= Q(scan=scan.previous_id, kind=StaffingRoster.Kind.CURRENT)
    found = {(row.scan_id == scan.pk, row.kind): row for row in StaffingRoster.objects.filter(own)}
    return Rosters(
        current=found.get((True, StaffingRoster.Kind.CURRENT)),
        wished=found.get((True, StaffingRoster.Kind.WISHED)),
        last_year=found.get((False, StaffingRoster.Kind.CURRENT)),
    )


def facts_of(scan: Scan) -> LocationFacts | None:
    """The facts of a scan, if any were kept."""
    return LocationFacts.objects.filter(scan=scan.pk).first()


def team_sheet_for_notes(scan: Scan) -> AnswerSheet | None:
    """The team sheet that still takes notes; none when people fill in their own, or when it was sent."""
    found: AnswerSheet | None = scan.sheets.filter(group=TEAM).first() if scan.is_answering else None
    return found if found and found.takes_answers else None


def outcome_for_facts(scan: Scan) -> Assessment | None:
    """The outcome whose levels stand beside the facts; none before the scan is sent in."""
    return latest_assessment(scan)
