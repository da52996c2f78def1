"""Errors as programs read them: ``application/problem+json`` (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """Ends a request with a problem; ``headers`` go along with it."""

    def __init__(self, status: int, detail: str, **headers: str) -> None:
        super().__init__(status, detail)
        self.status, self.detail = status, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def unknown_token() -> Problem:
    words = "Send a token that works: Authorization: Bearer wolscan_…"
    return Problem(HTTPStatus.UNAUTHORIZED, words, WWW_Authenticate='Bearer realm="wolscan"')


def not_in_scope(scope: str) -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, f"This token does not have the scope {scope}.")


def too_many(seconds: int) -> Problem:
    words = f"Too many requests. Wait {seconds} seconds."
    return Problem(HTTPStatus.TOO_MANY_REQUESTS, words, Retry_After=str(seconds))


def absent() -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, "There is nothing at this address that you may read.")


def response_to(problem: Problem, **members: Any) -> HttpResponse:
    """The answer; ``members`` are added to its document."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": int(problem.status),
        "detail": problem.detail,
    }
    text = json.dumps(document | members, ensure_ascii=False)
    headers = {"Content-Language": "en"} | problem.headers
    return HttpResponse(text, status=problem.status, content_type=CONTENT_TYPE, headers=headers)
