"""The coordinators of a location: named, handed over, ended; by themselves and by the programme office."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wolscan.models import Location, Membership, User
from wolscan.permissions import Permission, can_everywhere
from wolscan.places import people
from wolscan.places.people_forms import DEPUTY, HandOverForm, NameForm
from wolscan.places.queries import place_to_hand_on


def why_not(fault: Exception) -> str:
    """What stands in the way of giving somebody a location, and what to do."""
    words: dict[type[Exception], str] = {
        people.WorksForProgramme: _(
            "This mail address belongs to somebody of the programme, who can have no location. Take another address."
        ),
        people.AccountIsClosed: _("The account with this mail address is closed. Ask the programme office to open it."),
        people.LocationHasClosed: _("This location is closed, so it gets no new coordinator."),
        people.LastCoordinator: _("This is the only coordinator. Name another one first, or hand the location over."),
        people.SamePerson: _("This person has the location already. Enter the mail address of somebody else."),
    }
    return words[type(fault)]


FAULTS = (
    people.WorksForProgramme,
    people.AccountIsClosed,
    people.LocationHasClosed,
    people.LastCoordinator,
    people.SamePerson,
)


@require_http_methods(["GET", "HEAD", "POST"])
def coordinators(request: HttpRequest, location: UUID) -> HttpResponse:
    """Who coordinates the location; a POST names somebody."""
    place = _place(request, location)
    form = NameForm(request.POST if request.method == "POST" else None)

    def named() -> str:
        chosen = form.cleaned_data
        people.name_coordinator(
            location=place,
            email=chosen["email"],
            name=chosen["name"],
            is_deputy=chosen["role"] == DEPUTY,
            by=request.user,
            language=get_language() or "",
        )
        return _("%(name)s has the location now, and gets a mail.") % {"name": chosen["name"]}

    return _asked(request, place, form, "places/coordinators.html", named)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_location(request: HttpRequest, location: UUID) -> HttpResponse:
    """Somebody takes the location over from a coordinator."""
    place = _place(request, location)
    roles = Membership.objects.filter(pk__in=[role.pk for role in people.coordinators_of(place)])
    roles = roles.select_related("user").order_by("is_deputy", "user__name", "pk")
    if not roles:
        return redirect("coordinators", location=place.pk)  # nobody has it yet: there is nothing to hand over
    own = next((role for role in roles if role.user_id == request.user.pk), None)
    form = HandOverForm(
        request.POST if request.method == "POST" else None, roles=roles, initial={"leaving": own and own.pk}
    )

    def handed() -> str:
        chosen = form.cleaned_data
        people.hand_over(
            location=place,
            leaving=chosen["leaving"].user,
            email=chosen["email"],
            name=chosen["name"],
            stays=chosen["stays"],
            by=request.user,
            note=chosen["note"],
        )
        return _("%(name)s has the location now, and gets a mail.") % {"name": chosen["name"]}

    return _asked(request, place, form, "places/hand_over.html", handed)


@require_POST
def end_coordinator(request: HttpRequest, location: UUID) -> HttpResponse:
    """Takes the role from somebody, or from oneself."""
    place = _place(request, location)
    held = {role.user.pk: role.user for role in people.coordinators_of(place)}
    chosen = request.POST.get("person", "")
    user = held.get(int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else None
    if user is None:
        messages.info(request, _("This person no longer has the location."))
        return _back(request, place)
    try:
        people.end_role(location=place, user=user, by=request.user)
    except people.LastCoordinator as fault:
        messages.error(request, why_not(fault))
    else:
        messages.success(request, _("%(name)s no longer has the location.") % {"name": user.name})
    return _back(request, place)


def _asked(request: HttpRequest, place: Location, form: Any, template: str, done: Callable[[], str]) -> HttpResponse:
    """Asks, does it, or asks again with what stands in the way."""
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, done())
            return _back(request, place)
        except FAULTS as fault:
            form.add_error(None if isinstance(fault, people.LocationHasClosed) else "email", why_not(fault))
    is_office = can_everywhere(request.user, Permission.KEEP_PLACES)
    context = {"location": place, "form": form, "roles": people.coordinators_of(place), "is_office": is_office}
    return render(request, template, context, status=422 if form.errors else 200)


def _place(request: HttpRequest, location: UUID) -> Location:
    found = place_to_hand_on(request.user, location)
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest, place: Location) -> HttpResponse:
    """To the page of the coordinators, or home for who handed the own location over."""
    user = User.objects.get(pk=request.user.pk)
    if place_to_hand_on(user, place.pk) is None:
        return redirect("home")
    return redirect("coordinators", location=place.pk)
