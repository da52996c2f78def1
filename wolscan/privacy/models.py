"""The event log, which only grows, and the receipts of what was cleared away."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Events are added, never changed; only the retention terms remove them (``wolscan.privacy.purges``)."""


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **_changes: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class Event(models.Model):
    """What happened, who did it, and to what. Append-only, without foreign keys, and no feature reads it.

    The database refuses to change one, and to delete one that no open ``Receipt`` is about: triggers of migration
    0006. A migration that makes this table anew on SQLite has to make them again.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["actor", "at"], name="event_of_actor"),
            models.Index(fields=["subject", "at"], name="event_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class Receipt(models.Model):
    """Proof that something was cleared away: what, how much, for which day. Never whose, and never what it said."""

    class Action(models.TextChoices):
        DELETE = "delete", _("deleted")
        ANONYMISE = "anonymise", _("made anonymous")
        ERASE = "erase", _("erased on request")

    at = models.DateTimeField(db_index=True)
    #: Key of a class in the retention table, or ``person``.
    what = models.CharField(max_length=30)
    action = models.CharField(max_length=10, choices=Action.choices)
    #: The day that was acted for.
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)
    #: How many of what, where that says more.
    counts = models.JSONField(default=dict, blank=True)
    #: ``system``, or ``user:`` and a key.
    actor = models.CharField(max_length=40)
    #: Events before this moment may be deleted while the receipt is open, and it is open in one transaction only.
    until = models.DateTimeField(null=True, blank=True)
    is_open = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="open_receipt_says_until_when",
                condition=models.Q(is_open=False) | models.Q(until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on}: {self.count}"
