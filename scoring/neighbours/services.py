"""Offering, proposing a match, and answering it."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from questionnaires.models import FINAL, Scan
from scoring.models import Match, Offer
from scoring.neighbours.queries import (
    LOOKS,
    SHOWS,
    high_of,
    is_off,
    latest_final,
    low_of,
    standing_offers,
)
from wolscan.audit import record
from wolscan.mail import queue_many
from wolscan.models import Location, User
from wolscan.permissions import Permission, who_may

ASKED, AGREED, NOT_NOW = "neighbour_asked", "neighbour_agreed", "neighbour_not_now"


class NotHigh(Exception):
    """The last confirmed scan of the location is not *uitblinker* on this topic."""


class NotPossible(Exception):
    """This offer and this scan cannot be brought together: withdrawn, proposed already, or not what is needed."""


class Settled(Exception):
    """The match is agreed on or off: nothing can be answered any more."""


@transaction.atomic
def offer(*, location: Location, topic: str, text: str, by: User) -> Offer:
    """A location offers to show how it does something, or writes its offer anew. Raises ``NotHigh``."""
    Location.objects.select_for_update().get(pk=location.pk)
    scan = latest_final(location)
    if scan is None or topic not in high_of(scan):
        raise NotHigh
    now = timezone.now()
    standing, is_new = Offer.objects.get_or_create(
        location=location, topic=topic, withdrawn_at=None, defaults={"scan": scan, "text": text, "by": by, "at": now}
    )
    if is_new or (standing.text, standing.scan_id) != (text, scan.pk):
        Offer.objects.filter(pk=standing.pk).update(scan=scan, text=text)
        record("neighbour_offered", actor=by, subject=location, topic=topic)
    return standing


@transaction.atomic
def withdraw(*, location: Location, topic: str, by: User) -> bool:
    """Takes an offer back; what was proposed on it and is still open comes to nothing. Tells whether there was one."""
    standing = Offer.objects.select_for_update().filter(location=location, topic=topic, withdrawn_at=None).first()
    if standing is None:
        return False
    Offer.objects.filter(pk=standing.pk).update(withdrawn_at=timezone.now())
    for match in Match.objects.select_for_update().filter(offer=standing, agreed_at=None):
        if not is_off(match):
            Match.objects.filter(pk=match.pk).update(shows=Match.Answer.NO)
            _mail(NOT_NOW, match, [LOOKS])
    record("neighbour_offer_withdrawn", actor=by, subject=location, topic=topic)
    return True


@transaction.atomic
def propose(*, scan: Scan, offer: UUID, note: str, by: User) -> Match:
    """An adviser brings the location of a final scan together with one that offers what is low there.

    The coordinators of both get a mail. Raises ``NotPossible``.
    """
    held = Scan.objects.select_for_update(of=("self",)).select_related("location").get(pk=scan.pk)
    offers = standing_offers().exclude(location=held.location_id)
    found = offers.select_for_update(of=("self",)).filter(pk=offer).first()
    if found is None or held.state not in FINAL or not _fits(found, held):
        raise NotPossible
    try:
        with transaction.atomic():
            match = Match.objects.create(
                offer=found, scan=held, proposed_by=by, proposed_at=timezone.now(), note=note.strip()
            )
    except IntegrityError as twice:
        raise NotPossible from twice
    record("neighbours_proposed", actor=by, subject=held, topic=found.topic)
    _mail(ASKED, match, [SHOWS, LOOKS])
    return match


def _fits(offer: Offer, scan: Scan) -> bool:
    """Low at the scan, and still high where it is offered."""
    return offer.topic in low_of(scan) and offer.topic in high_of(offer.scan)


@transaction.atomic
def answer(*, match: Match, side: str, yes: bool, by: User) -> Match:
    """One side says yes or no. After two yeses contact details pass; a no ends it, and nobody hears whose it was.

    A yes may still become a no while the other has not answered. Raises ``Settled``.
    """
    held = Match.objects.select_for_update(of=("self",)).select_related("offer__location", "scan__location")
    found = held.get(pk=match.pk)
    said = Match.Answer.YES if yes else Match.Answer.NO
    if getattr(found, side) == said:
        return found
    if found.agreed_at is not None or is_off(found):
        raise Settled
    setattr(found, side, said)
    if found.shows == found.looks == Match.Answer.YES:
        found.agreed_at = timezone.now()
    found.save(update_fields=[side, "agreed_at"])
    record("neighbour_answered", actor=by, subject=found, side=side)
    _tell(found, side)
    return found


def _tell(match: Match, side: str) -> None:
    """Both hear that it works; that it does not work the other hears, without whose no it was."""
    if match.agreed_at is not None:
        _mail(AGREED, match, [SHOWS, LOOKS])
    elif is_off(match):
        _mail(NOT_NOW, match, [LOOKS if side == SHOWS else SHOWS])


def _mail(template: str, match: Match, sides: Iterable[str]) -> None:
    """One mail to each coordinator on these sides; it says neither who the other is nor what was answered."""
    for side in sides:
        location = match.offer.location if side == SHOWS else match.scan.location
        queue_many(
            template,
            [
                (
                    person.email,
                    {"match": str(match.pk), "name": person.name, "location": location.name, "side": side},
                    person.language or settings.LANGUAGE_CODE,
                )
                for person in who_may(Permission.MEET, location)
            ],
        )
