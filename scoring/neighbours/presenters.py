"""Offers and matches as each side may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.definitions import load, versions
from questionnaires.presenters import tr
from scoring.models import Match, Offer
from scoring.neighbours.queries import LOOKS, SHOWS, is_off
from wolscan.models import Location


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A topic on which a location may offer something. ``is_stale``: the offer rests on an earlier scan."""

    topic: str
    title: str
    theme: str
    text: str
    is_offered: bool
    is_stale: bool
    errors: list[str]


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match in the list of a location: the topic and where it stands, never who the other is."""

    url: str
    title: str
    role: str
    region: str
    status: str
    asks: bool


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """An offer the adviser may propose, or proposed already. The adviser knows who it is."""

    offer: Offer
    title: str
    is_near: bool
    status: str
    text: str
    errors: list[str]


def topic_title(key: str) -> str:
    """The title of a topic by the newest questionnaire that has it."""
    for version in reversed(versions()):
        topic = load(version).topics.get(key)
        if topic:
            return tr(topic.title)
    return key


def offer_rows(
    high: Iterable[str], offers: Mapping[str, Offer], scan_id: object, typed: Mapping[str, tuple[str, list[str]]]
) -> list[OfferRow]:
    """The topics that are high, and those offered before; ``typed`` has text and errors that were not saved."""
    keys = [*high, *(key for key in offers if key not in set(high))]
    return [_offer_row(key, offers.get(key), scan_id, typed.get(key)) for key in keys]


def _offer_row(key: str, offer: Offer | None, scan_id: object, typed: tuple[str, list[str]] | None) -> OfferRow:
    topic = load(versions()[-1]).topics.get(key)
    stands = offer.text if offer else ""
    text, errors = typed or (stands, [])
    return OfferRow(
        topic=key,
        title=topic_title(key),
        theme=tr(load(versions()[-1]).theme(topic.theme).title) if topic else "",
        text=text,
        is_offered=offer is not None,
        is_stale=offer is not None and offer.scan_id != scan_id,
        errors=errors,
    )


def match_row(match: Match, location: Location) -> MatchRow:
    """A match as the people of one of its locations see it in their list."""
    shows = match.offer.location_id == location.pk
    other = match.scan.location if shows else match.offer.location
    own = match.shows if shows else match.looks
    return MatchRow(
        url=reverse("match", kwargs={"match": match.pk}),
        title=topic_title(match.offer.topic),
        role=role_words(SHOWS if shows else LOOKS),
        region=other.region.name,
        status=status_words(match, own),
        asks=own == Match.Answer.OPEN and not is_off(match),
    )


def role_words(side: str) -> str:
    return {SHOWS: _("You show"), LOOKS: _("You come and look")}[side]


def status_words(match: Match, own: str) -> str:
    """Where a match stands for one side. A no is told as what it means, whoever said it."""
    if match.agreed_at is not None:
        return _("You both said yes")
    if is_off(match):
        return _("It did not work out this time")
    if own == Match.Answer.YES:
        return _("You said yes; we wait for the other location")
    return _("Waits for your answer")


def proposal_status(match: Match) -> str:
    """The same for the adviser, who hears as little about a no."""
    if match.agreed_at is not None:
        return _("Both said yes; they have each other’s contact details")
    if is_off(match):
        return _("It did not work out this time")
    return _("Proposed; we wait for their answers")
