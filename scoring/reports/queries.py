"""Reads of reports."""

from scoring.models import Report
from scoring.outcomes.queries import InForce


def report_of(holds: InForce, language: str) -> Report | None:
    """The report of an outcome (and of the decision about it) in one language, without its bytes; if there is one."""
    reports = Report.objects.filter(assessment=holds.assessment, decision=holds.decision, language=language)
    found: Report | None = reports.defer("pdf").first()
    return found
