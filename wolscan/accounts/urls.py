"""Addresses of one's own account. The names of the second step are allauth's: its code looks them up."""

from allauth.account.urls import urlpatterns as allauth_patterns
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import include, path
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
overview = RedirectView.as_view(pattern_name="mfa_index")

second_step = [
    path("", views.second_step, name="mfa_index"),
    path("tonen/", base.authenticate, name="mfa_authenticate"),
    path("nog-eens/", base.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/weg/", views.remove_app, name="mfa_deactivate_totp"),
    path("reservecodes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("reservecodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("toegangssleutels/", overview, name="mfa_list_webauthn"),
    path("toegangssleutels/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("toegangssleutels/inloggen/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("toegangssleutels/nog-eens/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("toegangssleutels/<int:pk>/weg/", views.remove_passkey, name="mfa_remove_webauthn"),
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
