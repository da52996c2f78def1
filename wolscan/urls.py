"""All addresses of the site; each app keeps its own."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from wolscan import views, wellknown

handler500 = "wolscan.views.server_error"

urlpatterns = [
    # First, for a page of a sheet is asked for most: addresses are tried in their order.
    path("", include("questionnaires.urls")),
    path("", views.home, name="home"),
    path("account/", include("wolscan.accounts.urls")),
    path("taal/setlang/", login_not_required(set_language), name="set_language"),
    path("stijl/", views.styleguide, name="styleguide"),
    path("", include("wolscan.health.urls")),
    path("", include("wolscan.demopost.urls")),
    path(".well-known/security.txt", wellknown.security_txt, name="security_txt"),
    path("robots.txt", wellknown.robots_txt, name="robots_txt"),
    path("", include("wolscan.people.urls")),
    path("", include("wolscan.privacy.urls")),
    path("", include("wolscan.guiding.urls")),
    path("", include("wolscan.jobs.urls")),
    path("", include("wolscan.places.urls")),
    path("", include("scoring.urls")),
]
