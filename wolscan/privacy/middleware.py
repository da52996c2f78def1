"""Keeps who looked at what, after the answer has gone: one INSERT, and none at pages of people who take part."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from wolscan.audit import record
from wolscan.permissions import scope
from wolscan.privacy.watching import Kind, kind_of

Handler = Callable[[HttpRequest], HttpResponse]
REFUSED: Final = "refused"
#: What an address is about, by what is filled in there; the first that is found counts.
SUBJECTS: Final = {
    "scan": "scan",
    "location": "location",
    "person": "user",
    "application": "application",
    "match": "match",
    "action": "action",
    "job": "job",
}
logger = logging.getLogger("wolscan.privacy")


class WatchMiddleware:
    """Stands behind the middleware that says who asks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if event := _event(request, response):
            # Closed after the last byte has gone, outside any transaction of the page.
            response._resource_closers.append(partial(_keep, event, request))
        return response


def _event(request: HttpRequest, response: HttpResponse) -> str:
    """The name of the event that this answer leaves, or nothing."""
    match = request.resolver_match
    kind = kind_of(match.url_name or "") if match else Kind.EXEMPT
    if kind == Kind.EXEMPT:
        return ""
    if response.status_code in {403, 404}:
        return REFUSED if request.user.is_authenticated else ""
    is_shown = kind != Kind.RECORDED and request.method == "GET" and response.status_code == 200
    if kind == Kind.EXPORTED and "Content-Disposition" not in response.headers:
        is_shown = False  # a page that says how far the file is
    return str(kind) if is_shown and _of_the_programme(request.user) else ""


def _of_the_programme(user: Any) -> bool:
    """Coordinators and quality officers look at their own location; that is not kept."""
    seen = scope(user)
    return seen.adviser or seen.programme_office or seen.administrator


def _keep(event: str, request: HttpRequest) -> None:
    match = request.resolver_match
    try:
        record(event, actor=request.user, subject=_subject(match.kwargs, match.url_name), page=match.url_name)
    except DatabaseError:
        logger.exception("that somebody opened the page %s could not be kept", match.url_name)


def _subject(kwargs: Mapping[str, Any], page: str) -> str:
    for name, model in SUBJECTS.items():
        if name in kwargs:
            return f"{model}:{kwargs[name]}"[:80]
    return f"page:{page}"[:80]
