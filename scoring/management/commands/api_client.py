"""``manage.py api_client``: gives a program a token, lists programs, ends one. The same as the page /api-toegang/."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from scoring.api.scopes import OUTCOME, PUBLISHED
from scoring.api.services import make_client, revoke_client
from scoring.models import ApiClient
from wolscan.models import Location, Organisation


class Command(BaseCommand):
    help = "Programs that may read through the API. A token is shown once, when it is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        make = actions.add_parser("make", help="give a program a token")
        make.add_argument("name", help="what the program is called")
        place = make.add_mutually_exclusive_group()
        place.add_argument("--location", metavar="ID", help="also the outcomes of this location")
        place.add_argument("--organisation", metavar="NAME", help="also the outcomes of all locations of this one")
        actions.add_parser("list", help="all programs")
        end = actions.add_parser("revoke", help="end a program at once")
        end.add_argument("client", metavar="ID", help="its id, as the list shows it")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        {"make": self._make, "list": self._list, "revoke": self._revoke}[action](options)

    def _make(self, options: dict[str, Any]) -> None:
        if not options["name"].strip() or len(options["name"]) > 80:
            raise CommandError("Give the program a name of at most 80 characters.", returncode=2)
        place = _place(options["location"], options["organisation"])
        made = make_client(name=options["name"].strip(), by=None, scopes=_scopes(bool(place)), **place)
        self.stdout.write(f"{made.client.pk} {made.client.name}\nToken, shown only now: {made.token}")

    def _list(self, options: dict[str, Any]) -> None:
        for client in ApiClient.objects.select_related("location", "organisation"):
            state = "ended" if client.revoked_at else "working"
            used = f"last used {client.used_on}" if client.used_on else "never used"
            reads = client.location or client.organisation or "published figures"
            self.stdout.write(f"{client.pk} {state}, {used}: {client.name} ({reads})")

    def _revoke(self, options: dict[str, Any]) -> None:
        key = _uuid(options["client"])
        client = ApiClient.objects.filter(pk=key).first() if key else None
        if client is None:
            raise CommandError("There is no such program; see manage.py api_client list.", returncode=2)
        ended = revoke_client(client=client, by=None)
        self.stdout.write(f"{client.name} {'can read nothing any more' if ended else 'was ended already'}.")


def _scopes(has_place: bool) -> tuple[str, ...]:
    return (PUBLISHED, OUTCOME) if has_place else (PUBLISHED,)


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _place(location: str | None, organisation: str | None) -> dict[str, Any]:
    """The place whose outcomes are read too, or nothing."""
    if location is not None:
        key = _uuid(location)
        found = Location.objects.filter(pk=key).first() if key else None
        if found is None:
            raise CommandError("There is no location with this id.", returncode=2)
        return {"location": found}
    if organisation is not None:
        owner = Organisation.objects.filter(name=organisation).first()
        if owner is None:
            raise CommandError(f'There is no organisation called "{organisation}".', returncode=2)
        return {"organisation": owner}
    return {}
