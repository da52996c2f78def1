"""The history of locations."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LocationChange(models.Model):
    """What changed about a location, when, by whom and why; ``old`` and ``new`` hold the fields that differ."""

    class Kind(models.TextChoices):
        MADE = "made", _("added")
        CHANGED = "changed", _("changed")
        MOVED = "moved", _("moved to another organisation or region")
        MERGED = "merged", _("merged into another location")
        SPLIT = "split", _("split off from another location")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("opened again")

    location = models.ForeignKey("wolscan.Location", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    old = models.JSONField(default=dict, blank=True)
    new = models.JSONField(default=dict, blank=True)
    #: The location it was merged into or split off from.
    other = models.ForeignKey("wolscan.Location", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.location}: {self.kind}"
