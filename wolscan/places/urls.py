"""Addresses of places: the course of locations, their coordinators, imports, regions."""

from django.urls import path

from wolscan.places.views import coordinators, course, imports, regions

urlpatterns = [
    path("locaties/", course.place_list, name="place_list"),
    path("locaties/<uuid:location>/beheer/", course.place, name="place"),
    path("locaties/<uuid:location>/verplaatsen/", course.move_place, name="move_place"),
    path("locaties/<uuid:location>/samenvoegen/", course.merge_place, name="merge_place"),
    path("locaties/<uuid:location>/splitsen/", course.split_place, name="split_place"),
    path("locaties/<uuid:location>/sluiten/", course.close_place, name="close_place"),
    path("locaties/<uuid:location>/heropenen/", course.reopen_place, name="reopen_place"),
    path("locatie/<uuid:location>/coordinatoren/", coordinators.coordinators, name="coordinators"),
    path(
        "locatie/<uuid:location>/coordinatoren/overdragen/", coordinators.hand_over_location, name="hand_over_location"
    ),
    path("locatie/<uuid:location>/coordinatoren/beeindigen/", coordinators.end_coordinator, name="end_coordinator"),
    path("importeren/", imports.imports, name="imports"),
    path("importeren/controle/<uuid:check>/", imports.import_check, name="import_check"),
    path("importeren/<slug:what>/", imports.import_file, name="import_file"),
    path("importeren/<slug:what>/sjabloon.<slug:suffix>", imports.import_template, name="import_template"),
    path("regios/", regions.region_list, name="region_list"),
]
