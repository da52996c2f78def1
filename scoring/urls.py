"""Addresses of what follows from the answers: sending in, outcome, report, confirmation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
