"""Who sits at the table: the coordinator who leads, people who look on, and the seat of the client council."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from questionnaires.access import SignInFirst, invitation_of
from questionnaires.models import Invitation, Scan
from questionnaires.queries import may, scan_to_attend
from scoring.conversation.queries import TALKING
from wolscan.models import User
from wolscan.permissions import Permission


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at the table of one scan. Whoever neither leads nor sits for the council looks on."""

    scan: Scan
    may_lead: bool
    is_council: bool

    @property
    def leads(self) -> bool:
        """May decide now."""
        return self.may_lead and self.scan.state in TALKING

    @property
    def reads_notes(self) -> bool:
        """Notes are for the team and the adviser; they are not shown behind a link."""
        return not self.is_council


def seat_of(request: HttpRequest, scan: UUID, find: Callable[[User, UUID], Scan] = scan_to_attend) -> Seat:
    """The seat of the person behind this request; 404 without one, ``SignInFirst`` for nobody.

    ``find`` loads the scan for people with an account: by default only if they may be at its conversation.
    """
    if request.user.is_authenticated:
        found = find(request.user, scan)
        return Seat(found, may_lead=may(request.user, Permission.LEAD_CONVERSATION, found), is_council=False)
    invitation = invitation_of(request)
    if invitation is None:
        raise SignInFirst
    if invitation.kind != Invitation.Kind.COUNCIL or invitation.scan_id != scan:
        raise Http404
    return Seat(invitation.scan, may_lead=False, is_council=True)
