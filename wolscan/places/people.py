"""The coordinators of a location: named, handed over, ended. A location that has one never loses its last."""

from typing import Any

from django.conf import settings
from django.db import transaction

from wolscan.audit import record
from wolscan.mail import queue
from wolscan.models import Location, Membership, User
from wolscan.permissions import Role, works_for_programme

NAMED, ENDED, CHANGED = "coordinator_named", "coordinator_ended", "coordinators_changed"


class WorksForProgramme(Exception):
    """Advisers, the programme office and administrators belong to no location."""


class AccountIsClosed(Exception):
    """There is an account with this mail address, and it was closed."""


class LastCoordinator(Exception):
    """Without this person the location would have no coordinator: name somebody else first."""


class LocationHasClosed(Exception):
    """There is no such location any more."""


class SamePerson(Exception):
    """A location cannot be handed over to who has it already."""


@transaction.atomic
def name_coordinator(
    *, location: Location, email: str, name: str, is_deputy: bool, by: User, note: str = "", language: str = ""
) -> Membership:
    """Gives somebody the location, as its coordinator or as the deputy; an account is made if there is none.

    The person gets a mail, with a way to choose a password if there is none yet, and so do the other coordinators. Who
    has the role already keeps it as it is, or changes between coordinator and deputy. The first is never a deputy.
    Raises ``WorksForProgramme``, ``AccountIsClosed``, ``LocationHasClosed``, ``LastCoordinator``.
    """
    held = _hold(location)
    if held.is_closed:
        raise LocationHasClosed
    user = _person(email, name, language)
    is_deputy = is_deputy and _coordinators(held).exclude(user=user).exists()
    membership, is_new = Membership.objects.get_or_create(
        user=user, role=Role.COORDINATOR, location=held, defaults={"is_deputy": is_deputy}
    )
    if not is_new and membership.is_deputy == is_deputy:
        return membership
    Membership.objects.filter(pk=membership.pk).update(is_deputy=is_deputy)
    record("coordinator_named", actor=by, subject=held, user=user.pk, is_deputy=is_deputy)
    _mail(NAMED, user, held, by, is_deputy=is_deputy, note=note)
    _tell_others(held, user, by, what="deputy" if is_deputy else "coordinator")
    membership.is_deputy = is_deputy
    return membership


@transaction.atomic
def hand_over(*, location: Location, leaving: User, email: str, name: str, stays: bool, by: User, note: str) -> User:
    """Gives the location to somebody else, who becomes its coordinator; ``stays``: who leaves remains as the deputy.

    Raises ``SamePerson`` and what ``name_coordinator`` raises.
    """
    if email.strip().lower() == leaving.email.lower():
        raise SamePerson
    new = name_coordinator(location=location, email=email, name=name, is_deputy=False, by=by, note=note).user
    left = _roles(location).filter(user=leaving)
    if stays:
        left.update(is_deputy=True)
    elif left.delete()[0] and leaving != by:
        _mail(ENDED, leaving, location, by)
    record("location_handed_over", actor=by, subject=location, old=leaving.pk, new=new.pk, stays=stays)
    return new


@transaction.atomic
def end_role(*, location: Location, user: User, by: User) -> bool:
    """Takes the role at a location from somebody; tells whether there was one. Raises ``LastCoordinator``."""
    held = _hold(location)
    membership = _roles(held).filter(user=user).first()
    if membership is None:
        return False
    if not membership.is_deputy and not _coordinators(held).exclude(user=user).exists():
        raise LastCoordinator
    membership.delete()
    record("coordinator_ended", actor=by, subject=held, user=user.pk)
    if user != by:
        _mail(ENDED, user, held, by)
    _tell_others(held, user, by, what="ended")
    return True


@transaction.atomic
def take_along(*, old: Location, new: Location, by: User | None) -> int:
    """The coordinators of a location become coordinators of another too; gives back how many were not there yet."""
    has_one = _coordinators(new).exists()
    count = 0
    for membership in _roles(old).select_related("user"):
        is_deputy = membership.is_deputy or has_one
        _row, is_new = Membership.objects.get_or_create(
            user=membership.user, role=Role.COORDINATOR, location=new, defaults={"is_deputy": is_deputy}
        )
        if is_new:
            count += 1
            record("coordinator_named", actor=by, subject=new, user=membership.user_id, is_deputy=is_deputy)
            _mail(NAMED, membership.user, new, by, is_deputy=is_deputy, note="")
    return count


def coordinators_of(location: Location) -> list[Membership]:
    """The coordinators of a location, deputies last."""
    return list(_roles(location).select_related("user").order_by("is_deputy", "user__name", "pk"))


def _hold(location: Location) -> Location:
    """Holds the location until the transaction ends, so that two never leave at once."""
    return Location.objects.select_for_update(of=("self",)).get(pk=location.pk)


def _roles(location: Location) -> Any:
    return Membership.objects.filter(role=Role.COORDINATOR, location=location)


def _coordinators(location: Location) -> Any:
    """Those who are no deputies and whose account works."""
    return _roles(location).filter(is_deputy=False, user__is_active=True)


def _person(email: str, name: str, language: str) -> User:
    """The account with a mail address, made if there is none: without a password, so nobody can sign in yet."""
    address = email.strip().lower()
    found = User.objects.filter(email__iexact=address).first()
    if found is None:
        return User.objects.create_user(email=address, name=name.strip(), language=language)
    if User.objects.filter(works_for_programme(), pk=found.pk).exists():
        raise WorksForProgramme
    if not found.is_active:
        raise AccountIsClosed
    return found


def _tell_others(location: Location, about: User, by: User, *, what: str) -> None:
    others = _roles(location).filter(user__is_active=True).exclude(user__in=[about, by]).select_related("user")
    for membership in others:
        _mail(CHANGED, membership.user, location, by, about=about.name, what=what)


def _mail(template: str, user: User, location: Location, by: User | None, **words: Any) -> None:
    context = {"user": user.pk, "name": user.name, "location": location.name, "location_key": str(location.pk)}
    queue(
        template,
        to=user.email,
        language=user.language or settings.LANGUAGE_CODE,
        context=context | {"by": by.name if by else ""} | words,
    )
