"""The table behind Django's cache: what counts attempts must count for all processes together."""

from django.db import models


class CacheEntry(models.Model):
    """A row of Django's database cache, which reads and writes it by itself. Here for its migration and clearing."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "wolscan_cache"

    def __str__(self) -> str:
        return self.cache_key
