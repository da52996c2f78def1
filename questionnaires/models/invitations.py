"""Invitations without accounts. The database can recognise a link or a code, but cannot make one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from questionnaires.models.scans import Scan


class Invitation(models.Model):
    """A way in for one person, or for a group by one link. It never leads to a sheet that was sent.

    Link and code are derived from a secret, this row's id and its generation; only keyed hashes to look them up are
    kept. ``progress`` says whether reminders are still due, never when.
    """

    class Kind(models.TextChoices):
        MAIL = "mail", _("link by mail")
        LINK = "link", _("link to share with a group")
        PERSONAL = "personal", _("own code, taken with a group link")
        LETTER = "letter", _("printed letter")
        PAPER = "paper", _("paper questionnaire")
        COUNCIL = "council", _("seat of the client council")

    class Progress(models.TextChoices):
        INVITED = "invited", _("invited")
        BEGUN = "begun", _("begun")
        DONE = "done", _("sent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="invitations")
    group = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="taken")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="nl")
    generation = models.PositiveSmallIntegerField(default=1)
    token_lookup = models.CharField(max_length=64, unique=True)
    code_lookup = models.CharField(max_length=64, unique=True)
    progress = models.CharField(max_length=10, choices=Progress.choices, default=Progress.INVITED)
    #: How many may take part by a group link.
    cap = models.PositiveSmallIntegerField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    #: The day of the last mail that asked to take part, so that no two follow each other closely.
    asked_on = models.DateField(null=True, blank=True)
    is_revoked = models.BooleanField(default=False)
    opted_out = models.BooleanField(default=False)
    bounced = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="mail_invitation_has_its_address", condition=~models.Q(kind="mail", email="")),
            models.CheckConstraint(name="at_most_three_reminders", condition=models.Q(reminders__lte=3)),
            models.UniqueConstraint(
                fields=["scan", "group", "email"], condition=~models.Q(email=""), name="one_invitation_per_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.group})"


class GroupPlan(models.Model):
    """How many people of a group the location means to ask."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="group_plans")
    group = models.CharField(max_length=30)
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "group"], name="one_plan_per_group")]

    def __str__(self) -> str:
        return f"{self.group}: {self.people}"


class DateChange(models.Model):
    """A date of the round that moved: from when to when (``None``: withdrawn), by whom and why."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="date_changes")
    field = models.CharField(max_length=20)
    old = models.DateField(null=True)
    new = models.DateField(null=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"
