"""Addresses for machines."""

from django.urls import path

from wolscan.health import views

urlpatterns = [
    path("-/livez", views.livez, name="livez"),
    path("-/readyz", views.readyz, name="readyz"),
]
