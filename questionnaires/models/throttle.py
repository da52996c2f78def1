"""How often a wrong code was typed: what keeps a short code from being guessed."""

from django.db import models


class Throttle(models.Model):
    """The wrong codes of one minute, at one address or overall.

    ``subject`` is a keyed hash of the address, never the address itself, or the mark that stands for everybody
    together. A row leads to no invitation and no sheet, and is pruned once it no longer counts.
    """

    subject = models.CharField(max_length=64)
    minute_at = models.DateTimeField()
    wrong = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "minute_at"], name="one_throttle_row_per_minute")]

    def __str__(self) -> str:
        return f"{self.wrong} at {self.minute_at:%H:%M}"
