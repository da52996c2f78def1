"""Addresses of the repeat scan."""

from django.urls import path

from scoring.followup.repeat import views

urlpatterns = [
    path("scan/<uuid:scan>/herhaalscan/verplaatsen/", views.move_repeat, name="move_repeat"),
    path("scan/<uuid:scan>/check.ics", views.check_calendar, name="check_calendar"),
]
