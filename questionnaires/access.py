"""Who stands before a sheet: a coordinator at the team sheet, or somebody with an invitation at their own."""

from uuid import UUID

from django.http import Http404, HttpRequest

from questionnaires.definitions import TEAM
from questionnaires.invitations import is_open
from questionnaires.models import AnswerSheet, Invitation
from questionnaires.queries import team_sheet_to_fill_in
from wolscan.dates import today

#: The one thing a respondent's session holds: the invitation they came with.
WAY_IN = "way_in"


class SignInFirst(Exception):
    """Nobody is signed in, and nobody came with an invitation."""


def sheet_to_fill_in(request: HttpRequest, sheet: UUID) -> AnswerSheet:
    """The sheet that the person behind this request may fill in; else 404, or ``SignInFirst`` for nobody."""
    invitation = invitation_of(request)
    if invitation is not None:
        return _own_sheet(invitation, sheet)
    if not request.user.is_authenticated:
        raise SignInFirst
    return team_sheet_to_fill_in(request.user, sheet)


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation this browser came with, while it is open; a signed-in person comes as themselves."""
    key = request.session.get(WAY_IN)
    if key is None or request.user.is_authenticated:
        return None
    found = Invitation.objects.select_related("scan__location__organisation").filter(pk=key).first()
    return found if found and is_open(found, today()) else None


def come_with(request: HttpRequest, invitation: Invitation) -> None:
    """Lets this browser act for an invitation: a fresh session that holds nothing else, for twelve hours."""
    request.session.flush()
    request.session[WAY_IN] = str(invitation.pk)
    request.session.set_expiry(12 * 3600)


def go_away(request: HttpRequest) -> None:
    """Forgets that this browser came with an invitation."""
    request.session.flush()


def _own_sheet(invitation: Invitation, sheet: UUID) -> AnswerSheet:
    own = (
        AnswerSheet.objects.select_related("scan__location__organisation", "participation")
        .exclude(group=TEAM)
        .filter(pk=sheet, participation__invitation=invitation, is_sent=False)
        .first()
    )
    if own is None:
        raise Http404
    return own
