"""The second step of signing in: what counts as one, and whether this session has passed it.

The session carries the mark of the person who passed; no page asks the database for it.
"""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from wolscan.audit import record
from wolscan.mail import queue
from wolscan.models import User
from wolscan.permissions import needs_second_step

MARK = "second_step"
#: What can be a second step; recovery codes only stand in for one.
KINDS = ("totp", "webauthn")
CHANGED = "second_step_changed"


def has_passed(request: HttpRequest) -> bool:
    """Whether the person of this session showed a second step in it."""
    return request.session.get(MARK) == request.user.pk


def mark_passed(request: HttpRequest, user: Any) -> None:
    request.session[MARK] = user.pk


def must_still_pass(request: HttpRequest) -> bool:
    """Whether a signed-in person may open nothing yet. In the demo accounts work without a second step."""
    return not settings.DEMO and not has_passed(request) and needs_second_step(request.user)


def means_of(user: Any) -> QuerySet[Any]:
    """What a person has set up as second step."""
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.filter(user=user, type__in=KINDS)


def with_second_step(people: QuerySet[User]) -> QuerySet[User]:
    """The same people, each with ``has_second_step``."""
    return people.annotate(has_second_step=Exists(means_of(OuterRef("pk"))))


def tell_of_change(user: Any, what: str) -> None:
    """Writes to somebody that the second step changed: who did not do that must know."""
    context = {"name": user.name, "what": what}
    queue(CHANGED, to=user.email, context=context, language=user.language or settings.LANGUAGE_CODE)


def _on_used(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    mark_passed(request, user)


def _on_added(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type not in KINDS:
        return
    mark_passed(request, user)
    record("second_step_added", actor=user, subject=user, kind=authenticator.type)
    tell_of_change(user, f"{authenticator.type}_added")


def _on_removed(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type not in KINDS:
        return
    if not means_of(user).exists():
        request.session.pop(MARK, None)
    record("second_step_removed", actor=user, subject=user, kind=authenticator.type)
    tell_of_change(user, f"{authenticator.type}_removed")


def _on_new_codes(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record("recovery_codes_renewed", actor=user, subject=user)
    tell_of_change(user, "codes_renewed")


def register() -> None:
    """Listens to what allauth does with second steps."""
    from allauth.mfa import signals

    signals.authenticator_used.connect(_on_used)
    signals.authenticator_added.connect(_on_added)
    signals.authenticator_removed.connect(_on_removed)
    signals.authenticator_reset.connect(_on_new_codes)
