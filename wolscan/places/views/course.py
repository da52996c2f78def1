"""The list of locations, and every step in the course of one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from questionnaires.operations.queries import scans_of
from wolscan.dates import today
from wolscan.models import Location
from wolscan.pages import headings, other_query
from wolscan.places import services
from wolscan.places.forms import CloseForm, FactsForm, FilterForm, MergeForm, MoveForm, ReopenForm, SplitForm
from wolscan.places.people import coordinators_of
from wolscan.places.presenters import steps
from wolscan.places.queries import Wanted, history, is_key, merged_into, named, place_to_keep, places
from wolscan.places.views import only_keepers

PAGE = 50
#: So many locations are offered to merge into; who looks for another one searches.
OFFERED = 20


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """All locations, to search, to filter and to sort."""
    only_keepers(request.user)
    filters = FilterForm(request.GET)
    wanted = filters.wanted
    page = Paginator(places(wanted, today()), PAGE).get_page(request.GET.get("bladzijde"))
    names = {
        "locatie": _("Location"),
        "organisatie": _("Organisation"),
        "plaats": _("Place"),
        "regio": _("Region"),
        "bewoners": _("Residents"),
    }
    context = {
        "filters": filters,
        "wanted": wanted,
        "page": page,
        "headings": headings(names, wanted.sort, request.GET, {"bewoners"}),
        "pages": other_query(request.GET, "bladzijde"),
    }
    return render(request, "places/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, location: UUID) -> HttpResponse:
    """One location: its facts to change, what can be done with it, and its history."""
    only_keepers(request.user)
    found = place_to_keep(location)
    if request.method != "POST":
        return render(request, "places/place.html", _place(found, FactsForm.of(found, services.mark(found))))
    form = FactsForm(request.POST)
    if form.is_valid() and _changed(request, found, form):
        return redirect("place", location=found.pk)
    return render(request, "places/place.html", _place(place_to_keep(location), form), status=422)


def _changed(request: HttpRequest, place: Location, form: FactsForm) -> bool:
    """Whether the facts were saved; what stands in the way is told at the form."""
    chosen = form.cleaned_data
    try:
        differs = services.change_facts(
            location=place,
            facts=form.facts,
            seen=chosen["seen"],
            reason=chosen["reason"],
            by=request.user,
            today=today(),
        )
    except services.NameIsTaken:
        form.add_error("name", _("This organisation has another location with this name, or another one has this key."))
        return False
    except services.ChangedMeanwhile:
        words = _("Somebody changed this location since you opened it. Look what stands below, and save again.")
        form.add_error(None, words)
        form.data = form.data.copy()
        form.data["seen"] = services.mark(place_to_keep(place.pk))
        return False
    messages.success(request, _("Saved.") if differs else _("Nothing changed: everything stood like this already."))
    return True


def _place(place: Location, form: FactsForm) -> dict[str, Any]:
    return {
        "location": place,
        "form": form,
        "is_conflict": bool(form.is_bound and form.non_field_errors()),
        "steps": steps(history(place)),
        "merged": merged_into(place),
        "coordinators": coordinators_of(place),
        "scans": scans_of(place),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def move_place(request: HttpRequest, location: UUID) -> HttpResponse:
    """Another organisation, another region, or both."""
    only_keepers(request.user)
    found = place_to_keep(location)
    start = {"organisation": found.organisation_id, "region": found.region_id}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=start)

    def done() -> str:
        chosen = form.cleaned_data
        moved = services.move(
            location=found,
            organisation=form.goes_to,
            region=chosen["region"],
            on=chosen["on"],
            reason=chosen["reason"],
            by=request.user,
        )
        return _("Moved.") if moved else _("Nothing changed: the location belongs there already.")

    return _step(request, found, form, "places/move.html", done)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_place(request: HttpRequest, location: UUID) -> HttpResponse:
    """Ends a location that goes on in another; which one is searched first."""
    only_keepers(request.user)
    found = place_to_keep(location)
    query = request.GET.get("q", "")[:100]
    near = named(query) if query else Q(organisation=found.organisation_id)
    open_ = places(Wanted(), today()).exclude(pk=found.pk)
    others = list(open_.filter(near).values_list("pk", flat=True)[:OFFERED])
    # Whatever was offered when the page was made can be chosen, also after another search.
    chosen = [key for key in request.POST.getlist("into") if is_key(key)]
    choice = open_.filter(pk__in=[*others, *chosen])
    form = MergeForm(request.POST if request.method == "POST" else None, others=choice)

    def done() -> str:
        chosen = form.cleaned_data
        services.merge(
            location=found,
            into=chosen["into"],
            on=chosen["on"],
            along=chosen["along"],
            reason=chosen["reason"],
            by=request.user,
        )
        return _("%(old)s goes on in %(new)s.") % {"old": found.name, "new": chosen["into"].name}

    return _step(request, found, form, "places/merge.html", done, query=query, others=others)


@require_http_methods(["GET", "HEAD", "POST"])
def split_place(request: HttpRequest, location: UUID) -> HttpResponse:
    """Makes a new location out of a part of this one."""
    only_keepers(request.user)
    found = place_to_keep(location)
    start = {"place": found.place, "region": found.region_id}
    form = SplitForm(request.POST if request.method == "POST" else None, initial=start)

    def done() -> str:
        chosen = form.cleaned_data
        new = services.split(
            location=found,
            facts=form.facts,
            residents_left=chosen["residents_left"],
            on=chosen["on"],
            along=chosen["along"],
            reason=chosen["reason"],
            by=request.user,
        )
        return _("%(new)s was split off from %(old)s.") % {"old": found.name, "new": new.name}

    return _step(request, found, form, "places/split.html", done)


@require_http_methods(["GET", "HEAD", "POST"])
def close_place(request: HttpRequest, location: UUID) -> HttpResponse:
    """Ends a location; everything of it stays."""
    only_keepers(request.user)
    found = place_to_keep(location)
    form = CloseForm(request.POST if request.method == "POST" else None)

    def done() -> str:
        chosen = form.cleaned_data
        services.close(location=found, on=chosen["on"], reason=chosen["reason"], by=request.user)
        return _("%(location)s is closed. Its scans and its history stay.") % {"location": found.name}

    return _step(request, found, form, "places/close.html", done)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_place(request: HttpRequest, location: UUID) -> HttpResponse:
    """Opens a closed or merged location again."""
    only_keepers(request.user)
    found = place_to_keep(location)
    form = ReopenForm(request.POST if request.method == "POST" else None)

    def done() -> str:
        services.reopen(location=found, reason=form.cleaned_data["reason"], by=request.user, today=today())
        return _("%(location)s is open again.") % {"location": found.name}

    return _step(request, found, form, "places/reopen.html", done)


def _step(
    request: HttpRequest, place: Location, form: Any, template: str, done: Callable[[], str], **more: Any
) -> HttpResponse:
    """One step: asked, done when all is well, or asked again with what stands in the way."""
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, done())
            return redirect("place", location=place.pk)
        except services.NameIsTaken:
            form.add_error(
                None, _("That organisation has a location with this name already. Choose another name first.")
            )
        except services.HasRunningScan:
            form.add_error(None, _("A scan of this location is running. Withdraw it, or wait until it is confirmed."))
        except services.NotThere:
            messages.info(request, _("This is no longer possible: the location was changed meanwhile."))
            return redirect("place", location=place.pk)
    context = {"location": place, "form": form} | more
    return render(request, template, context, status=422 if form.errors else 200)
