"""All addresses of the site; each app keeps its own."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from wolscan import views

urlpatterns = [
    path("", views.home, name="home"),
    path("account/", include("allauth.urls")),
    path("taal/setlang/", login_not_required(set_language), name="set_language"),
    path("stijl/", views.styleguide, name="styleguide"),
    path("", include("questionnaires.urls")),
    path("", include("scoring.urls")),
]
