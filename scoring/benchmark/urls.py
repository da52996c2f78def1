"""Addresses of a location beside the others."""

from django.urls import path

from scoring.benchmark import views

urlpatterns = [
    path("scan/<uuid:scan>/vergelijken/", views.benchmark, name="benchmark"),
    path("locatie/<uuid:location>/wat-ziet-het-programmabureau/", views.seen_by_office, name="seen_by_office"),
]
