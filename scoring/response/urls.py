"""Addresses of the response page."""

from django.urls import path

from scoring.response import views

urlpatterns = [
    path("ronde/<uuid:scan>/", views.response, name="round_response"),
    path("ronde/<uuid:scan>/sluiten/", views.close_round, name="round_close"),
]
