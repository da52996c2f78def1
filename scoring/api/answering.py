"""From an address under /api/v1/ to its answer. Imported only when the interface is asked: django-ninja comes along."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.translation import gettext_lazy as _

from scoring.api.operations import VERSION, api
from scoring.api.problems import CONTENT_TYPE, Problem, absent, response_to

#: What may go wrong with any operation, with its sentence in the document.
PROBLEMS = {
    400: "The query cannot be understood.",
    401: "There is no token that works.",
    403: "The token does not have the scope.",
    404: "There is nothing at this address that the token may read.",
    429: "Too many requests in this minute; Retry-After says how many seconds to wait.",
}
_ROUTES = URLResolver(RegexPattern(r"^"), api.urls[0])


def answer(request: HttpRequest, rest: str) -> HttpResponse:
    """The answer to a request; ``rest`` is its address after /api/."""
    response = _answer(request, rest)
    response.headers["API-Version"] = VERSION
    return response


def _answer(request: HttpRequest, rest: str) -> HttpResponse:
    version, _slash, path = rest.partition("/")
    if version != "v1" or not path:
        return response_to(request, absent())
    try:
        match = _ROUTES.resolve(path)
    except Resolver404:
        return response_to(request, absent())
    if request.method not in {"GET", "HEAD"}:
        return response_to(
            request, Problem(HTTPStatus.METHOD_NOT_ALLOWED, _("Everything here can only be read."), Allow="GET, HEAD")
        )
    asked, request.method = request.method, "GET"  # for HEAD the server leaves out the content
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    request.method = asked
    return response


@cache
def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document, with what every operation has in common."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    found["servers"] = [{"url": f"{settings.SITE_URL}/api/v1"}]
    found["components"]["schemas"]["Problem"] = _problem_schema()
    for operations in found["paths"].values():
        for operation in operations.values():
            operation["responses"] = {str(status): said for status, said in operation["responses"].items()}
            operation["responses"] |= {str(status): _problem(status) for status in PROBLEMS}
            for said in operation["responses"].values():
                said["headers"] = {"API-Version": {"schema": {"type": "string"}}} | said.get("headers", {})
    return found


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    found: dict[str, Any] = {"description": PROBLEMS[status], "content": {CONTENT_TYPE: {"schema": schema}}}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        found["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return found


def _problem_schema() -> dict[str, Any]:
    """RFC 9457, with the parts of the query that are wrong."""
    text = {"type": "string"}
    wrong = {"type": "object", "properties": {"in": text, "name": text, "detail": text}, "required": ["in", "name"]}
    return {
        "type": "object",
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {"type": "array", "items": wrong},
        },
        "required": ["type", "title", "status", "detail"],
    }
