"""Giving somebody a role, ending one, closing an account. Each leaves an event."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wolscan.accounts.devices import sign_out_everywhere
from wolscan.accounts.steps import means_of, tell_of_change
from wolscan.audit import record
from wolscan.mail import queue
from wolscan.models import Location, Membership, Organisation, User
from wolscan.people.links import set_password_link
from wolscan.people.queries import administrators
from wolscan.permissions import Permission, roles_with

MAIL = "account_ready"
Objection = Callable[[Membership], str]
_objections: list[Objection] = []


class Refused(Exception):
    """It cannot be done now; the sentence says why and what to do first."""


class AccountClosed(Exception):
    """Somebody's account is closed: it must be opened again before it gets a role."""


class HasPassword(Exception):
    """Somebody chose a password already, and can ask for another at the login page."""


class LastAdministrator(Exception):
    """Nobody would be left to give out roles."""


class NoSecondStep(Exception):
    """There is nothing to take away: no second step is set up."""


class OwnSecondStep(Exception):
    """Who is signed in changes their own second step at their own account."""


class AnotherAdministrator(Exception):
    """There is an administrator already, and another was not asked for."""


@dataclass(frozen=True, slots=True)
class Given:
    """What came of giving a role."""

    user: User
    is_new_account: bool
    is_new_role: bool


def objects_to_ending(objection: Objection) -> None:
    """Adds a reason why a role may not be ended yet; apps do so when they are ready. It gives back a sentence or ""."""
    _objections.append(objection)


def objections(membership: Membership) -> list[str]:
    """What has to be done before this role can be ended."""
    return [said for objection in [_last_at_a_location, *_objections] if (said := objection(membership))]


def _last_at_a_location(membership: Membership) -> str:
    """No location is left with nobody to lead its scan."""
    if membership.location is None:
        return ""
    others = Membership.objects.filter(location=membership.location, role=membership.role, user__is_active=True)
    if others.exclude(pk=membership.pk).exists():
        return ""
    return _("Nobody else leads the scan of %(location)s. Name somebody there first.") % {
        "location": membership.location.name
    }


@transaction.atomic
def give_role(
    *,
    email: str,
    name: str,
    role: str,
    by: User | None,
    organisation: Organisation | None = None,
    location: Location | None = None,
    tell: bool = True,
) -> Given:
    """Gives somebody a role, with an account where there is none; one mail tells them. Raises ``AccountClosed``.

    An account that exists keeps the name it has. A role that somebody has already is left as it is, without a mail.
    """
    user, is_new = _account(email, name, by)
    if not user.is_active:
        raise AccountClosed
    _made, given = user.memberships.get_or_create(role=role, organisation=organisation, location=location)
    if given:
        place = {"organisation": organisation and organisation.pk, "location": location and str(location.pk)}
        record("role_given", actor=by, subject=user, role=str(role), **place)
        if tell:
            _tell(user)
    return Given(user, is_new, given)


def _account(email: str, name: str, by: User | None) -> tuple[User, bool]:
    known = User.objects.select_for_update().filter(email__iexact=email).first()
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            user = User.objects.create_user(email=email, name=name)
    except IntegrityError:  # somebody else made it at the same moment
        return User.objects.get(email__iexact=email), False
    record("account_made", actor=by, subject=user)
    return user, True


def _tell(user: User) -> None:
    language = user.language or settings.LANGUAGE_CODE
    queue(MAIL, to=user.email, context={"user": user.pk, "name": user.name}, language=language)


@transaction.atomic
def end_role(*, membership: Membership, by: User) -> None:
    """Ends a role at once: the next page of this person no longer opens. Raises ``Refused``, ``LastAdministrator``."""
    held = Membership.objects.select_for_update(of=("self",)).select_related("user", "location").get(pk=membership.pk)
    if said := objections(held):
        raise Refused(" ".join(said))
    _keep_an_administrator(held.user, held.role)
    record("role_ended", actor=by, subject=held.user, role=held.role, organisation=held.organisation_id,
           location=held.location_id and str(held.location_id))  # fmt: skip
    held.delete()


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """Closes an account at once, on every device; roles stay. Raises ``LastAdministrator``.

    This is for who left, or whose password leaked: it holds up for nothing, and what was theirs can be given to
    somebody else afterwards.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    if not held.is_active:
        return
    for role in held.memberships.values_list("role", flat=True):
        _keep_an_administrator(held, role)
    User.objects.filter(pk=held.pk).update(is_active=False)
    record("account_closed", actor=by, subject=held)


@transaction.atomic
def open_account(*, user: User, by: User) -> None:
    """Opens a closed account again, with the roles it had."""
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record("account_opened", actor=by, subject=user)


@transaction.atomic
def send_link_again(*, user: User, by: User) -> None:
    """Sends a new link to somebody who never chose a password. Raises ``HasPassword``, ``AccountClosed``."""
    if not user.is_active:
        raise AccountClosed
    if user.has_usable_password():
        raise HasPassword
    _tell(user)
    record("password_link_sent", actor=by, subject=user)


@transaction.atomic
def reset_second_step(*, user: User, by: User | None) -> None:
    """Takes away a second step that was lost, and signs out everywhere; the next sign-in sets up another.

    The person gets a mail. ``by`` is empty for who works at the server itself. Raises ``NoSecondStep``,
    ``OwnSecondStep``.
    """
    if by is not None and by.pk == user.pk:
        raise OwnSecondStep
    held = User.objects.select_for_update().get(pk=user.pk)
    if not means_of(held).exists():
        raise NoSecondStep
    held.authenticator_set.all().delete()
    sign_out_everywhere(held)
    record("second_step_reset", actor=by, subject=held)
    tell_of_change(held, "reset")


@transaction.atomic
def make_administrator(*, email: str, name: str, another: bool = False) -> tuple[User, str]:
    """The first administrator and a link to choose a password. Raises ``AnotherAdministrator``, ``AccountClosed``.

    For who works at the server itself. The link is not mailed: mail may not work yet. It is empty for somebody who
    has a password already.
    """
    if not another and administrators().exclude(email__iexact=email).exists():
        raise AnotherAdministrator
    [role] = roles_with(Permission.MANAGE_PEOPLE)
    user = give_role(email=email, name=name, role=role, by=None, tell=False).user
    return user, "" if user.has_usable_password() else set_password_link(user)


def _keep_an_administrator(user: User, role: str) -> None:
    """Locks all administrators, so that two of them cannot end each other at the same moment."""
    if role not in roles_with(Permission.MANAGE_PEOPLE):
        return
    working = administrators().values("pk")
    held = list(User.objects.select_for_update().filter(pk__in=working).order_by("pk").values_list("pk", flat=True))
    if held == [user.pk]:
        raise LastAdministrator
