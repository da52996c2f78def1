"""Rows that outcomes are counted from, the half-yearly snapshots, and the files made of them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from questionnaires.models import Scan


class OutcomeRow(models.Model):
    """One final scan as the aggregates count it, frozen when it was confirmed, its place and size of that day included.

    Keys instead of foreign keys: a location that moves, merges or is removed later changes no figure. A scan that is
    reopened and confirmed again gets another row; the last one on a day counts.
    """

    scan = models.ForeignKey(Scan, null=True, on_delete=models.SET_NULL, related_name="outcome_rows")
    #: Which scan it is, also when that is gone.
    scan_key = models.UUIDField()
    #: Whose level it is, for counting; the same for all scans of a location.
    location_key = models.UUIDField(db_index=True)
    organisation_key = models.PositiveIntegerField()
    region = models.CharField(max_length=60)
    zorgkantoor = models.CharField(max_length=60)
    residents = models.PositiveSmallIntegerField(null=True)
    is_small_scale = models.BooleanField()
    target_groups = models.JSONField(default=list)
    route = models.CharField(max_length=20, blank=True)
    questionnaire = models.CharField(max_length=20)
    rules = models.CharField(max_length=20)
    #: One byte per topic and per theme in the order of the questionnaire version (``scoring.publication.packing``).
    topics = models.BinaryField()
    themes = models.BinaryField()
    rule_tier = models.CharField(max_length=10, blank=True)
    tier = models.CharField(max_length=10)
    confirmed_on = models.DateField(db_index=True)
    #: The day on which the scan that this one repeats was confirmed.
    previous_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["confirmed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scan_key", "made_at"], name="one_outcome_row_per_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.confirmed_on}"


class Period(models.Model):
    """A stretch of the programme, with the day (*peildatum*) on which its figures are taken."""

    name = models.CharField(max_length=80, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    counted_on = models.DateField(unique=True)

    class Meta:
        ordering = ["counted_on"]
        constraints = [
            models.CheckConstraint(name="period_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return self.name


class Snapshot(models.Model):
    """The figures of one day, after disclosure control, frozen. Once published nothing of it changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField()
    questionnaire = models.CharField(max_length=20)
    rules = models.CharField(max_length=20)
    #: What is published (``scoring.domain.disclosure``), and what the control needs for the next snapshot.
    tables = models.JSONField()
    control = models.JSONField(default=dict)
    #: How many scans do not count, by reason.
    excluded = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: Empty while it is a draft that only the programme office sees.
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["on"], condition=Q(published_at__isnull=False), name="one_published_snapshot_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class PublicationFile(models.Model):
    """A file of a published snapshot: the progress report, the workbook, the open data."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("Progress report (PDF)")
        XLSX = "xlsx", _("Workbook with all tables (XLSX)")
        CSV = "csv", _("Open data (CSV)")
        JSON = "json", _("Open data (JSON)")

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    language = models.CharField(max_length=5)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "kind", "language"], name="one_file_per_kind")]

    def __str__(self) -> str:
        return f"{self.snapshot} {self.kind} {self.language}"
