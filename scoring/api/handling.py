"""How answers are written, and what becomes of errors: each one is a problem document."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from scoring.api.problems import Problem, absent, response_to

logger = logging.getLogger("wolscan.api")


class TextRenderer(BaseRenderer):
    """JSON with letters as letters; what JSON cannot hold is refused."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False, allow_nan=False)


def handle_errors(api: NinjaAPI) -> None:
    """Every error of an operation becomes a problem document."""
    api.add_exception_handler(Problem, lambda request, problem: response_to(request, problem))
    api.add_exception_handler(Http404, lambda request, error: response_to(request, absent()))
    api.add_exception_handler(ValidationError, _not_understood)
    api.add_exception_handler(SuspiciousOperation, lambda request, error: response_to(request, _bad()))
    api.add_exception_handler(Exception, _failed)


def _bad() -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, _("This request cannot be understood."))


def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names what is wrong in the query; what was typed is not repeated."""
    wrong = [
        {"in": found["loc"][0], "name": str(found["loc"][-1]), "detail": _sentence(found["msg"])}
        for found in error.errors
    ]
    return response_to(request, _bad(), errors=wrong)


def _sentence(message: str) -> str:
    words = message.removeprefix("Value error, ")
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("the interface failed", exc_info=error)
    problem = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong here. Try again later."))
    return response_to(request, problem)
