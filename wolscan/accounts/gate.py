"""Stands before every page: who needs a second step sets it up first; who looks as one role sees that role's pages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from wolscan.accounts.looking import wear
from wolscan.accounts.steps import means_of, must_still_pass

Handler = Callable[[HttpRequest], HttpResponse]
#: What opens before the second step is passed: showing who one is, leaving, the language, and what everybody may read.
OPEN = {
    "accessibility",
    "account_logout",
    "account_reauthenticate",
    "help",
    "set_language",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "privacy",
}
#: What opens for who has no second step yet.
SETTING_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}


class GateMiddleware:
    """After the middleware that asks for signing in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        wear(request)
        page = request.resolver_match.url_name
        if page in OPEN or not must_still_pass(request):
            return None
        if means_of(request.user).exists():
            return redirect(_to_show_it(request))
        return None if page in SETTING_UP else redirect("mfa_index")


def _to_show_it(request: HttpRequest) -> str:
    """Who set up a second step after this session began shows it, and comes back here."""
    back = request.get_full_path() if request.method == "GET" else reverse("home")
    by_app = means_of(request.user).filter(type="totp").exists()
    page = reverse("mfa_reauthenticate" if by_app else "mfa_reauthenticate_webauthn")
    return f"{page}?{urlencode({'next': back})}"
