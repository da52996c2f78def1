"""Reads for programs and for the people who give them a token."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from questionnaires.models import FINAL, Scan
from scoring.api.scopes import OUTCOME
from scoring.api.tokens import TOKEN, lookup_of
from scoring.models import ApiClient, Snapshot
from scoring.publication.queries import HEAVY, published
from wolscan.models import Location, Organisation
from wolscan.permissions import Permission, can_everywhere, scope, where_may


def client_with(token: str) -> ApiClient | None:
    """The program with this token, unless it was ended."""
    if not TOKEN.fullmatch(token):
        return None
    return ApiClient.objects.filter(token_lookup=lookup_of(token), revoked_at=None).first()


def own_outcomes(client: ApiClient) -> QuerySet[Scan]:
    """The final scans of the location or organisation of a program, the last confirmed first."""
    if OUTCOME not in client.scopes:
        return Scan.objects.none()
    places = Q(location=client.location_id) if client.location_id else Q(location__organisation=client.organisation_id)
    has_place = bool(client.location_id or client.organisation_id)
    found = Scan.objects.filter(places, state__in=FINAL) if has_place else Scan.objects.none()
    return found.select_related("location__organisation").order_by("-confirmed_on", "pk")


def own_outcome(client: ApiClient, scan: UUID) -> Scan | None:
    """One of those."""
    return own_outcomes(client).filter(pk=scan).first()


def snapshots() -> QuerySet[Snapshot]:
    """The published figures, the newest day first, without their tables."""
    return published().order_by("-on").defer("tables", *HEAVY)


def places_to_open(user: Any) -> tuple[list[Location], list[Organisation]]:
    """The locations and organisations whose outcomes this person may open to a program."""
    seen = scope(user)
    if not may_open(user):
        return [], []
    locations = Location.objects.filter(pk__in=seen.locations).order_by("name", "pk")
    return list(locations), list(Organisation.objects.filter(pk__in=seen.organisations).order_by("name", "pk"))


def may_open(user: Any) -> bool:
    """Whether this person may open outcomes of an own place to a program."""
    seen = scope(user)
    return bool(seen.locations or seen.organisations)


def may_give(user: Any) -> bool:
    """Whether this person gives programs a token for what is published, and may end any."""
    return can_everywhere(user, Permission.GIVE_TOKENS)


def clients_for(user: Any) -> QuerySet[ApiClient]:
    """The programs that this person may see and end: all, or those of own places and those they made."""
    found = ApiClient.objects.select_related("organisation", "location", "made_by").order_by("-made_at", "pk")
    found = found.prefetch_related("made_by__memberships")
    if may_give(user):
        return found
    if not may_open(user):
        return found.none()
    own = Q(organisation__in=scope(user).organisations) | where_may(user, Permission.OPEN_TO_PROGRAM, "location")
    return found.filter(own | Q(made_by=user))
