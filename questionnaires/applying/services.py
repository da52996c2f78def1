"""A location applies; the programme office admits it, or says why not."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from questionnaires.models import Application
from wolscan.audit import record
from wolscan.mail import queue
from wolscan.models import Location, LocationChange, Organisation, Region, User
from wolscan.places.differences import facts_of
from wolscan.places.people import name_coordinator

RECEIVED, REFUSED = "application_received", "application_refused"
State = Application.State


class AlreadyDecided(Exception):
    """Somebody decided about this application meanwhile."""


class ReasonNeeded(Exception):
    """An application is refused with a reason."""


class NameIsTaken(Exception):
    """The organisation has a location with this name already: admit the application for that one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an application belongs: a known location, or a new one of an organisation that is known or new too."""

    location: Location | None = None
    organisation: Organisation | None = None
    region: Region | None = None


@transaction.atomic
def apply(*, fields: dict[str, Any], language: str) -> Application:
    """Keeps an application and sends a mail of receipt. The same, while it waits, is kept once."""
    same = {name: fields[name] for name in ("organisation_name", "location_name", "contact_email")}
    waiting = Application.objects.filter(state=State.NEW, **same).first()
    if waiting:
        return waiting
    application = Application.objects.create(applied_at=timezone.now(), language=language, **fields)
    record("location_applied", actor=None, subject=application)
    _mail(RECEIVED, application)
    return application


@transaction.atomic
def admit(*, application: Application, place: Place, answer: str, by: User, today: date) -> Location:
    """Admits a location: makes what is not there yet, and gives the contact person the location.

    That person gets one mail, with the answer and the way to a first password, and starts the scan. Raises
    ``AlreadyDecided``, ``NameIsTaken`` and what ``name_coordinator`` raises; then nothing is changed.
    """
    held = _hold(application)
    location = place.location or _new_location(held, place, by, today)
    name_coordinator(
        location=location,
        email=held.contact_email,
        name=held.contact_name,
        is_deputy=False,
        by=by,
        note=answer.strip(),
        language=held.language,
    )
    _decide(held, State.ADMITTED, answer, by, location)
    return location


@transaction.atomic
def refuse(*, application: Application, answer: str, by: User) -> None:
    """Refuses an application with a reason, which goes to the contact person by mail. Raises ``ReasonNeeded``."""
    held = _hold(application)
    if not answer.strip():
        raise ReasonNeeded
    _decide(held, State.REFUSED, answer, by, None)
    _mail(REFUSED, held)


def _hold(application: Application) -> Application:
    held = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if held.state != State.NEW:
        raise AlreadyDecided
    return held


def _decide(application: Application, state: str, answer: str, by: User, location: Location | None) -> None:
    application.state, application.answer, application.location = state, answer.strip(), location
    application.decided_by, application.decided_at = by, timezone.now()
    application.save(update_fields=["state", "answer", "location", "decided_by", "decided_at"])
    record(f"application_{state}", actor=by, subject=application, location=str(location.pk) if location else None)


def _new_location(application: Application, place: Place, by: User, today: date) -> Location:
    organisation = place.organisation or _organisation(application.organisation_name)
    try:
        with transaction.atomic():
            location = Location.objects.create(
                organisation=organisation,
                region=place.region,
                name=application.location_name,
                place=application.place,
                residents=application.residents,
            )
    except IntegrityError as error:
        raise NameIsTaken from error
    made = LocationChange.Kind.MADE
    LocationChange.objects.create(
        location=location, kind=made, on=today, new=facts_of(location), by=by, at=timezone.now()
    )
    return location


def _organisation(name: str) -> Organisation:
    """The organisation of that name in any case, made if there is none."""
    known = Organisation.objects.filter(name__iexact=name).first()
    return known or Organisation.objects.create(name=name, is_fictitious=settings.DEMO)


def _mail(template: str, application: Application) -> None:
    words = {
        "name": application.contact_name,
        "location": application.location_name,
        "organisation": application.organisation_name,
        "answer": application.answer,
    }
    queue(template, to=application.contact_email, language=application.language, context=words)
