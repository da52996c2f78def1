"""Addresses of locations and sheets."""

from django.urls import include, path

from questionnaires import views
from questionnaires.wizard import SheetWizard, steps

urlpatterns = [
    path(
        "invullen/<uuid:sheet>/thema/<slug:step>/",
        SheetWizard.as_view(steps(), url_name="theme"),
        name="theme",
    ),
    path("", include("questionnaires.round.urls")),
    path("", include("questionnaires.respond.urls")),
    path("", include("questionnaires.assigning.urls")),
    path("", include("questionnaires.applying.urls")),
    path("", include("questionnaires.operations.urls")),
    path("locatie/<uuid:location>/", views.location, name="location"),
    path("locatie/<uuid:location>/scan-starten/", views.start_scan, name="start_scan"),
    path("scan/<uuid:scan>/samen-invullen/", views.fill_in_together, name="fill_in_together"),
    path("invullen/sjabloon.csv", views.answers_template, name="answers_template"),
    path("invullen/<uuid:sheet>/", views.sheet, name="sheet"),
    path("invullen/<uuid:sheet>/tafel/", views.sheet_table, name="sheet_table"),
    path("invullen/<uuid:sheet>/overzicht/", views.sheet_overview, name="sheet_overview"),
]
