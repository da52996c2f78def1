"""Addresses of help and manuals."""

from django.urls import path

from wolscan.guiding import views

urlpatterns = [
    path("hulp/", views.help_page, name="help"),
    path("hulp/begrepen/", views.guide_seen, name="guide_seen"),
    path("hulp/weer-laten-zien/", views.guides_again, name="guides_again"),
    path("handleiding/<slug:manual>/", views.manual_page, name="manual"),
]
