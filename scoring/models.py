"""What follows from the answers: outcomes, decisions and reports. Rows are appended, never edited."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from questionnaires.models import Scan
from scoring.api.models import ApiClient
from scoring.followup.models import (
    Action,
    ActionAnswer,
    Check,
    Consultation,
    Match,
    Offer,
    Phase,
    Plan,
    PulseCheck,
    RepeatMove,
    RepeatNotice,
    ThemeReason,
)
from scoring.progress.models import ProgressText
from scoring.publication.models import OutcomeRow, Period, PublicationFile, Snapshot
from scoring.review.models import Adjustment, NotApplicable, Recommendation, Return, ReviewQuestion, Visit
from scoring.staffing.models import LocationFacts, StaffingRoster

__all__ = [
    "Action",
    "ActionAnswer",
    "Adjustment",
    "ApiClient",
    "Assessment",
    "Check",
    "Consultation",
    "Decision",
    "LocationFacts",
    "Match",
    "NotApplicable",
    "Offer",
    "OutcomeRow",
    "Period",
    "Phase",
    "Plan",
    "ProgressText",
    "PublicationFile",
    "PulseCheck",
    "Recommendation",
    "RepeatMove",
    "RepeatNotice",
    "Report",
    "Return",
    "ReviewQuestion",
    "Snapshot",
    "StaffingRoster",
    "ThemeReason",
    "Tier",
    "Visit",
]


class Tier(models.TextChoices):
    """Support tiers, lightest first (rules 2026-1, support tier)."""

    ZELF = "zelf", _("On your own")
    LICHT = "licht", _("Light support")
    EXTRA = "extra", _("Extra support")
    INTENSIEF = "intensief", _("Intensive support")


class Assessment(models.Model):
    """A frozen outcome: the scored answers of a scan at one moment. Scoring again appends another."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="assessments")
    made_at = models.DateTimeField()
    questionnaire = models.CharField(max_length=20)
    rules = models.CharField(max_length=20)
    #: sha256 of the questionnaire's files, so that the outcome says which content it belongs to.
    content_digest = models.CharField(max_length=64)
    outcome = models.JSONField()
    #: sha256 of the outcome as canonical JSON.
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["made_at", "pk"]
        get_latest_by = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.scan} {self.digest[:8]}"


class Decision(models.Model):
    """The support tier an adviser decided on, beside the tier of the rule; another tier needs a reason."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="decisions")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    rule_tier = models.CharField(max_length=10, choices=Tier.choices, null=True, blank=True)  # noqa: DJ001 - null: no proposal
    tier = models.CharField(max_length=10, choices=Tier.choices)
    reason = models.TextField(blank=True)
    #: Themes the support is about, by key, in the order of the questionnaire.
    themes = models.JSONField(default=list, blank=True)
    #: What was agreed about a serious issue where this tier brings no adviser to the location.
    appointment = models.TextField(blank=True)
    appointment_on = models.DateField(null=True, blank=True)
    #: The chosen good practices as they stood: ``[{"practice", "theme", "note"}]``.
    recommendations = models.JSONField(default=list, blank=True)
    #: What the report shows beside the outcome, as it stood then (``scoring.outcomes.material``). Empty: read live.
    material = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        get_latest_by = ["at", "pk"]
        #: What was decided last of each scan, without opening a row.
        indexes = [models.Index(fields=["scan", "-at", "-id", "tier"], name="decision_of_scan")]
        constraints = [
            models.CheckConstraint(
                name="appointment_has_its_day",
                condition=Q(appointment="", appointment_on__isnull=True)
                | (~Q(appointment="") & Q(appointment_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="other_tier_has_a_reason",
                condition=Q(rule_tier__isnull=False, tier=F("rule_tier")) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} ({self.scan})"


class Report(models.Model):
    """The PDF of an outcome in one language: asked for, made by the worker, kept."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        WORKING = "working", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="reports")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reports")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    pdf = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "language"],
                condition=Q(decision__isnull=True),
                name="one_report_per_outcome",
            ),
            models.UniqueConstraint(
                fields=["decision", "language"],
                condition=Q(decision__isnull=False),
                name="one_report_per_decision",
            ),
            models.CheckConstraint(
                name="done_report_has_its_pdf",
                condition=~Q(state="done") | (Q(pdf__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scan} {self.language} ({self.state})"
