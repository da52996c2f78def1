"""Who gets before which sheet, and what the others see instead."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from questionnaires.access import WAY_IN, SignInFirst, invitation_of, sheet_to_fill_in
from questionnaires.definitions import TEAM
from questionnaires.models import Invitation
from questionnaires.respond.forms import CodeForm
from questionnaires.respond.queries import is_draft_of_one
from questionnaires.responding import AlreadySent
from wolscan.keeping import sign_in_first

View = Callable[..., HttpResponse]


def with_sheet(view: View) -> View:
    """Gives a view the sheet of its address, loaded for whoever may fill it in: this is its access control."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, sheet: UUID, **kwargs: Any) -> HttpResponse:
        try:
            found = sheet_to_fill_in(request, sheet)
        except (SignInFirst, AlreadySent):
            return instead_of_sheet(request, sheet)
        return view(request, found, **kwargs)

    return guarded


def with_own_sheet(view: View) -> View:
    """As ``with_sheet``, for pages that only the sheet of one person has."""

    @wraps(view)
    def own(request: HttpRequest, sheet: Any, **kwargs: Any) -> HttpResponse:
        if sheet.group == TEAM:
            raise Http404
        return view(request, sheet, **kwargs)

    return with_sheet(own)


def with_invitation(view: View) -> View:
    """Gives a view the open invitation this browser came with; without one it leads to the code page."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        invitation = invitation_of(request)
        if invitation is None:
            return redirect("not_open" if _came_before(request) else "join")
        return view(request, invitation, **kwargs)

    return guarded


def instead_of_sheet(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Thanks for who has sent, the code page for whose session ended (with what they typed), else the login page."""
    invitation = invitation_of(request)
    if invitation is not None:
        return redirect("thanks" if invitation.progress == Invitation.Progress.DONE else "begin")
    if request.htmx:
        return HttpResponse(status=401)
    is_over = _came_before(request)
    if not is_over and not is_draft_of_one(sheet):
        return sign_in_first(request)
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name != _TOKEN]
    context = {
        "is_over": is_over,
        "form": CodeForm(initial={"then": request.path, "typed": json.dumps(typed) if typed else ""}),
        "notes": [value for name, value in typed if name.endswith("-note") and value.strip()],
        "typed": typed,
    }
    return render(request, "respond/come_back.html", context)


def _came_before(request: HttpRequest) -> bool:
    """Whether this browser came with an invitation that is no longer open."""
    return not request.user.is_authenticated and WAY_IN in request.session


_TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
