"""Addresses of long work."""

from django.urls import path

from wolscan.jobs import views

urlpatterns = [path("werk/<uuid:job>/", views.job_progress, name="job")]
