"""Address of the page on which scans are assigned."""

from django.urls import path

from questionnaires.assigning import views

urlpatterns = [path("", views.assign_scans, name="assign_scans")]
