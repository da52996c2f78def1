"""The pages of places: the list and the course of a location, its coordinators, imports, regions."""

from typing import Any

from django.http import Http404

from wolscan.permissions import Permission, can_everywhere


def only_keepers(user: Any) -> None:
    """404 for everybody but those who keep organisations, locations and advisers."""
    if not can_everywhere(user, Permission.KEEP_PLACES):
        raise Http404
