"""The regions, to read: they come from a file that is loaded by command."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolscan.dates import today
from wolscan.places.presenters import region_rows
from wolscan.places.queries import all_regions
from wolscan.places.views import only_keepers


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """Every region in two levels, with its zorgkantoor, its other spellings and from when till when it holds."""
    only_keepers(request.user)
    return render(request, "places/regions.html", {"rows": region_rows(list(all_regions()), today())})
