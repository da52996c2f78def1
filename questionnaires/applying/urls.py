"""Addresses of applying for the scan."""

from django.urls import path

from questionnaires.applying import views

urlpatterns = [
    path("aanmelden/", views.apply_for_scan, name="apply"),
    path("aanmelden/dank/", views.applied, name="applied"),
    path("aanmeldingen/", views.application_list, name="application_list"),
    path("aanmeldingen/<uuid:application>/", views.application, name="application"),
]
