"""Addresses of giving scans to advisers."""

from django.urls import path

from questionnaires.assigning import views

urlpatterns = [
    path("toewijzen/", views.assign_scans, name="assign_scans"),
    path("toewijzen/<uuid:scan>/", views.assigned_scan, name="assigned_scan"),
    path("toewijzen/<uuid:scan>/route/", views.scan_route, name="scan_route"),
    path("scan/<uuid:scan>/overdragen/", views.hand_over_scan, name="hand_over_scan"),
    path("scan/<uuid:scan>/adviseur-uitnodigen/", views.invite_adviser, name="invite_adviser"),
]
