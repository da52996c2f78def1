"""The application of a location that is not known yet, or has no scan yet."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wolscan.models import Location, Region


class Application(models.Model):
    """A location applies: who, why, and by which route. The programme office admits it, or says why not."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        ADMITTED = "admitted", _("admitted")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_name = models.CharField(max_length=120)
    location_name = models.CharField(max_length=120)
    place = models.CharField(max_length=80)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.SET_NULL)
    residents = models.PositiveSmallIntegerField(null=True, blank=True)
    #: The coordinator-to-be.
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=30, blank=True)
    reason = models.TextField()
    route = models.CharField(max_length=20)
    #: In which they read the page, so in which they are answered.
    language = models.CharField(max_length=5, default="nl")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW, db_index=True)
    applied_at = models.DateTimeField()
    #: Set when the office decided.
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="applications"
    )
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["applied_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="decided_application_has_its_time",
                condition=Q(state="new", decided_at__isnull=True) | (~Q(state="new") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(name="refusal_says_why", condition=~Q(state="refused") | ~Q(answer="")),
        ]

    def __str__(self) -> str:
        return f"{self.location_name} ({self.state})"
