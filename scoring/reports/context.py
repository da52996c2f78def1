"""What the report template needs beside the outcome: the same for the print version and for the PDF."""

from typing import Any, NamedTuple

from django.utils import timezone

from questionnaires.models import Scan
from scoring.outcomes.context import outcome_context
from scoring.outcomes.material import as_it_stood
from scoring.outcomes.queries import InForce


class Room(NamedTuple):
    """How much room a report takes: the signs of a note that it shows, and whether it is set in smaller type."""

    note_limit: int
    is_compact: bool


#: Tried in turn until a report fits on its pages. The whole notes stand on the outcome page.
ROOMS = (Room(220, False), Room(90, False), Room(90, True), Room(0, True))


def print_context(
    scan: Scan, holds: InForce, *, with_what_if: bool, room: Room = ROOMS[0], is_pdf: bool = False
) -> dict[str, Any]:
    """The context of ``reports/report.html``. What the report says never depends on who asks for it, nor on when."""
    scan = as_it_stood(scan, holds.decision)
    made_at = timezone.localtime(holds.decision.at if holds.decision else holds.assessment.made_at)
    return {
        "scan": scan,
        "outcome": outcome_context(scan, holds.assessment, holds.decision, with_what_if=with_what_if),
        "made_at": made_at,
        "dated_on": scan.confirmed_on if holds.decision else made_at.date(),
        "note_limit": room.note_limit,
        "is_compact": room.is_compact,
        "is_pdf": is_pdf,
    }
