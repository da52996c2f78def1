"""Errors as programs read them: ``application/problem+json`` (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

CONTENT_TYPE = "application/problem+json"
TITLES = {
    HTTPStatus.BAD_REQUEST: _("Bad Request"),
    HTTPStatus.UNAUTHORIZED: _("Unauthorized"),
    HTTPStatus.FORBIDDEN: _("Forbidden"),
    HTTPStatus.NOT_FOUND: _("Not Found"),
    HTTPStatus.METHOD_NOT_ALLOWED: _("Method Not Allowed"),
    HTTPStatus.TOO_MANY_REQUESTS: _("Too Many Requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("Internal Server Error"),
}


class Problem(Exception):
    """Ends a request with a problem; ``headers`` go along with it."""

    def __init__(self, status: int, detail: Any, **headers: str) -> None:
        super().__init__(status, detail)
        self.status, self.detail = status, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def unknown_token() -> Problem:
    words = _("Send a token that works: Authorization: Bearer wolscan_…")
    return Problem(HTTPStatus.UNAUTHORIZED, words, WWW_Authenticate='Bearer realm="wolscan"')


def not_in_scope(scope: str) -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, format_lazy(_("This token does not have the scope {scope}."), scope=scope))


def too_many(seconds: int) -> Problem:
    words = format_lazy(_("Too many requests. Wait {seconds} seconds."), seconds=seconds)
    return Problem(HTTPStatus.TOO_MANY_REQUESTS, words, Retry_After=str(seconds))


def absent() -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, _("There is nothing at this address that you may read."))


def response_to(request: HttpRequest, problem: Problem, **members: Any) -> HttpResponse:
    """The answer, in the language the program asks for; ``members`` are added to its document."""
    language, status = language_asked(request), HTTPStatus(problem.status)
    with override(language):
        document = {
            "type": "about:blank",
            "title": str(TITLES.get(status, status.phrase)),
            "status": int(status),
            "detail": str(problem.detail),
        }
    text = json.dumps(document | members, ensure_ascii=False)
    headers = {"Content-Language": language} | problem.headers
    return HttpResponse(text, status=problem.status, content_type=CONTENT_TYPE, headers=headers)


def language_asked(request: HttpRequest) -> str:
    """Dutch for who prefers that to English; a program that asks for no language gets English."""
    wanted = (code[:2] for code, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")))
    return next((code for code in wanted if code in {"nl", "en"}), "en")
