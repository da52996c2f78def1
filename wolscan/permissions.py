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
    REVIEW = "review"  # begin the review, put own levels and questions beside a scan, return it
    CONFIRM = "confirm"  # decide the support, reopen what was decided
    GUIDE = "guide"  # visit, recommend good practices, bring locations together
    MEET = "meet"  # offer to show another location how it is done here, and answer whoever wants to come
    FOLLOW_UP = "follow_up"  # write the improvement plan, hold a pulse check, answer the check on the actions
    MOVE_REPEAT = "move_repeat"  # hold the repeat scan on another day, with a reason
    WITHDRAW = "withdraw"  # end a scan before it is confirmed, with a reason
    HAND_ON = "hand_on"  # name a deputy for one's own location, hand the location over to somebody else
    ADMIT = "admit"  # read applications of locations, admit or refuse them
    KEEP_PLACES = "keep_places"  # import and change locations, their organisations and coordinators, and advisers
    OVERSEE = "oversee"  # see how far every location is: state, dates, adviser, decided support; never an answer
    ASSIGN = "assign"  # give scans to advisers; sees state and dates of every scan, never what was answered
    PUBLISH = "publish"  # open periods, have the figures of all scans together made, publish them
    GIVE_TOKENS = "give_tokens"  # give programs a token for what is published, end any token; never for an outcome
    OPEN_TO_PROGRAM = "open_to_program"  # give a program a token for the outcomes of one's own location or organisation
    SEE_RETENTION = "see_retention"  # how long data stay, and the receipts of what went
    MANAGE_PEOPLE = "manage_people"  # accounts and roles of staff; sees who may come where, never a scan


ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            Permission.START_SCAN,
            Permission.INVITE,
            Permission.LEAD_CONVERSATION,
            Permission.FILL_IN,
            Permission.SEND_IN,
            Permission.SEE_OUTCOME,
            Permission.FOLLOW_UP,
            Permission.MEET,
            Permission.MOVE_REPEAT,
            Permission.WITHDRAW,
            Permission.HAND_ON,
            Permission.OPEN_TO_PROGRAM,
        }
    ),
    Role.QUALITY_OFFICER: frozenset({Permission.SEE_OUTCOME, Permission.OPEN_TO_PROGRAM}),
    Role.ADVISER: frozenset(
        {
            Permission.SEE_OUTCOME,
            Permission.SEE_WHAT_IF,
            Permission.REVIEW,
            Permission.CONFIRM,
            Permission.GUIDE,
            Permission.MOVE_REPEAT,
        }
    ),
    Role.PROGRAMME_OFFICE: frozenset(
        {
            Permission.ADMIT,
            Permission.ASSIGN,
            Permission.GIVE_TOKENS,
            Permission.KEEP_PLACES,
            Permission.OVERSEE,
            Permission.PUBLISH,
            Permission.SEE_RETENTION,
            Permission.WITHDRAW,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Permission.GIVE_TOKENS, Permission.MANAGE_PEOPLE, Permission.SEE_RETENTION}),
}

#: The roles that somebody with ``MANAGE_PEOPLE`` gives out. Coordinators come by their location, and administrators
#: by the command line of the server.
GIVEN_OUT = (Role.ADVISER, Role.PROGRAMME_OFFICE, Role.QUALITY_OFFICER)
#: The role that belongs to an organisation, so that one has to be chosen with it.
OF_AN_ORGANISATION = Role.QUALITY_OFFICER
#: The roles that reach scans or accounts of everybody: a password alone does not open them.
NEED_SECOND_STEP = (Role.ADVISER, Role.PROGRAMME_OFFICE, Role.ADMINISTRATOR)


def roles_with(*permissions: Permission) -> list[Role]:
    """The roles that have one of these permissions, in the order in which roles are listed."""
    return [role for role in Role if ROLE_PERMISSIONS[role] & set(permissions)]


@dataclass(frozen=True, slots=True)
class Scope:
    """The places a person's roles reach: own locations, whole organisations, and scans assigned to an adviser."""

    locations: frozenset[UUID]
    organisations: frozenset[int]
    adviser: bool
    programme_office: bool
    administrator: bool


def scope(user: Any) -> Scope:
    """The scope of a signed-in person, read once per request and kept on the user object.

    Who looks as one role (``user.looks_as``, a membership) has that role alone; one that is not theirs narrows nothing.
    """
    if not user.is_authenticated:
        return Scope(frozenset(), frozenset(), False, False, False)
    if not hasattr(user, "_scope"):
        user.held = list(user.memberships.all())
        worn = [membership for membership in user.held if membership.pk == getattr(user, "looks_as", None)]
        user.looks_as, held = (worn[0].pk, worn) if worn else (None, user.held)
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


