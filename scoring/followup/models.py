"""What a location does with its outcome: plan, check, pulse, the repeat scan, and helping another location."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from questionnaires.models import Scan
from wolscan.models import Location


class Phase(models.TextChoices):
    """How far an action is."""

    VISIE = "visie", _("Vision and orientation")
    ONTWERP = "ontwerp", _("Design")
    REALISATIE = "realisatie", _("Putting into practice")
    BORGING = "borging", _("Making it last")
    GESTOPT = "gestopt", _("Stopped")


class Plan(models.Model):
    """The improvement plan of a scan. More than three priorities need a reason."""

    scan = models.OneToOneField(Scan, on_delete=models.CASCADE, related_name="plan")
    #: Why this location takes on more than three priorities at once.
    more_priorities_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.scan)


class Action(models.Model):
    """Something the location is going to do, for a theme or for one topic of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="actions")
    theme = models.CharField(max_length=60)
    topic = models.CharField(max_length=80, blank=True)
    what = models.TextField()
    #: Who sees to it: a role or a first name, as the team calls them.
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    phase = models.CharField(max_length=12, choices=Phase.choices, default=Phase.VISIE)
    stopped_reason = models.TextField(blank=True)
    is_priority = models.BooleanField(default=False)
    #: The action template this began as, if any.
    template = models.CharField(max_length=100, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "made_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="only_stopped_action_says_why",
                condition=(Q(phase="gestopt") & ~Q(stopped_reason="")) | (~Q(phase="gestopt") & Q(stopped_reason="")),
            ),
            models.CheckConstraint(name="action_says_what", condition=~Q(what="")),
            models.CheckConstraint(name="stopped_is_no_priority", condition=~Q(phase="gestopt", is_priority=True)),
        ]

    def __str__(self) -> str:
        return self.what[:60]


class ThemeReason(models.Model):
    """Why a theme that needs support gets no action (*actie of reden*)."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="theme_reasons")
    theme = models.CharField(max_length=60)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scan", "theme"], name="one_reason_per_theme"),
            models.CheckConstraint(name="theme_reason_says_something", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.scan} {self.theme}"


class Consultation(models.Model):
    """What a council of the location said about the plan."""

    class Body(models.TextChoices):
        CLIENTENRAAD = "clientenraad", _("Client council")
        VAR = "var", _("Nursing council (VAR)")
        OR = "or", _("Works council (OR)")

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="consultations")
    body = models.CharField(max_length=15, choices=Body.choices)
    held_on = models.DateField()
    advice = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["scan", "body", "held_on"], name="one_consultation_a_day")]

    def __str__(self) -> str:
        return f"{self.scan} {self.body} {self.held_on}"


class PulseCheck(models.Model):
    """Three to five topics scored again by the team, to see whether something moves. Never part of an outcome."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="pulse_checks")
    held_on = models.DateField()
    #: The level per topic key, ``weet_ik_niet`` included.
    levels = models.JSONField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.scan} {self.held_on}"


class Check(models.Model):
    """The check on the actions, ninety days after the scan was confirmed: when it is due and who was told."""

    scan = models.OneToOneField(Scan, on_delete=models.CASCADE, related_name="check_on_actions")
    due_on = models.DateField()
    #: Raised whenever the date changes: SEQUENCE of its calendar file, and the links in earlier mails end.
    generation = models.PositiveSmallIntegerField(default=0)
    asked_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.scan} {self.due_on}"


class ActionAnswer(models.Model):
    """What became of an action at the check: done, busy with it, or not and why."""

    class Answer(models.TextChoices):
        DONE = "gedaan", pgettext_lazy("what became of an action", "Done")
        BUSY = "bezig", _("Working on it")
        NOT = "niet", _("Not, because…")

    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="answer")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reason = models.TextField(blank=True)
    #: Nobody for an answer by the link in the mail.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="not_done_says_why", condition=~Q(answer="niet") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.answer}"


class RepeatMove(models.Model):
    """A repeat scan that was moved to another day, and why. The day the rules gave stays the anchor."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="repeat_moves")
    planned_on = models.DateField()
    old_on = models.DateField()
    new_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="moved_repeat_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="moved_repeat_goes_elsewhere", condition=~Q(old_on=F("new_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.scan} {self.old_on} → {self.new_on}"


class RepeatNotice(models.Model):
    """A repeat scan that was opened by the calendar: on which days its coordinators were told of it."""

    scan = models.OneToOneField(Scan, on_delete=models.CASCADE, related_name="repeat_notice")
    told_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="repeat_reminder_follows_its_notice",
                condition=Q(reminded_on__isnull=True) | Q(told_on__isnull=False, reminded_on__gt=F("told_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scan} {self.told_on}"


class Offer(models.Model):
    """A location that is *op orde* on a topic offers to show another how it does that (*goede buur*)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="offers")
    #: The scan on which the offer rests.
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="offers")
    topic = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "topic"], condition=Q(withdrawn_at__isnull=True), name="one_open_offer_per_topic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.location} {self.topic}"


class Match(models.Model):
    """An adviser brings two locations together. Contact details pass only after both said yes."""

    class Answer(models.TextChoices):
        OPEN = "open", _("No answer yet")
        YES = "ja", _("Yes")
        NO = "nee", _("No")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="matches")
    #: The scan of the location that comes to look.
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="matches")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    proposed_at = models.DateTimeField()
    note = models.TextField(blank=True)
    shows = models.CharField(max_length=5, choices=Answer.choices, default=Answer.OPEN)
    looks = models.CharField(max_length=5, choices=Answer.choices, default=Answer.OPEN)
    #: When both had said yes and contact details passed.
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "scan"], name="matched_once"),
            models.CheckConstraint(
                name="contact_passes_after_two_yeses",
                condition=Q(agreed_at__isnull=True) | Q(shows="ja", looks="ja"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer} ↔ {self.scan}"
