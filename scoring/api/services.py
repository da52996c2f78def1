"""Programs that may read: made with a token that is shown once, ended, and when they last came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from scoring.api.scopes import OUTCOME, PUBLISHED
from scoring.api.tokens import lookup_of, new_token
from scoring.models import ApiClient
from wolscan.audit import record
from wolscan.models import Location, Organisation, User


class NoPlace(Exception):
    """Outcomes are those of a location or an organisation: one of the two has to be chosen."""


@dataclass(frozen=True, slots=True)
class Made:
    """A program and its token; the token is empty when the program had been made before."""

    client: ApiClient
    token: str


@transaction.atomic
def make_client(
    *,
    name: str,
    by: User | None,
    scopes: Sequence[str] = (PUBLISHED,),
    organisation: Organisation | None = None,
    location: Location | None = None,
    key: UUID | None = None,
) -> Made:
    """Makes a program that may read, with its token. Asking again with the same ``key`` makes no second one.

    Raises ``NoPlace``.
    """
    if OUTCOME in scopes and organisation is None and location is None:
        raise NoPlace
    token, made = new_token(), {"made_by": by, "made_at": timezone.now()}
    fields = {"name": name, "scopes": list(scopes), "organisation": organisation, "location": location}
    defaults = fields | made | {"token_lookup": lookup_of(token)}
    client, is_new = ApiClient.objects.get_or_create(pk=key or uuid4(), defaults=defaults)
    if not is_new:
        return Made(client, "")
    record("api_client_made", actor=by, subject=client, scopes=list(scopes))
    return Made(client, token)


@transaction.atomic
def revoke_client(*, client: ApiClient, by: User | None) -> bool:
    """Ends a program at once; tells whether it was still working."""
    ended = ApiClient.objects.filter(pk=client.pk, revoked_at=None).update(revoked_at=timezone.now())
    if ended:
        record("api_client_revoked", actor=by, subject=client)
    return bool(ended)


def note_use(client: ApiClient, today: date) -> None:
    """Keeps on which day a program last came, and leaves one event a day."""
    if client.used_on == today:
        return
    with transaction.atomic():
        if ApiClient.objects.filter(pk=client.pk).exclude(used_on=today).update(used_on=today):
            record("api_client_used", actor=None, subject=client)
