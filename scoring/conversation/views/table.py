"""The door of the conversation: every page loads the seat of whoever asks, and nothing without one."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from questionnaires.access import WAY_IN, SignInFirst
from questionnaires.models import Scan
from questionnaires.queries import scan_to_attend
from scoring.conversation.access import Seat, seat_of
from scoring.conversation.queries import BEFORE
from wolscan.keeping import sign_in_first

Page = Callable[..., HttpResponse]


def at_the_table(*, for_council: bool = True, find: Callable[..., Scan] = scan_to_attend) -> Callable[[Page], Page]:
    """Gives a page the ``Seat`` of the person instead of the key of a scan.

    Without a seat it is 404; while people still fill in alone there is a page that says so. ``for_council=False``
    keeps the seat of the council out; ``find`` as for ``seat_of``.
    """

    def wrap(page: Page) -> Page:
        @login_not_required
        @wraps(page)
        def guarded(request: HttpRequest, scan: UUID, **kwargs: Any) -> HttpResponse:
            try:
                seat = seat_of(request, scan, find)
            except SignInFirst:
                if WAY_IN in request.session:
                    return redirect("not_open")
                return sign_in_first(request)
            if seat.is_council and not for_council:
                raise Http404
            if seat.scan.state in BEFORE:
                return _not_yet(request, seat)
            return page(request, seat, **kwargs)

        return guarded

    return wrap


def only_who_leads(seat: Seat) -> None:
    """404 for whoever does not lead the conversation of this location."""
    if not seat.may_lead:
        raise Http404


def sent_in_meanwhile(request: HttpRequest, seat: Seat, texts: list[str]) -> HttpResponse:
    """The scan was sent in while somebody typed: nothing is changed, and what was typed comes back to be copied."""
    written = [text for text in texts if text.strip()]
    context = {"scan": seat.scan, "seat": seat, "texts": written}
    return render(request, "conversation/sent_in.html", context, status=409)


def _not_yet(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Before the conversation nobody sees what others answered."""
    if request.method == "POST":
        raise Http404
    return render(request, "conversation/not_yet.html", {"scan": seat.scan, "seat": seat})
