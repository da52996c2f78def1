"""Addresses of the outcome for everyone who took part."""

from django.urls import path

from scoring.givingback import views

urlpatterns = [
    path("uitkomst/", views.outcome_code, name="outcome_code"),
    path("uitkomst/bekijken/", views.shared_outcome, name="shared_outcome"),
    path("scan/<uuid:scan>/poster.pdf", views.poster, name="poster"),
]
