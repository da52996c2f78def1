"""Who stands before a sheet: a coordinator at the team sheet, or somebody with an invitation at their own.

The session of somebody without an account holds the invitation they came with, and how they want to see the questions
on this device. Nothing else, and nothing of it outlives *Klaar*.
"""

from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from questionnaires.definitions import TEAM
from questionnaires.invitations import is_open
from questionnaires.models import AnswerSheet, Invitation
from questionnaires.queries import sheets_with_places, team_sheet_to_fill_in
from questionnaires.responding import AlreadySent
from wolscan.dates import today

#: The invitation this browser came with.
WAY_IN = "way_in"
#: The key of the place behind a group link, made on arrival: pressing *Begin* twice takes one place.
PLACE = "place"
#: Whether others use this device too, and whether its reader sees one question a page.
SHARED, ONE_BY_ONE = "shared", "one_by_one"


class SignInFirst(Exception):
    """Nobody is signed in, and nobody came with an invitation."""


def sheet_to_fill_in(request: HttpRequest, sheet: UUID, among: QuerySet[AnswerSheet] | None = None) -> AnswerSheet:
    """The sheet that the person behind this request may fill in; else 404.

    ``among``: where to look, with what comes along; at least the scan and its location.
    Raises ``SignInFirst`` for nobody, ``AlreadySent`` for somebody whose sheet was sent.
    """
    key = _way_in_of(request)
    own = _own_sheet(key, sheet, sheets_with_places() if among is None else among) if key else None
    if own is not None:
        return own
    invitation = invitation_of(request)
    if invitation is not None:
        if invitation.progress == Invitation.Progress.DONE:
            raise AlreadySent
        raise Http404
    if not request.user.is_authenticated:
        raise SignInFirst
    return team_sheet_to_fill_in(request.user, sheet, among)


def _way_in_of(request: HttpRequest) -> str | None:
    """The key of the invitation this browser came with; a signed-in person comes as themselves."""
    key: str | None = request.session.get(WAY_IN)
    return None if key is None or request.user.is_authenticated else key


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation this browser came with, while it is open; a signed-in person comes as themselves."""
    key = _way_in_of(request)
    if key is None:
        return None
    found = Invitation.objects.select_related("scan__location__organisation").filter(pk=key).first()
    return found if found and is_open(found, today()) else None


def come_with(request: HttpRequest, invitation: Invitation, *, shared: bool = False) -> None:
    """Lets this browser act for an invitation: a fresh session that holds nothing of before, for twelve hours."""
    request.session.flush()
    request.session[WAY_IN] = str(invitation.pk)
    if invitation.kind == Invitation.Kind.LINK:
        request.session[PLACE] = str(uuid4())
    if shared:
        request.session[SHARED] = True
    request.session.set_expiry(12 * 3600)


def go_on_with(request: HttpRequest, invitation: Invitation) -> None:
    """Goes on, in the same session, with the personal place that was taken by a group link."""
    request.session[WAY_IN] = str(invitation.pk)


def place_key(request: HttpRequest) -> UUID | None:
    """The key that a new place behind a group link gets."""
    key = request.session.get(PLACE)
    return UUID(key) if key else None


def go_away(request: HttpRequest) -> None:
    """Forgets that this browser came with an invitation."""
    request.session.flush()


def _own_sheet(key: str, sheet: UUID, among: QuerySet[AnswerSheet]) -> AnswerSheet | None:
    """The sheet of an invitation that is open, in one statement; none when anything about it is otherwise."""
    rows = among.select_related("participation__invitation").exclude(group=TEAM)
    own: AnswerSheet | None = rows.filter(pk=sheet, participation__invitation=key, is_sent=False).first()
    if own is None:
        return None
    invitation = own.participation.invitation
    invitation.scan = own.scan  # the scan of a sheet is that of the invitation it was begun with
    is_done = invitation.progress == Invitation.Progress.DONE
    return None if is_done or not is_open(invitation, today()) else own
