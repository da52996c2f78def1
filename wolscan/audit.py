"""The record of what happened. Changes are recorded inside their own transaction; answers are never in it."""

from typing import Any

from django.utils import timezone

from wolscan.models import Event, User


def record(name: str, *, actor: User | None, subject: Any, **detail: Any) -> Event:
    """Appends one event. ``subject`` is a model instance or a name; ``actor`` None is the system itself."""
    who = f"user:{actor.pk}" if actor else "system"
    what = subject if isinstance(subject, str) else f"{subject._meta.model_name}:{subject.pk}"
    return Event.objects.create(at=timezone.now(), actor=who, name=name, subject=what, detail=detail)
