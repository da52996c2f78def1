"""Small rules that hold for every answer of the site."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]
#: Added to the address of the login page after signing out, with the language that was chosen: its cookie is gone.
SIGNED_OUT = "uitgelogd"
UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
#: Passkeys are the only thing of a device that this site asks for.
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in UNUSED), *(f"{name}=(self)" for name in PASSKEYS)])

#: The policy of what is answered before a page is reached: redirects, probes.
NOTHING = "default-src 'none'; frame-ancestors 'none'"


class ChosenLanguageMiddleware:
    """The language a person chose (a cookie), else Dutch. The browser's wish is not followed: it is often wrong."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        chosen = kept or request.GET.get(SIGNED_OUT)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if not kept and chosen == language:
            _keep(response, language)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


def _keep(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


class BrowserMiddleware:
    """What a browser may do with this site, on every answer; after signing out it forgets all it kept of it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if not request.path.startswith(settings.STATIC_URL):  # a drawing has a style of its own
            response.headers.setdefault("Content-Security-Policy", NOTHING)
        if getattr(request, "forget_site_data", False):
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response


class OnlyByButtonMiddleware:
    """An address that only a button may use, opened as a page (from the history, after another language): says so."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = request.method == "GET" and not response.streaming and not response.content
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not is_page:
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class NoStoreMiddleware:
    """No page with somebody's data stays behind in a browser or a proxy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
