"""How a round stands: numbers per group, and which voices would not count if it closed now."""

from questionnaires.models import Scan
from questionnaires.round.queries import sent_members
from scoring.domain import plan as plans
from scoring.domain.agreement import sheets_left_out


def left_out_now(scan: Scan) -> dict[str, int]:
    """Per group how many of the sheets sent so far would not count (rules 2026-1, *Groups that count*). One query."""
    return sheets_left_out(plans.load(scan.questionnaire, scan.rules), sent_members(scan))
