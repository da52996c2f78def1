"""Who may print the poster."""

from uuid import UUID

from django.http import Http404

from questionnaires.models import Scan
from scoring.givingback.queries import Share, share_of
from scoring.outcomes.access import outcome_to_read
from wolscan.models import User


def poster_to_print(user: User, scan: UUID) -> tuple[Scan, Share]:
    """The scan and what stands on its poster, for who may hand it out once it is final; else 404."""
    found = outcome_to_read(user, scan)
    share = share_of(user, found)
    if share is None:
        raise Http404
    return found, share
