"""Two addresses for load balancers and monitoring: no login, no session, never cached."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from wolscan.health.checks import health

Handler = Callable[[HttpRequest], HttpResponse]
#: These addresses show nothing but their own few words.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


@login_not_required
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """This process answers. Looks at nothing else: a database that is away is no reason to restart it."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=HEADERS)


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether requests can be handled (200 or 503), and what needs attention."""
    found = health()
    return JsonResponse(found.as_json(), status=200 if found.is_ready else 503, headers=HEADERS)


PROBES = {"/-/livez": livez, "/-/readyz": readyz}


class ProbeMiddleware:
    """Answers probes before hosts, sessions and languages are looked at.

    A load balancer asks by address, not by the name of the site, and must get its answer also when a session cannot
    be read. Stands behind the middleware that sets the headers of every answer.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path)
        return probe(request) if probe else self.get_response(request)
