"""Addresses of the programme office's view of all scans."""

from django.urls import path

from questionnaires.operations import views

urlpatterns = [
    path("uitvoering/", views.operations, name="operations"),
    path("uitvoering/uitvoering.csv", views.operations_file, name="operations_file"),
    path("scan/<uuid:scan>/vervallen/", views.withdraw, name="withdraw_scan"),
]
