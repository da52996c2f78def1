"""When the background processes were last heard of."""

from django.db import models


class Heartbeat(models.Model):
    """The last sign of life of a worker, a timer or a backup. Holds nothing about people."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
