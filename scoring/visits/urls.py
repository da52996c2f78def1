"""Addresses of the visit."""

from django.urls import path

from scoring.visits import views

urlpatterns = [
    path("scan/<uuid:scan>/bezoek/", views.visit, name="visit"),
    path("scan/<uuid:scan>/bezoek/afzeggen/", views.visit_cancel, name="visit_cancel"),
    path("scan/<uuid:scan>/bezoek.ics", views.visit_calendar, name="visit_calendar"),
]
