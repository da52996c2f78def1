"""Addresses of the figures of all scans together."""

from datetime import date

from django.urls import path, register_converter

from scoring.publication import views


class DayConverter:
    """A day in an address, such as 2026-06-30."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("cijfers/", views.figures, name="figures"),
    path("cijfers/<day:on>/", views.figures_on, name="figures_on"),
    path("cijfers/<day:on>/maken/", views.make_figures, name="make_figures"),
    path("cijfers/<day:on>/publiceren/", views.publish_figures, name="publish_figures"),
    path("cijfers/<day:on>/tabellen.csv", views.figures_csv, name="figures_csv"),
]
