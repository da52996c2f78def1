"""Addresses of *goede buur*."""

from django.urls import path

from scoring.neighbours import views

urlpatterns = [
    path("locatie/<uuid:location>/goede-buur/", views.offers, name="offers"),
    path("locatie/<uuid:location>/goede-buur/intrekken/", views.offer_withdraw, name="offer_withdraw"),
    path("scan/<uuid:scan>/goede-buren/", views.neighbours, name="neighbours"),
    path("goede-buur/<uuid:match>/", views.match, name="match"),
]
