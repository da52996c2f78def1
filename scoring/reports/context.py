"""What the report template needs beside the outcome: the same for the print version and for the PDF."""

from typing import Any

from django.utils import timezone

from questionnaires.models import Scan
from scoring.outcomes.context import outcome_context
from scoring.outcomes.queries import InForce

#: How much of a note the report shows, in signs. The whole note stands on the outcome page.
NOTE_LIMIT = 220


def print_context(
    scan: Scan, holds: InForce, *, with_what_if: bool, note_limit: int = NOTE_LIMIT, is_pdf: bool = False
) -> dict[str, Any]:
    """The context of ``reports/report.html``. What the report says never depends on who asks for it."""
    made_at = timezone.localtime(holds.decision.at if holds.decision else holds.assessment.made_at)
    return {
        "scan": scan,
        "outcome": outcome_context(scan, holds.assessment, holds.decision, with_what_if=with_what_if),
        "made_at": made_at,
        "dated_on": scan.confirmed_on if holds.decision else made_at.date(),
        "note_limit": note_limit,
        "is_pdf": is_pdf,
    }
