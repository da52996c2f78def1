"""Who stands before a review: the adviser the scan is assigned to, or the location with its questions; else 404."""

from uuid import UUID

from django.http import Http404

from questionnaires.models import Scan
from questionnaires.queries import may, scan_to_read
from wolscan.models import User
from wolscan.permissions import Permission


def scan_to_review(user: User, scan: UUID) -> Scan:
    """A scan that this adviser reviews."""
    return _with(user, scan, Permission.REVIEW)


def scan_to_confirm(user: User, scan: UUID) -> Scan:
    """A scan about which this adviser decides."""
    return _with(user, scan, Permission.CONFIRM)


def scan_to_answer(user: User, scan: UUID) -> Scan:
    """A scan of which this person may read what the adviser asked."""
    return _with(user, scan, Permission.SEE_OUTCOME)


def _with(user: User, scan: UUID, permission: Permission) -> Scan:
    found = scan_to_read(user, scan)
    if not may(user, permission, found):
        raise Http404
    return found
