"""Addresses of progress reports and open data."""

from django.urls import path

from scoring.progress import views
from scoring.publication import urls as publication  # it knows how a day is written in an address

__all__ = ["publication", "urlpatterns"]

urlpatterns = [
    path("cijfers/<day:on>/rapport/", views.progress_report, name="progress_report"),
    path("cijfers/<day:on>/rapport/teksten/", views.progress_texts, name="progress_texts"),
    path("cijfers/<day:on>/rapport/bestanden/", views.make_files, name="make_files"),
    path("cijfers/<day:on>/rapport/<str:name>", views.progress_file, name="progress_file"),
    path("open-data/", views.open_data, name="open_data"),
    path("open-data/<day:on>/<str:name>", views.open_file, name="open_file"),
]
