"""The role as which somebody looks who has several: everything at once, or one role at one place.

It narrows what the pages show and allow, in this session only; ``permissions.scope`` does the narrowing.
"""

from django.http import HttpRequest

from wolscan.models import Membership, User
from wolscan.permissions import scope

LOOKS_AS = "looks_as"


def wear(request: HttpRequest) -> None:
    """Lets the person of this request look as the role that was chosen in this session."""
    request.user.looks_as = request.session.get(LOOKS_AS)


def choose(request: HttpRequest, membership: Membership | None) -> None:
    """From the next page on, this person looks as one role; ``None`` is everything at once."""
    if membership is None:
        request.session.pop(LOOKS_AS, None)
    else:
        request.session[LOOKS_AS] = membership.pk


def roles_of(user: User) -> list[Membership]:
    """The roles that somebody has, with their places, in the order of places."""
    held = user.memberships.select_related("organisation", "location__organisation")
    return sorted(held, key=lambda role: (role.role, str(role.location or role.organisation or "")))


def looks_as(user: User) -> Membership | None:
    """The role as which somebody looks now, with its place; ``None`` for all of them."""
    chosen = getattr(user, "looks_as", None)
    if not chosen:
        return None
    scope(user)
    return user.memberships.select_related("organisation", "location").filter(pk=user.looks_as).first()


def may_choose(user: User) -> bool:
    """Whether there is something to choose.

    Asked anew where the page itself did not ask: a header that depended on what a page had looked up would tell what
    exists from what does not.
    """
    scope(user)
    return len(getattr(user, "held", ())) > 1
