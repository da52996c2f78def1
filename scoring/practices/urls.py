"""Addresses of the good practices."""

from django.urls import path

from scoring.practices import views

urlpatterns = [
    path("voorbeelden/", views.practices, name="practices"),
    path("voorbeelden/<slug:key>/", views.practice, name="practice"),
    path("scan/<uuid:scan>/aanbevelingen/", views.recommendations, name="recommendations"),
]
