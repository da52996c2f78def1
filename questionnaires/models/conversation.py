"""What the team decided in its conversation, and what it wants next."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from questionnaires.models.scans import Scan


class AgreedLevel(models.Model):
    """What the team decided for a topic: a level or ``nvt``, why, and for critical topics what it rests on.

    ``value`` is empty while words were written but nothing is decided. Rows are not deleted, so that a revision never
    comes back.
    """

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="agreed_levels")
    topic = models.CharField(max_length=60)
    value = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    rests_on = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "topic"], name="one_agreed_level_per_topic")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.value}"


class HelpWish(models.Model):
    """What a location asks for at one theme after the conversation: *wilt u hulp, en welke?*"""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="help_wishes")
    theme = models.CharField(max_length=60)
    wants_help = models.BooleanField()
    which = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "theme"], name="one_help_wish_per_theme")]

    def __str__(self) -> str:
        return f"{self.theme}: {self.wants_help}"


class SeriousIssue(models.Model):
    """A topic that turned out to be an *ernstig issue*: who was told the same day, and what was done about it."""

    class Found(models.TextChoices):
        ROUND = "ronde", _("when the round was closed")
        AGREED = "gesprek", _("when the team agreed on it")

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="serious_issues")
    topic = models.CharField(max_length=60)
    found = models.CharField(max_length=10, choices=Found.choices)
    found_on = models.DateField()
    follow_up = models.TextField(blank=True)
    followed_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "topic"], name="one_serious_issue_per_topic")]

    def __str__(self) -> str:
        return f"{self.topic} ({self.found})"


class WarningAnswer(models.Model):
    """What a location says about a warning of the check before sending in (*Controle voor insturen*)."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="warning_answers")
    code = models.CharField(max_length=30)
    answer = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "code"], name="one_answer_per_warning")]

    def __str__(self) -> str:
        return f"{self.code}: {self.answer[:40]}"
