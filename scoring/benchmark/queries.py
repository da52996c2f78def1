"""Reads for a location that looks at published figures: which figures are about scans like its own, and its groups."""

from collections.abc import Mapping

from scoring.domain.disclosure_model import COUNTRY, NL, REGION, SIZE, ZORGKANTOOR
from scoring.models import Assessment, OutcomeRow, Snapshot
from scoring.publication.queries import HEAVY, published
from scoring.publication.sizes import size_class


def figures_like(assessment: Assessment) -> Snapshot | None:
    """The newest published figures of the questionnaire and the rules of an outcome: others cannot be put beside it."""
    versions = {"questionnaire": assessment.questionnaire, "rules": assessment.rules}
    return published().filter(**versions).defer(*HEAVY).last()


def row_of(assessment: Assessment) -> OutcomeRow | None:
    """How the scan of an outcome counts in figures: with its region and size of the day it was confirmed."""
    return OutcomeRow.objects.filter(scan_key=assessment.scan_id).order_by("made_at", "pk").last()


def compared_with(row: OutcomeRow | None, hierarchy: Mapping[str, str]) -> dict[str, str]:
    """The groups that a location is compared with, by breakdown; ``hierarchy`` has the zorgkantoor of each region.

    A location without a size class is not compared by size.
    """
    groups = {COUNTRY: NL}
    if row is None:
        return groups
    groups |= {REGION: row.region, ZORGKANTOOR: hierarchy.get(row.region, ""), SIZE: size_class(row.residents)}
    return {breakdown: group for breakdown, group in groups.items() if group}
