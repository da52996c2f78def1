"""Offers and matches, and from which side somebody may look at a match."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from questionnaires.definitions import load
from questionnaires.models import FINAL, Scan
from scoring.assessment.queries import latest_assessment
from scoring.domain.standing import high_topics, low_topics
from scoring.models import Assessment, Match, Offer
from wolscan.models import Location, User
from wolscan.permissions import Permission, can, who_may

SHOWS, LOOKS = "shows", "looks"


def latest_final(location: Location) -> Scan | None:
    """The last confirmed scan of a location."""
    found: Scan | None = (
        Scan.objects.filter(location=location, state__in=FINAL).order_by("-confirmed_on", "-opened_on", "-pk").first()
    )
    return found


def high_of(scan: Scan) -> tuple[str, ...]:
    """The topics on which the last outcome of a scan is *uitblinker*."""
    assessment = latest_assessment(scan)
    return _high(assessment) if assessment else ()


def _high(assessment: Assessment) -> tuple[str, ...]:
    return high_topics(load(assessment.questionnaire), assessment.outcome)


def low_of(scan: Scan) -> tuple[str, ...]:
    """The topics on which the last outcome of a scan is low, theme by theme."""
    assessment = latest_assessment(scan)
    if assessment is None:
        return ()
    found = low_topics(load(assessment.questionnaire), assessment.outcome)
    return tuple(topic for topics in found.values() for topic in topics)


def own_offers(location: Location) -> dict[str, Offer]:
    """What a location offers now, by topic."""
    return {offer.topic: offer for offer in Offer.objects.filter(location=location, withdrawn_at=None)}


def standing_offers() -> QuerySet[Offer]:
    """Offers that rest on the last confirmed scan of their location: an older one says little about today."""
    latest = Scan.objects.filter(location=OuterRef("location"), state__in=FINAL).order_by(
        "-confirmed_on", "-opened_on", "-pk"
    )
    offers = Offer.objects.filter(withdrawn_at=None, scan=Subquery(latest.values("pk")[:1]))
    return offers.select_related("location__organisation", "location__region", "scan")


def offers_for(scan: Scan, topics: tuple[str, ...]) -> QuerySet[Offer]:
    """What other locations offer on these topics and was not proposed yet: the own region first."""
    offers = standing_offers().filter(topic__in=topics).exclude(location=scan.location_id)
    offers = offers.exclude(pk__in=Match.objects.filter(scan=scan).values("offer"))
    own = Q(location__region=scan.location.region_id)
    return offers.annotate(is_near=own).order_by("-is_near", "at", "pk")


def still_high(offers: list[Offer]) -> list[Offer]:
    """Of these offers those whose topic is still *uitblinker*: a reopened scan may have changed. One query."""
    latest: dict[UUID, Assessment] = {}
    for assessment in Assessment.objects.filter(scan__in=[offer.scan_id for offer in offers]).order_by("made_at", "pk"):
        latest[assessment.scan_id] = assessment
    return [offer for offer in offers if offer.scan_id in latest and offer.topic in _high(latest[offer.scan_id])]


def matches_of(scan: Scan) -> list[Match]:
    """What was proposed for a scan, with the location that shows."""
    matches = Match.objects.filter(scan=scan).select_related("offer__location__organisation", "offer__location__region")
    return list(matches)


def matches_at(location: Location) -> list[Match]:
    """What was proposed to a location, on either side, the newest first."""
    here = Q(offer__location=location) | Q(scan__location=location)
    matches = Match.objects.filter(here).select_related("offer__location__region", "scan__location__region")
    return list(matches.order_by("-proposed_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a match: the location of whoever looks at it, and how it stands for them."""

    match: Match
    side: str
    may_answer: bool

    @property
    def own(self) -> Location:
        return _location(self.match, self.side)

    @property
    def other(self) -> Location:
        """To be shown by name only once both said yes (``is_agreed``)."""
        return _location(self.match, LOOKS if self.side == SHOWS else SHOWS)

    @property
    def answer(self) -> str:
        return str(getattr(self.match, self.side))

    @property
    def is_agreed(self) -> bool:
        return self.match.agreed_at is not None

    @property
    def is_off(self) -> bool:
        """One of the two said no; which one is nobody's business."""
        return is_off(self.match)

    @property
    def is_open(self) -> bool:
        return not self.is_agreed and not self.is_off


def is_off(match: Match) -> bool:
    """Whether a match came to nothing."""
    return Match.Answer.NO in {match.shows, match.looks}


def _location(match: Match, side: str) -> Location:
    return match.offer.location if side == SHOWS else match.scan.location


def sides_of(user: User, match: UUID) -> list[Side]:
    """The sides from which this person may look at a match; usually one, 404 for none."""
    places = ("location__organisation", "location__region")
    related = [f"offer__{place}" for place in places] + [f"scan__{place}" for place in places] + ["offer__scan"]
    found = get_object_or_404(Match.objects.select_related(*related), pk=match)
    own = set(Location.objects.visible_to(user).filter(pk__in=[found.offer.location_id, found.scan.location_id]))
    sides = [
        Side(found, side, may_answer=can(user, Permission.MEET, location=_location(found, side)))
        for side in (SHOWS, LOOKS)
        if _location(found, side) in own
    ]
    if not sides:
        raise Http404
    return sides


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call or write to at the other location; made only for a match on which both agreed."""

    location: Location
    people: list[User]
    phone: str
    name: str


def contact_of(side: Side) -> Contact | None:
    """The contact details of the other side; nothing before both said yes."""
    if not side.is_agreed:
        return None
    scan = side.match.scan if side.side == SHOWS else side.match.offer.scan
    return Contact(side.other, list(who_may(Permission.MEET, side.other)), scan.contact_phone, scan.contact_name)
