"""A scan and its course."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wolscan.models import Location, User, at_places
from wolscan.permissions import scope


class State(models.TextChoices):
    """The course of a scan, in order; the last two lie beside it."""

    AANGEMELD = "aangemeld", _("Registered")
    VOORBEREIDING = "voorbereiding", _("In preparation")
    OPEN = "open", _("Open for answers")
    GESPREK = "gesprek", _("In conversation")
    INGEDIEND = "ingediend", _("Sent in")
    IN_BEOORDELING = "in_beoordeling", _("Under review")
    VASTGESTELD = "vastgesteld", _("Confirmed")
    OPVOLGING = "opvolging", _("Follow-up")
    TERUGGEGEVEN = "teruggegeven", _("Returned")
    VERVALLEN = "vervallen", _("Withdrawn")


#: States in which the location still works on its answers.
ANSWERING = frozenset({State.VOORBEREIDING, State.OPEN, State.GESPREK, State.TERUGGEGEVEN})
#: States in which the outcome is final.
FINAL = frozenset({State.VASTGESTELD, State.OPVOLGING})
#: States after which a location may start a new scan.
ENDED = FINAL | {State.VERVALLEN}


class Route(models.TextChoices):
    """By which way a location came to the scan."""

    OWN = "eigen_initiatief", _("Own initiative")
    CARE_OFFICE = "zorgkantoor", _("Care office (zorgkantoor)")
    INSPECTORATE = "igj", _("Health and Youth Care Inspectorate (IGJ)")


class ReactionBy(models.TextChoices):
    """Who wrote the reaction of the client council down."""

    COUNCIL = "raad", _("by the client council itself")
    COORDINATOR = "coordinator", _("by the coordinator, on behalf of the client council")


#: What is asked of the scans of very many locations at once; an index holds it, so that no row is opened for it.
COURSE = (
    "location",
    "-opened_on",
    "-id",
    "state",
    "adviser",
    "route",
    "submitted_at",
    "meets_at",
    "previous",
    "confirmed_on",
)

#: A scan that the location sent in at least once; one that was returned stays so.
SENT_IN = Q(submitted_at__isnull=False)


def _of_own_places(user: User) -> Q:
    return at_places(scope(user), "location__")


def _assigned(user: User) -> Q:
    return Q(adviser=user.pk) if scope(user).adviser else Q(pk__in=[])


class ScanQuerySet(models.QuerySet["Scan"]):
    """Who sees what of a scan. An adviser has three views, each wider than the one before.

    ``assigned_to``: that the scan exists, and its dates. ``seated``: also the conversation, once the location invited
    its adviser to look on. ``visible_to``: everything the location agreed, once it was sent in.
    """

    def visible_to(self, user: User) -> "ScanQuerySet":
        """Scans of which this person may read the content."""
        return self.filter(_of_own_places(user) | (_assigned(user) & SENT_IN))

    def seated(self, user: User) -> "ScanQuerySet":
        """Scans at whose conversation this person may be, to lead it or to look on."""
        return self.filter(_of_own_places(user) | (_assigned(user) & (SENT_IN | Q(adviser_invited=True))))

    def warned_of(self, user: User) -> "ScanQuerySet":
        """The same, and scans of which an adviser is told the same day that something is a serious issue."""
        told = SENT_IN | Q(adviser_invited=True) | Q(serious_issues__isnull=False)
        return self.filter(_of_own_places(user) | (_assigned(user) & told)).distinct()

    def assigned_to(self, user: User) -> "ScanQuerySet":
        """Scans that were given to this adviser. Of one that was not sent in only its dates may be shown."""
        return self.filter(_assigned(user))


class Scan(models.Model):
    """One self-scan of one location, tied to a questionnaire and a rules version for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="scans")
    questionnaire = models.CharField(max_length=20)
    rules = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeat")
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    opened_on = models.DateField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    repeat_on = models.DateField(null=True, blank=True)
    #: The round in which everybody answers alone: until when, and when the team talks about it.
    closes_on = models.DateField(null=True, blank=True)
    meets_at = models.DateTimeField(null=True, blank=True)
    #: How often the conversation was moved or withdrawn after people were told: SEQUENCE of its calendar file.
    meeting_changes = models.PositiveSmallIntegerField(default=0)
    #: The last day of the round of whose passing the coordinator was told.
    end_told_of = models.DateField(null=True, blank=True)
    #: Whom people may call with a question; stands on every letter.
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    #: By which way the location came; the programme office keeps it.
    route = models.CharField(max_length=20, choices=Route.choices, blank=True)
    #: The location asked its adviser to be there at kick-off and conversation: to look on, not to change anything.
    adviser_invited = models.BooleanField(default=False)
    #: What the cliëntenraad says about the outcome, word for word.
    council_reaction = models.TextField(blank=True)
    #: Who wrote it down: the council from its own seat, or the coordinator on its behalf.
    council_reaction_by = models.CharField(max_length=12, choices=ReactionBy.choices, blank=True)
    #: Keyed hash of the code behind which everyone who took part finds the outcome.
    outcome_lookup = models.CharField(max_length=64, unique=True, null=True, blank=True)
    #: What the location says about themes without a complete picture, needed to send those in.
    incomplete_reason = models.TextField(blank=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        #: Of each location its scans, newest first, with all that the programme office filters and counts.
        indexes = [
            models.Index(fields=[*COURSE], name="scan_course"),
            #: Those that were sent in, the first one first.
            models.Index(fields=["submitted_at", "opened_on", "id"], name="scan_by_sending_in"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["location"], condition=~Q(state__in=sorted(ENDED)), name="one_running_scan_per_location"
            ),
            models.CheckConstraint(
                name="final_scan_has_its_dates",
                condition=(
                    Q(state__in=sorted(FINAL), confirmed_on__isnull=False, repeat_on__isnull=False)
                    | (~Q(state__in=sorted(FINAL)) & Q(confirmed_on__isnull=True, repeat_on__isnull=True))
                ),
            ),
            models.CheckConstraint(
                name="sent_in_scan_has_its_time",
                condition=~Q(state__in=["ingediend", "in_beoordeling", "vastgesteld", "opvolging"])
                | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(name="scan_is_not_its_own_repeat", condition=~Q(previous=F("id"))),
        ]

    def __str__(self) -> str:
        return f"{self.location} {self.opened_on:%Y}"

    @property
    def is_answering(self) -> bool:
        return self.state in ANSWERING

    @property
    def is_final(self) -> bool:
        return self.state in FINAL

    @property
    def was_sent_in(self) -> bool:
        """From then on its adviser reads it."""
        return self.submitted_at is not None


def running_at(locations: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these locations have a scan that has not ended."""
    running = Scan.objects.exclude(state__in=ENDED)
    if len(locations) < 500:
        running = running.filter(location__in=locations)
    return set(running.values_list("location", flat=True)) & set(locations)


class StateChange(models.Model):
    """One step in the course of a scan: from where to where, by whom, when and why."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="state_changes")
    old = models.CharField(max_length=20, choices=State.choices, blank=True)
    new = models.CharField(max_length=20, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Assignment(models.Model):
    """A scan that was given to an adviser, or handed over to another, by the programme office or the adviser."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="assignments")
    old = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    new = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.scan}: {self.old} → {self.new}"
