"""Addresses of privacy: statements, one's own data, terms and the log."""

from django.urls import path

from wolscan.privacy import views

urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("account/gegevens/", views.own_data, name="own_data"),
    path("account/gegevens/bestand/", views.own_data_file, name="own_data_file"),
    path("account/gegevens/wissen/", views.erase_own, name="erase_own"),
    path("beheer/mensen/<int:person>/gegevens/", views.person_data, name="person_data"),
    path("beheer/mensen/<int:person>/gegevens/bestand/", views.person_data_file, name="person_data_file"),
    path("beheer/mensen/<int:person>/wissen/", views.erase_somebody, name="erase_person"),
    path("beheer/bewaartermijnen/", views.retention, name="retention"),
    path("beheer/logboek/", views.event_log, name="event_log"),
    path("beheer/logboek/bestand/", views.event_log_file, name="event_log_file"),
]
