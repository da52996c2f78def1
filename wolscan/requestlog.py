"""One line in the log for each request: which page, how it ended, how long it took. Nothing about who asked."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wolscan.logs import page_of, request_id

Handler = Callable[[HttpRequest], HttpResponse]
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
#: What a proxy may call a request; anything else is not copied to a log.
GIVEN_ID = re.compile(r"[0-9a-fA-F-]{16,36}")
#: Probes and static files are asked for all day.
QUIET = ("/-/", settings.STATIC_URL)
logger = logging.getLogger("wolscan.request")


class RequestLogMiddleware:
    """Gives each request its id (of the proxy, or a new one), on every line and in ``X-Request-ID`` of the answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        token = request_id.set(given if GIVEN_ID.fullmatch(given) else uuid4().hex)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            if not request.path.startswith(QUIET):
                _log(request, response, began)
            return response
        finally:
            request_id.reset(token)


def _log(request: HttpRequest, response: HttpResponse, began: float) -> None:
    facts = {
        "method": request.method if request.method in METHODS else "other",
        "page": page_of(request),
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
    logger.info("request", extra={"facts": facts})
