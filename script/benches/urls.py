"""The site, and the two things it is measured against: a bare view, and a wizard as formtools has it."""

from django.urls import include, path

from script.benches.baselines import StockWizard, bare

urlpatterns = [
    path("bench/bare/", bare),
    path("bench/wizard/", StockWizard.as_view()),
    path("", include("wolscan.urls")),
]
