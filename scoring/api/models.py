"""Who may use the programming interface."""

import uuid

from django.conf import settings
from django.db import models

from wolscan.models import Location, Organisation


class ApiClient(models.Model):
    """A program that may read: its token is shown once and kept as a keyed hash; scopes say what it may read.

    Without an organisation or a location it reads what is published only; with one, also the outcomes of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    token_lookup = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE)
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