def roles_now(user: Any) -> list[Role]:
    """The roles as which a person looks now, each once, in the order in which roles are listed."""
    seen = scope(user)
    held = {
        Role.COORDINATOR: bool(seen.locations),
        Role.QUALITY_OFFICER: bool(seen.organisations),
        Role.ADVISER: seen.adviser,
        Role.PROGRAMME_OFFICE: seen.programme_office,
        Role.ADMINISTRATOR: seen.administrator,
    }
    return [role for role in Role if held[role]]


def can_everywhere(user: Any, permission: Permission) -> bool:
    """Whether a role that is not tied to a place lets a person do this."""
    seen = scope(user)
    roles = {
        Role.ADVISER: seen.adviser,
        Role.PROGRAMME_OFFICE: seen.programme_office,
        Role.ADMINISTRATOR: seen.administrator,
    }
    return any(held and permission in ROLE_PERMISSIONS[role] for role, held in roles.items())


def needs_second_step(user: Any) -> bool:
    """Whether a person must sign in with a second step, whatever role they look as now."""
    scope(user)
    return any(membership.role in NEED_SECOND_STEP for membership in user.held)


def works_for_programme() -> models.Q:
    """The condition that a user has a role that is not tied to a place.

    Such a person never gets a place as well: who counts or reviews everybody's scans belongs to none of them.
    """
    return models.Q(memberships__location__isnull=True, memberships__organisation__isnull=True) & models.Q(
        memberships__isnull=False
    )


def advisers() -> models.Q:
    """The condition that a user is an adviser whose account works."""
    return models.Q(memberships__role=Role.ADVISER, is_active=True)


def where_may(user: Any, permission: Permission, path: str) -> models.Q:
    """The condition that ``path`` leads to a location where a person may do this; part of the query it is used in."""
    held = user.memberships.filter(
        role__in=[role for role, granted in ROLE_PERMISSIONS.items() if permission in granted]
    )
    if getattr(user, "looks_as", None):
        scope(user)  # which forgets a role that was ended
        held = held.filter(pk=user.looks_as) if user.looks_as else held
    places = held.filter(location__isnull=False).values("location")
    organisations = held.filter(organisation__isnull=False).values("organisation")
    return (
        models.Q(**{f"{path}__in": places})
        | models.Q(**{f"{path}__organisation__in": organisations})
        | models.Q(**{f"{path}__successor__in": places})
        | models.Q(**{f"{path}__successor__organisation__in": organisations})
    )


def roles_at(user: Any, location: Any, adviser_id: int | None = None) -> frozenset[str]:
    """The roles a person has towards one location, and towards its scan if ``adviser_id`` is that scan's adviser.

    Who has a role at the location that another was merged into has it towards what that one left behind, too.
    """
    seen = scope(user)
    roles = set()
    if {location.pk, location.successor_id} & seen.locations:
        roles.add(Role.COORDINATOR)
    if location.organisation_id in seen.organisations or _goes_on_in(location, seen.organisations):
        roles.add(Role.QUALITY_OFFICER)
    if seen.adviser and adviser_id is not None and adviser_id == user.pk:
        roles.add(Role.ADVISER)
    return frozenset(roles)


def _goes_on_in(location: Any, organisations: frozenset[int]) -> bool:
    """Whether a location was merged into one of these organisations."""
    if location.successor_id is None or not organisations:
        return False
    return location.successor.organisation_id in organisations


def can(user: Any, permission: Permission, *, location: Any, adviser_id: int | None = None) -> bool:
    """Whether a person may do this at this location (or, with ``adviser_id``, to its scan)."""
    if permission == Permission.START_SCAN and location.is_closed:
        return False
    return any(permission in ROLE_PERMISSIONS[role] for role in roles_at(user, location, adviser_id))


def who_may(permission: Permission, location: Any) -> Any:
    """The people with an account who may do this at this location, for mail to them; advisers are not among them."""
    from django.contrib.auth import get_user_model

    roles = [role for role, granted in ROLE_PERMISSIONS.items() if permission in granted]
    here = models.Q(memberships__location=location) | models.Q(memberships__organisation=location.organisation_id)
    if location.successor_id:
        here |= models.Q(memberships__location=location.successor_id)
    people = get_user_model().objects.filter(here, memberships__role__in=roles, is_active=True)
    return people.distinct().order_by("pk")
