"""Who may see the roster and the facts of a scan, and who may still change them."""

from uuid import UUID

from django.http import Http404

from questionnaires.models import ENDED, Scan
from questionnaires.queries import may
from scoring.outcomes.access import outcome_to_read
from wolscan.models import User
from wolscan.permissions import Permission


def scan_to_look_at(user: User, scan: UUID) -> Scan:
    """A scan whose roster and facts this person may see: whoever may see its outcome; else 404."""
    return outcome_to_read(user, scan)


def scan_to_work_on(user: User, scan: UUID) -> Scan:
    """A scan whose roster and facts this person keeps (the scan may have ended since); else 404."""
    found = scan_to_look_at(user, scan)
    if not may(user, Permission.FILL_IN, found):
        raise Http404
    return found


def may_change(user: User, scan: Scan) -> bool:
    """Whether this person may change them now: who fills in the scan, until it is final or withdrawn."""
    return scan.state not in ENDED and may(user, Permission.FILL_IN, scan)
