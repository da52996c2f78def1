"""What somebody typed stays on the screen when the site cannot take it: signed out meanwhile, an old page, no database.

The page that says so holds all of it in a form of its own, with a fresh token: one press sends it again. Nothing of it
is kept on our side. Pages with a password or a code on them get no such form.
"""

import re
import sys
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SECRET = re.compile(r"password|credential|secret|token|\bcode\b|\botp\b")
UNREADABLE = (
    BadRequest, MultiPartParserError, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, UnreadablePostError
)  # fmt: skip
#: A database that is locked, full or away: trying again later may help.
AWAY = (OperationalError, InterfaceError)
SECONDS = 30


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields that were sent, for a form that sends them again; none where one of them is a secret, or no text."""
    if request.method != "POST":
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
        files = bool(request.FILES)
    except UNREADABLE:
        return []
    return [] if files or any(SECRET.search(name) for name, _value in fields) else fields


def readable(fields: list[tuple[str, str]]) -> list[str]:
    """What people wrote themselves: it is shown, the rest only travels along."""
    return [value for name, value in fields if name != "seen" and " " in value.strip()]


def kept(request: HttpRequest) -> dict[str, Any]:
    """The context of the form that sends it again."""
    fields = typed(request)
    return {"to": request.get_full_path(), "typed": fields, "texts": readable(fields)}


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """The login page; who typed something and was signed out meanwhile gets it held out."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    if not typed(request):
        return redirect_to_login(_page_of(request))
    return render(request, "signed_out.html", kept(request), status=HTTPStatus.UNAUTHORIZED)


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: this one, or for a button without words the page it stood on, else the start page."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came = urlsplit(request.META.get("HTTP_REFERER", ""))
    is_ours = (came.scheme, came.netloc) == (request.scheme, request.get_host())
    return urlunsplit(("", "", came.path, came.query, "")) if is_ours and came.path[1:2] != "/" else "/"


def from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the page that sent this is one of ours; no other site can make it say so."""
    origin = urlsplit(request.META.get("HTTP_ORIGIN", ""))
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())


def not_now(request: HttpRequest) -> HttpResponse:
    """For when the database is locked, full or away; the page itself needs none of it."""
    context: dict[str, Any] = {}
    if getattr(request, "csrf_processing_done", False) and request.method == "POST":
        context = kept(request) | {"csrf_token": get_token(request)}
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(SECONDS)})


def is_away() -> bool:
    """Whether the error that is being handled is one of the database."""
    return isinstance(sys.exc_info()[1], AWAY)


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's own, that drops nothing somebody typed."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        return sign_in_first(request)
