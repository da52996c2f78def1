"""Who takes part, the sheets they fill in, and what a location agreed. Answers are rows, unique in the database."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from questionnaires.models.scans import ANSWERING, Scan, State


class Participation(models.Model):
    """A place at the scan: who is asked (a group, or the team around one table) and how they take part."""

    class Mode(models.TextChoices):
        SELF = "zelf", _("alone")
        TOGETHER = "samen", _("together with somebody")
        PAPER = "papier", _("on paper")
        TABLET = "tablet", _("on a tablet")
        TEAM = "team", _("as a team around one table")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="participations")
    group = models.CharField(max_length=30)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.SELF)
    named = models.BooleanField(default=False)
    #: The invitation this place was taken with; the place is removed when its sheet is sent.
    invitation = models.OneToOneField(
        "questionnaires.Invitation", null=True, blank=True, on_delete=models.CASCADE, related_name="place"
    )
    #: For a team sheet: keys of the groups that sat at the table.
    groups_at_table = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scan"], condition=Q(mode="team"), name="one_team_table_per_scan"),
        ]

    def __str__(self) -> str:
        return f"{self.group} ({self.mode})"


class AnswerSheet(models.Model):
    """The answers of one person, or of a team together. It keeps no times: they would tell who it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="sheets")
    #: The place it came from; cut when it is sent, except for a team sheet.
    participation = models.OneToOneField(
        Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="sheet"
    )
    group = models.CharField(max_length=30)
    named = models.BooleanField(default=False)
    is_sent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scan"], condition=Q(group="team"), name="one_team_sheet_per_scan"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.pk}"

    @property
    def takes_answers(self) -> bool:
        """What was sent stays as it is; only a team sheet opens again, when the adviser returned its scan."""
        if self.group == "team" and self.scan.state == State.TERUGGEGEVEN:
            return True
        return not self.is_sent and self.scan.state in ANSWERING - {State.VOORBEREIDING}


class Answer(models.Model):
    """The answer to one topic: a level, *weet ik niet*, *nvt*, or only a note so far (``value`` empty)."""

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="answers")
    theme = models.CharField(max_length=60)
    topic = models.CharField(max_length=60)
    value = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "topic"], name="one_answer_per_topic")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.value}"
