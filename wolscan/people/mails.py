"""The mail that tells somebody of an account: made when it is sent, because the link in it may be stored nowhere."""

from typing import Any

from wolscan.mail import Letter, NotNeeded, built_by
from wolscan.models import Membership, User
from wolscan.people.links import DAYS_OF_ADDRESS, address_link, days_of_link, set_password_link
from wolscan.permissions import needs_second_step

ACCOUNT_READY, ADDRESS_CONFIRM = "account_ready", "address_confirm"


def account_ready(context: dict[str, Any]) -> Letter:
    """The roles somebody has by now, and the link for who never chose a password."""
    user = User.objects.filter(pk=context["user"], is_active=True).first()
    roles = list(user.memberships.select_related("organisation", "location")) if user else []
    if user is None or not roles:
        raise NotNeeded
    link = "" if user.has_usable_password() else set_password_link(user)
    words = {"name": user.name, "roles": [in_words(role) for role in roles], "link": link, "days": days_of_link()}
    return Letter(words | {"needs_second_step": needs_second_step(user)})


def address_confirm(context: dict[str, Any]) -> Letter:
    """The link with which a new address answers, unless another was asked for or confirmed meanwhile."""
    user = User.objects.filter(pk=context["user"], is_active=True).first()
    if user is None or user.email == context["email"]:
        raise NotNeeded
    return Letter({"link": address_link(user, context["email"]), "days": DAYS_OF_ADDRESS, "before": user.email})


def in_words(membership: Membership) -> str:
    """A role with its place: *Quality officer, Stichting Lindehof*."""
    place = membership.location or membership.organisation
    role = str(membership.get_role_display())
    return f"{role}, {place}" if place else role


def register() -> None:
    built_by(account_ready, ACCOUNT_READY)
    built_by(address_confirm, ADDRESS_CONFIRM)
