"""Addresses of the work list."""

from django.urls import path

from scoring.worklist import views

urlpatterns = [
    path("werklijst/", views.worklist, name="worklist"),
    path("werklijst/<uuid:scan>/", views.guided_scan, name="guided_scan"),
]
