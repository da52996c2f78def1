"""Who may open an outcome, and who may see how close it is."""

from uuid import UUID

from django.http import Http404

from questionnaires.models import Scan
from questionnaires.queries import may, scan_to_read
from wolscan.models import User
from wolscan.permissions import Permission


def outcome_to_read(user: User, scan: UUID) -> Scan:
    """A scan whose outcome this person may see, with location and organisation; else 404."""
    found = scan_to_read(user, scan)
    if not may(user, Permission.SEE_OUTCOME, found):
        raise Http404
    return found


def sees_what_if(user: User, scan: Scan) -> bool:
    """Before the scan is final, *nipt* and *wat als* are only for the adviser: they invite gaming."""
    return scan.is_final or may(user, Permission.SEE_WHAT_IF, scan)
