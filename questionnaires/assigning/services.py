"""Giving scans to an adviser, handing one over, and letting the adviser look on."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from questionnaires.assigning.queries import assignable
from questionnaires.models import Assignment, Scan, State
from wolscan.audit import record
from wolscan.mail import queue
from wolscan.models import User

#: States in which the location may let its adviser look on; once the scan was sent in the adviser reads it anyway.
INVITES = frozenset({State.AANGEMELD, State.VOORBEREIDING, State.OPEN, State.GESPREK})


class NotYours(Exception):
    """The scan is in other hands meanwhile, or was withdrawn."""


class NoAdviserToInvite(Exception):
    """The scan has no adviser yet, or it was sent in: the adviser reads it already."""


@transaction.atomic
def assign(*, scans: Collection[UUID], adviser: User, by: User, note: str = "") -> int:
    """Gives scans to an adviser and gives back how many changed hands.

    The adviser gets one mail for all, with the note; whoever guided them before gets one too. A scan that already is
    with this adviser, or was withdrawn, is left as it is.
    """
    held = assignable().select_for_update(of=("self",)).select_related("location", "adviser").order_by("pk")
    changing = list(held.filter(pk__in=scans).exclude(adviser=adviser))
    if not changing:
        return 0
    now = timezone.now()
    Assignment.objects.bulk_create(
        Assignment(scan=scan, old=scan.adviser, new=adviser, by=by, at=now, note=note) for scan in changing
    )
    for scan in changing:
        record("adviser_assigned", actor=by, subject=scan, old=scan.adviser_id, new=adviser.pk)
    # The location invited a person, not whoever comes after.
    Scan.objects.filter(pk__in=[scan.pk for scan in changing]).update(adviser=adviser, adviser_invited=False)
    _tell(changing, adviser, by, note)
    return len(changing)


@transaction.atomic
def hand_over(*, scan: Scan, adviser: User, by: User, note: str) -> None:
    """An adviser gives a scan to a colleague; both get a mail. Raises ``NotYours``; then nothing has changed."""
    held = Scan.objects.select_for_update(of=("self",)).get(pk=scan.pk)
    if held.adviser_id != by.pk or held.state == State.VERVALLEN:
        raise NotYours
    assign(scans=[held.pk], adviser=adviser, by=by, note=note)


@transaction.atomic
def let_adviser_look_on(*, scan: Scan, invited: bool, by: User) -> bool:
    """The location invites its adviser to kick-off and conversation, or takes that back; tells whether that is new.

    The adviser gets a mail. Raises ``NoAdviserToInvite``.
    """
    held = Scan.objects.select_for_update(of=("self",)).select_related("location", "adviser").get(pk=scan.pk)
    if held.adviser is None or held.was_sent_in or held.state not in INVITES:
        raise NoAdviserToInvite
    if held.adviser_invited == invited:
        return False
    Scan.objects.filter(pk=held.pk).update(adviser_invited=invited)
    record("adviser_invited" if invited else "adviser_no_longer_invited", actor=by, subject=held)
    _mail(
        "adviser_invited",
        held.adviser,
        {"scan": str(held.pk), "location": held.location.name, "invited": invited},
    )
    return True


@transaction.atomic
def keep_route(*, scan: Scan, route: str, by: User) -> None:
    """Keeps by which way a location came to the scan."""
    if Scan.objects.filter(pk=scan.pk).exclude(route=route).update(route=route):
        record("route_kept", actor=by, subject=scan, route=route)


def _tell(scans: Sequence[Scan], adviser: User, by: User, note: str) -> None:
    """One mail to who gets the scans, and one to each who had some."""
    before: dict[User, list[str]] = defaultdict(list)
    for scan in scans:
        if scan.adviser is not None:
            before[scan.adviser].append(scan.location.name)
    names = sorted(scan.location.name for scan in scans)
    giver = by.name if by in before else ""
    _mail("scans_assigned", adviser, {"note": note, "locations": names, "giver": giver})
    for old, locations in before.items():
        _mail("scans_passed_on", old, {"locations": sorted(locations), "taker": adviser.name, "by_self": old == by})


def _mail(template: str, user: User, context: dict[str, object]) -> None:
    if user.is_active:
        queue(
            template,
            to=user.email,
            language=user.language or settings.LANGUAGE_CODE,
            context={"name": user.name} | context,
        )
