"""What an adviser puts beside a scan. Nothing here changes what the location agreed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from questionnaires.models import Scan


class NotApplicable(models.TextChoices):
    """What the adviser says of a critical topic that was agreed not to apply."""

    CONFIRMED = "bevestigd", _("Rightly not applicable")
    QUESTIONED = "bevraagd", _("Questioned")


class Adjustment(models.Model):
    """What an adviser thinks of one topic: a level with its motivation, a fact, a verdict on *niet van toepassing*.

    It lies beside the level the location agreed on and never counts in an outcome.
    """

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="adjustments")
    topic = models.CharField(max_length=80)
    level = models.CharField(max_length=30, blank=True)
    motivation = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    not_applicable = models.CharField(max_length=10, choices=NotApplicable.choices, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scan", "topic"], name="one_adjustment_per_topic"),
            models.CheckConstraint(name="own_level_has_a_motivation", condition=Q(level="") | ~Q(motivation="")),
        ]

    def __str__(self) -> str:
        return f"{self.scan} {self.topic}"


class Return(models.Model):
    """A scan that went back to the location: with which note, and by when an answer is asked for."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="returns")
    note = models.TextField(blank=True)
    answer_by = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    #: When the location sent the scan in again.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scan"], condition=Q(ended_at__isnull=True), name="one_open_return")
        ]

    def __str__(self) -> str:
        return f"{self.scan} {self.at:%Y-%m-%d}"


class ReviewQuestion(models.Model):
    """A question of the adviser about a topic, or about the whole scan (no topic), and the location's answer."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="review_questions")
    topic = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    #: Empty until the scan goes back: before that the location does not see the question.
    sent_with = models.ForeignKey(Return, null=True, blank=True, on_delete=models.CASCADE, related_name="questions")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scan", "topic"], condition=Q(sent_with__isnull=True), name="one_draft_question_per_topic"
            ),
            models.CheckConstraint(name="question_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="answer_has_its_time",
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scan} {self.topic}"


class Recommendation(models.Model):
    """A good practice the adviser chose for a location. The decision freezes those that stand then."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="recommendations")
    practice = models.CharField(max_length=80)
    theme = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["scan", "practice"], name="practice_recommended_once")]

    def __str__(self) -> str:
        return f"{self.scan} {self.practice}"


class Visit(models.Model):
    """The adviser's visit to the location: one per scan. Moving or cancelling it raises ``changes`` (SEQUENCE)."""

    scan = models.OneToOneField(Scan, on_delete=models.CASCADE, related_name="visit")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    what = models.TextField(blank=True)
    changes = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.scan} {self.starts_at:%Y-%m-%d}"
