"""Addresses of signing in at one's organisation; the names are allauth's."""

from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from wolscan.accounts.oidc import PROVIDER

gone_back = login_not_required(RedirectView.as_view(pattern_name="account_login"))
only = {"provider_id": PROVIDER}

urlpatterns = [
    path("inloggen/", views.login, only, name="openid_connect_login"),
    path("terug/", views.callback, only, name="openid_connect_callback"),
    path("afgebroken/", gone_back, name="socialaccount_login_cancelled"),
]
