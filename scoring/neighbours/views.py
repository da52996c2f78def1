"""The pages of *goede buur*: offering, proposing, and saying yes or no."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from questionnaires.models import Scan
from questionnaires.queries import location_to_read, may, scan_to_read
from scoring.models import Offer
from scoring.neighbours.forms import OfferForm, ProposeForm
from scoring.neighbours.presenters import (
    ProposalRow,
    match_row,
    offer_rows,
    proposal_status,
    role_words,
    status_words,
    topic_title,
)
from scoring.neighbours.queries import (
    SHOWS,
    Side,
    contact_of,
    high_of,
    latest_final,
    low_of,
    matches_at,
    matches_of,
    offers_for,
    own_offers,
    sides_of,
    standing_offers,
    still_high,
)
from scoring.neighbours.services import NotHigh, NotPossible, Settled, answer, offer, propose, withdraw
from wolscan.models import Location, User
from wolscan.pages import other_query
from wolscan.permissions import Permission, can

PAGE = 10


@require_http_methods(["GET", "HEAD", "POST"])
def offers(request: HttpRequest, location: UUID) -> HttpResponse:
    """What a location has to show; its coordinator offers, or writes an offer anew."""
    place = location_to_read(request.user, location)
    if request.method != "POST":
        return _offers(request, place, None)
    _only_who_meets(request.user, place)
    form = OfferForm(request.POST, locations=[place])
    if not form.is_valid():
        return _offers(request, place, form, status=422)
    try:
        offer(location=place, topic=form.cleaned_data["topic"], text=form.cleaned_data["text"], by=request.user)
    except NotHigh:
        messages.error(request, _("Your last confirmed scan is not “in order” on this topic, so it cannot be offered."))
        return redirect("offers", location=place.pk)
    title = topic_title(form.cleaned_data["topic"])
    messages.success(request, _("You offer to show “%(topic)s”. Advisers can see that now.") % {"topic": title})
    return redirect("offers", location=place.pk)


@require_POST
def offer_withdraw(request: HttpRequest, location: UUID) -> HttpResponse:
    """The location takes an offer back."""
    place = location_to_read(request.user, location)
    _only_who_meets(request.user, place)
    if withdraw(location=place, topic=request.POST.get("topic", ""), by=request.user):
        messages.success(request, _("Your offer is withdrawn. What was agreed already stays as it is."))
    return redirect("offers", location=place.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def neighbours(request: HttpRequest, scan: UUID) -> HttpResponse:
    """For the adviser: who offers what is low at a scan, and what was proposed."""
    found = scan_to_read(request.user, scan)
    if not may(request.user, Permission.GUIDE, found):
        raise Http404
    if request.method != "POST":
        return _neighbours(request, found, None)
    form = ProposeForm(request.POST, locations=_both(request, found))
    if not form.is_valid():
        return _neighbours(request, found, form, status=422)
    try:
        propose(scan=found, offer=form.cleaned_data["offer"], note=form.cleaned_data["text"], by=request.user)
    except NotPossible:
        messages.error(request, _("This offer is gone, or the scan is not confirmed yet. Look at the list again."))
        return redirect("neighbours", scan=found.pk)
    messages.success(request, _("Proposed. The coordinators of both locations get a mail and say yes or no."))
    return redirect("neighbours", scan=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, match: UUID) -> HttpResponse:
    """A match from the side of whoever looks at it: yes or no, and after two yeses how to reach each other."""
    sides = sides_of(request.user, match)
    if request.method != "POST":
        return render(request, "neighbours/match.html", {"sides": [_side(side) for side in sides]})
    side = next((s for s in sides if s.side == request.POST.get("side") and s.may_answer), None)
    said = request.POST.get("answer")
    if side is None or said not in {"ja", "nee"}:
        raise Http404
    try:
        answer(match=side.match, side=side.side, yes=said == "ja", by=request.user)
    except Settled:
        messages.info(request, _("This was settled already, so nothing was changed. Below you see where it stands."))
        return redirect("match", match=side.match.pk)
    thanks = _("Thank you. You hear from us as soon as the other location has answered.")
    messages.success(request, thanks if said == "ja" else _("Thank you for letting us know. You need not do anything."))
    return redirect("match", match=side.match.pk)


def _only_who_meets(user: User, place: Location) -> None:
    if not can(user, Permission.MEET, location=place):
        raise Http404


def _offers(request: HttpRequest, place: Location, form: OfferForm | None, status: int = 200) -> HttpResponse:
    scan = latest_final(place)
    typed = {}
    if form is not None:
        typed[form.data.get("topic", "")] = (form.data.get("text", ""), list(form.errors.get("text", [])))
    high = high_of(scan) if scan else ()
    context = {
        "location": place,
        "latest": scan,
        "form": form,
        "rows": offer_rows(high, own_offers(place), scan.pk if scan else None, typed),
        "matches": [match_row(found, place) for found in matches_at(place)],
        "may_offer": can(request.user, Permission.MEET, location=place),
    }
    return render(request, "neighbours/offers.html", context, status=status)


def _both(request: HttpRequest, scan: Scan) -> list[Location]:
    """The locations that a proposal may not name."""
    key = request.POST.get("offer", "")
    chosen = standing_offers().filter(pk=key).first() if _is_uuid(key) else None
    return [scan.location, chosen.location] if chosen else [scan.location]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _neighbours(request: HttpRequest, scan: Scan, form: ProposeForm | None, status: int = 200) -> HttpResponse:
    low = low_of(scan)
    page = Paginator(offers_for(scan, low), PAGE).get_page(request.GET.get("bladzijde"))
    context: dict[str, Any] = {
        "scan": scan,
        "form": form,
        "low": [topic_title(topic) for topic in low],
        "page": page,
        "pages": other_query(request.GET, "bladzijde"),
        "rows": [_proposal(found, form) for found in still_high(list(page.object_list))],
        "matches": [(found, topic_title(found.offer.topic), proposal_status(found)) for found in matches_of(scan)],
    }
    return render(request, "neighbours/neighbours.html", context, status=status)


def _proposal(found: Offer, form: ProposeForm | None) -> ProposalRow:
    is_typed = form is not None and form.data.get("offer") == str(found.pk)
    return ProposalRow(
        offer=found,
        title=topic_title(found.topic),
        is_near=found.is_near,
        status="",
        text=form.data.get("text", "") if is_typed else "",
        errors=list(form.errors.get("text", [])) if is_typed else [],
    )


def _side(side: Side) -> dict[str, Any]:
    """What one side may see: of the other only the region, until both said yes."""
    return {
        "side": side.side,
        "shows": side.side == SHOWS,
        "role": role_words(side.side),
        "own": side.own.name,
        "location": side.own.pk,
        "topic": topic_title(side.match.offer.topic),
        "region": side.other.region.name,
        "text": side.match.offer.text,
        "note": side.match.note,
        "answer": side.answer,
        "status": status_words(side.match, side.answer),
        "is_open": side.is_open,
        "is_off": side.is_off,
        "is_agreed": side.is_agreed,
        "may_answer": side.may_answer and side.is_open,
        "contact": contact_of(side),
    }
