"""Who has an account, with which roles."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from wolscan.accounts.steps import with_second_step
from wolscan.models import Membership, Organisation, User
from wolscan.permissions import NEED_SECOND_STEP, Permission, roles_with

WORKING, CLOSED, NEVER, WITHOUT = "open", "dicht", "nooit", "zonder"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people somebody asks for; what is empty does not matter."""

    shown: str = WORKING
    text: str = ""
    role: str = ""


def people(wanted: Wanted | None = None) -> QuerySet[User]:
    """Everybody with an account, by name, with their roles and places and whether they have a second step."""
    conditions = {
        WORKING: Q(is_active=True),
        CLOSED: Q(is_active=False),
        NEVER: Q(is_active=True, last_login=None),
        WITHOUT: Q(is_active=True, has_second_step=False, pk__in=who_need_second_step()),
    }
    held = Membership.objects.select_related("organisation", "location__organisation").order_by("role", "pk")
    found = with_second_step(User.objects.prefetch_related(Prefetch("memberships", held)).order_by("name", "pk"))
    if wanted is None:
        return found
    found = found.filter(conditions[wanted.shown])
    if wanted.text:
        found = found.filter(Q(name__icontains=wanted.text) | Q(email__icontains=wanted.text))
    if wanted.role:
        found = found.filter(pk__in=Membership.objects.filter(role=wanted.role).values("user"))
    return found


def who_need_second_step() -> QuerySet[Membership]:
    """The keys of those whose role asks for a second step."""
    return Membership.objects.filter(role__in=NEED_SECOND_STEP).values("user")


def administrators() -> QuerySet[User]:
    """Those who give out roles and whose account works."""
    return User.objects.filter(is_active=True, memberships__role__in=roles_with(Permission.MANAGE_PEOPLE)).distinct()


def without_roles() -> int:
    """How many open accounts lead nowhere: candidates to be closed."""
    return User.objects.filter(_without_role(), is_active=True).count()


def _without_role() -> Q:
    return ~Q(Exists(Membership.objects.filter(user=OuterRef("pk"))))


def count_lines() -> int:
    """How many roles there are, and accounts without one: the lines of the access review."""
    return Membership.objects.count() + User.objects.filter(_without_role()).count()


def organisations_to_choose() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("name")
