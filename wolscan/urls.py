"""All addresses of the site; each app keeps its own."""

from allauth.account.urls import urlpatterns as allauth_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from wolscan import views, wellknown

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
}

urlpatterns = [
    path("", views.home, name="home"),
    path("account/", include([pattern for pattern in allauth_patterns if pattern.name in ACCOUNT_PAGES])),
    path("taal/setlang/", login_not_required(set_language), name="set_language"),
    path("stijl/", views.styleguide, name="styleguide"),
    path("", include("wolscan.health.urls")),
    path(".well-known/security.txt", wellknown.security_txt, name="security_txt"),
    path("robots.txt", wellknown.robots_txt, name="robots_txt"),
    path("", include("wolscan.people.urls")),
    path("", include("wolscan.jobs.urls")),
    path("", include("wolscan.places.urls")),
    path("", include("questionnaires.urls")),
    path("", include("scoring.urls")),
]
