"""What the programme office writes in a progress report."""

from django.conf import settings
from django.db import models

from scoring.publication.models import Snapshot


class ProgressText(models.Model):
    """The words in the report of one snapshot. The figures are never here: they are those of the snapshot.

    ``words`` has by chapter and language what was written; what is absent reads as the words that every report begins
    with, what is empty was taken out.
    """

    snapshot = models.OneToOneField(Snapshot, on_delete=models.CASCADE, related_name="progress_text")
    words = models.JSONField(default=dict)
    #: Grows with every change, so that two people at once do not undo each other's work.
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.snapshot} ({self.revision})"
