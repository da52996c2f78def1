"""All addresses of the site; each app keeps its own."""

from django.urls import include, path

from wolscan import views

urlpatterns = [
    path("", views.home, name="home"),
    path("account/", include("allauth.urls")),
    path("taal/", include("django.conf.urls.i18n")),
    path("", include("questionnaires.urls")),
    path("", include("scoring.urls")),
]
