"""Putting a guide away, and having all of them back. Kept with the account; no event: it is nobody else's business."""

from django.db import transaction

from wolscan.guiding.guides import GUIDES
from wolscan.models import User


class UnknownGuide(Exception):
    """There is no such guide."""


@transaction.atomic
def put_away(*, role: str, by: User) -> None:
    """The guide of a role is not shown again. Twice is once."""
    if role not in GUIDES:
        raise UnknownGuide(role)
    seen = set(User.objects.select_for_update().values_list("guides_seen", flat=True).get(pk=by.pk))
    User.objects.filter(pk=by.pk).update(guides_seen=sorted(seen | {role}))


def bring_back(*, by: User) -> None:
    """All guides of somebody are shown again."""
    User.objects.filter(pk=by.pk).update(guides_seen=[])
