"""Addresses of one's own account. The names of the second step are allauth's: its code looks them up."""

from collections.abc import Callable
from typing import Any

from allauth.account.urls import urlpatterns as allauth_patterns
from allauth.usersessions import views as sessions
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.module_loading import import_string
from django.views.generic import RedirectView

from wolscan.accounts import views

#: The pages of allauth that are used: an account and its mail address are given out, not chosen.
ACCOUNT_PAGES = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_confirm_login_code",
}
ALLAUTH, OURS = "allauth.mfa", "wolscan.accounts.second_step"


def later(page: str, *, is_open: bool = False) -> Callable[..., HttpResponse]:
    """A page of the second step: what it needs (fido2, cryptography) is loaded when the first one is opened.

    Few requests ask for one, and each process would start slower and larger. ``is_open``: nobody needs to be signed in.
    """

    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = import_string(page)(request, **kwargs)
        return response

    return login_not_required(shown) if is_open else shown


to_overview = RedirectView.as_view(pattern_name="mfa_index")
second_step = [
    path("", later(f"{OURS}.overview"), name="mfa_index"),
    path("tonen/", later(f"{ALLAUTH}.base.views.authenticate", is_open=True), name="mfa_authenticate"),
    path("nog-eens/", later(f"{ALLAUTH}.base.views.reauthenticate"), name="mfa_reauthenticate"),
    path("app/", later(f"{ALLAUTH}.totp.views.activate_totp"), name="mfa_activate_totp"),
    path("app/weg/", later(f"{OURS}.remove_app"), name="mfa_deactivate_totp"),
    path("reservecodes/", later(f"{OURS}.recovery_codes"), name="mfa_view_recovery_codes"),
    path(
        "reservecodes/nieuw/",
        later(f"{ALLAUTH}.recovery_codes.views.generate_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path("toegangssleutels/", to_overview, name="mfa_list_webauthn"),
    path("toegangssleutels/nieuw/", later(f"{ALLAUTH}.webauthn.views.add_webauthn"), name="mfa_add_webauthn"),
    path(
        "toegangssleutels/inloggen/",
        later(f"{ALLAUTH}.webauthn.views.login_webauthn", is_open=True),
        name="mfa_login_webauthn",
    ),
    path(
        "toegangssleutels/nog-eens/",
        later(f"{ALLAUTH}.webauthn.views.reauthenticate_webauthn"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("toegangssleutels/<int:pk>/weg/", later(f"{OURS}.remove_passkey"), name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("", views.my_account, name="my_account"),
    path("", include([pattern for pattern in allauth_patterns if pattern.name in ACCOUNT_PAGES])),
    path("kijken-als/", views.choose_role, name="choose_role"),
    path("apparaten/", sessions.list_usersessions, name="usersessions_list"),
    path("tweede-stap/", include(second_step)),
]
if settings.OIDC_ISSUER:
    urlpatterns.append(path("organisatie/", include("wolscan.accounts.oidc.urls")))
