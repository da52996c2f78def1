"""What goes into mails about the coordinators of a location, made when they are sent."""

from collections.abc import Mapping
from typing import Any

from wolscan.mail import Letter, NotNeeded, built_by
from wolscan.models import User
from wolscan.people.links import days_of_link, set_password_link
from wolscan.places.people import NAMED


def with_way_in(context: Mapping[str, Any]) -> Letter:
    """The link to choose a first password, for who has none; not needed for an account that was closed."""
    user = User.objects.filter(pk=context["user"], is_active=True).first()
    if user is None:
        raise NotNeeded
    link = "" if user.has_usable_password() else set_password_link(user)
    return Letter({"password_link": link, "days": days_of_link()})


def register() -> None:
    """Names this builder to the outbox."""
    built_by(with_way_in, NAMED)
