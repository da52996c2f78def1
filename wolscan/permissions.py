"""Who may do what: the only file that knows roles.

``can`` answers for one thing, ``scope`` says over which places a person's querysets may reach. Everything that is not
granted here is refused, and a refusal looks exactly like something that does not exist (404).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from uuid import UUID


class Role(models.TextChoices):
    """What a person comes to do. Respondents have no account, so no role."""

    COORDINATOR = "coordinator", _("Scan coordinator")
    QUALITY_OFFICER = "quality_officer", _("Quality officer")
    ADVISER = "adviser", _("Adviser")
    PROGRAMME_OFFICE = "programme_office", _("Programme office")
    ADMINISTRATOR = "administrator", _("Administrator")


class Permission(StrEnum):
    START_SCAN = "start_scan"
    INVITE = "invite"  # set up a round, invite, see it to its end
    LEAD_CONVERSATION = "lead_conversation"
    FILL_IN = "fill_in"
    SEND_IN = "send_in"
    SEE_OUTCOME = "see_outcome"
    SEE_WHAT_IF = "see_what_if"  # narrow and what-if, before the scan is final
    CONFIRM = "confirm"
    ASSIGN = "assign"  # give scans to advisers; sees state and dates of every scan, never what was answered


ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            Permission.START_SCAN,
            Permission.INVITE,
            Permission.LEAD_CONVERSATION,
            Permission.FILL_IN,
            Permission.SEND_IN,
            Permission.SEE_OUTCOME,
        }
    ),
    Role.QUALITY_OFFICER: frozenset({Permission.SEE_OUTCOME}),
    Role.ADVISER: frozenset({Permission.SEE_OUTCOME, Permission.SEE_WHAT_IF, Permission.CONFIRM}),
    Role.PROGRAMME_OFFICE: frozenset({Permission.ASSIGN}),
    Role.ADMINISTRATOR: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The places a person's roles reach: own locations, whole organisations, and scans assigned to an adviser."""

    locations: frozenset[UUID]
    organisations: frozenset[int]
    adviser: bool
    programme_office: bool
    administrator: bool


def scope(user: Any) -> Scope:
    """The scope of a signed-in person, read once per request and kept on the user object."""
    if not user.is_authenticated:
        return Scope(frozenset(), frozenset(), False, False, False)
    if not hasattr(user, "_scope"):
        held = list(user.memberships.all())
        roles = {membership.role for membership in held}
        user._scope = Scope(
            locations=frozenset(m.location_id for m in held if m.role == Role.COORDINATOR),
            organisations=frozenset(m.organisation_id for m in held if m.role == Role.QUALITY_OFFICER),
            adviser=Role.ADVISER in roles,
            programme_office=Role.PROGRAMME_OFFICE in roles,
            administrator=Role.ADMINISTRATOR in roles,
        )
    scope_of_user: Scope = user._scope
    return scope_of_user


def can_everywhere(user: Any, permission: Permission) -> bool:
    """Whether a role that is not tied to a place lets a person do this."""
    seen = scope(user)
    roles = {
        Role.ADVISER: seen.adviser,
        Role.PROGRAMME_OFFICE: seen.programme_office,
        Role.ADMINISTRATOR: seen.administrator,
    }
    return any(held and permission in ROLE_PERMISSIONS[role] for role, held in roles.items())


def advisers() -> models.Q:
    """The condition that a user is an adviser whose account works."""
    return models.Q(memberships__role=Role.ADVISER, is_active=True)


def where_may(user: Any, permission: Permission, path: str) -> models.Q:
    """The condition that ``path`` leads to a location where a person may do this; part of the query it is used in."""
    held = user.memberships.filter(
        role__in=[role for role, granted in ROLE_PERMISSIONS.items() if permission in granted]
    )
    return models.Q(**{f"{path}__in": held.filter(location__isnull=False).values("location")}) | models.Q(
        **{f"{path}__organisation__in": held.filter(organisation__isnull=False).values("organisation")}
    )


def roles_at(user: Any, location: Any, adviser_id: int | None = None) -> frozenset[str]:
    """The roles a person has towards one location, and towards its scan if ``adviser_id`` is that scan's adviser."""
    seen = scope(user)
    roles = set()
    if location.pk in seen.locations:
        roles.add(Role.COORDINATOR)
    if location.organisation_id in seen.organisations:
        roles.add(Role.QUALITY_OFFICER)
    if seen.adviser and adviser_id is not None and adviser_id == user.pk:
        roles.add(Role.ADVISER)
    return frozenset(roles)


def can(user: Any, permission: Permission, *, location: Any, adviser_id: int | None = None) -> bool:
    """Whether a person may do this at this location (or, with ``adviser_id``, to its scan)."""
    return any(permission in ROLE_PERMISSIONS[role] for role in roles_at(user, location, adviser_id))


def who_may(permission: Permission, location: Any) -> Any:
    """The people with an account who may do this at this location, for mail to them; advisers are not among them."""
    from django.contrib.auth import get_user_model

    roles = [role for role, granted in ROLE_PERMISSIONS.items() if permission in granted]
    here = models.Q(memberships__location=location) | models.Q(memberships__organisation=location.organisation_id)
    people = get_user_model().objects.filter(here, memberships__role__in=roles, is_active=True)
    return people.distinct().order_by("pk")
