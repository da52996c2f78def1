"""Addresses of the interface. Its operations are one address here: resolving them would load django-ninja."""

from django.urls import path

from scoring.api import views

urlpatterns = [
    path("api/", views.documentation, name="api_docs"),
    path("api/v1/openapi.json", views.openapi, name="api_openapi"),
    path("api/<path:rest>", views.door, name="api"),
    path("api-toegang/", views.api_access, name="api_access"),
    path("api-toegang/<uuid:client>/intrekken/", views.revoke_client, name="revoke_client"),
]
