"""The people and places of the scan, the record of what happened, and the mail that waits to go out."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from wolscan.dates import today
from wolscan.permissions import Role, Scope, scope


class UserManager(BaseUserManager["User"]):
    """Makes users by mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account: coordinators, quality officers, advisers and the office. Respondents have none."""

    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    #: The roles whose first guide on the start page was put away.
    guides_seen = models.JSONField(default=list, blank=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        #: To walk through the people by name without sorting all of them.
        indexes = [models.Index(fields=["name", "id"], name="user_by_name")]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email


class Region(models.Model):
    """A reporting region: a zorgkantoorregio, or a part of one (``parent``). Dated, because regions change."""

    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    zorgkantoor = models.CharField(max_length=60)
    aliases = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="region_once_per_start")]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A care provider with one or more locations. ``is_fictitious`` marks demo data on every page and PDF."""

    name = models.CharField(max_length=120, unique=True)
    is_fictitious = models.BooleanField(default=False)
    #: What the organisation is called in the files that are imported, to find it again.
    outside_key = models.CharField(max_length=40, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def at_places(seen: Scope, path: str = "") -> Q:
    """The condition that ``path`` leads to a location of these roles, or to one that was merged into such a location.

    Path ends in two underscores, or is empty for locations themselves.
    """
    own = Q(**{f"{path}pk__in": seen.locations}) | Q(**{f"{path}organisation__in": seen.organisations})
    merged = Q(**{f"{path}successor__in": seen.locations})
    if seen.organisations:
        merged |= Q(**{f"{path}successor__organisation__in": seen.organisations})
    return own | merged


class LocationQuerySet(models.QuerySet["Location"]):
    def visible_to(self, user: "User") -> "LocationQuerySet":
        """Locations whose own pages this person may open: coordinators and quality officers theirs."""
        seen: Scope = scope(user)
        return self.filter(at_places(seen))


class Location(models.Model):
    """One nursing-home location: what a scan is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="locations")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="locations")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=80)
    residents = models.PositiveSmallIntegerField(null=True, blank=True)
    living_groups = models.PositiveSmallIntegerField(null=True, blank=True)
    is_small_scale = models.BooleanField(default=False)
    target_groups = models.JSONField(default=list, blank=True)
    #: The day from which there is no such location any more; its scans and history stay.
    closed_on = models.DateField(null=True, blank=True)
    #: Where its residents and its scan went on, if it was merged into another.
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged_from")
    #: What the location is called in the files that are imported, to find it again.
    outside_key = models.CharField(max_length=40, unique=True, null=True, blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        #: To walk through the locations by name, or beside their scans, without opening a row.
        indexes = [
            models.Index(fields=["name", "id"], name="location_by_name"),
            models.Index(fields=["id", "name"], name="location_by_key"),
        ]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="location_name_per_organisation")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        """Whether there is no such location any more, today."""
        return self.closed_on is not None and self.closed_on <= today()


class Membership(models.Model):
    """A role of a person: somewhere (coordinator, quality officer) or everywhere (adviser, office, administrator)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE)
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE)
    #: Stands in for the coordinator: may do the same, and is told second.
    is_deputy = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["role", "user"], name="membership_by_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "location"],
                condition=Q(location__isnull=False),
                name="membership_once_per_location",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "organisation"],
                condition=Q(organisation__isnull=False),
                name="membership_once_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(organisation__isnull=True, location__isnull=True),
                name="membership_once_everywhere",
            ),
            models.CheckConstraint(
                name="membership_place_fits_role",
                condition=(
                    Q(role=Role.COORDINATOR, location__isnull=False, organisation__isnull=True)
                    | Q(role=Role.QUALITY_OFFICER, organisation__isnull=False, location__isnull=True)
                    | Q(
                        role__in=[Role.ADVISER, Role.PROGRAMME_OFFICE, Role.ADMINISTRATOR],
                        organisation__isnull=True,
                        location__isnull=True,
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"


class OutgoingMail(models.Model):
    """A mail that waits, went, or of which nobody knows whether it went. The text is made when it is sent."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNCERTAIN = "uncertain", _("uncertain")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("no longer needed")

    template = models.CharField(max_length=60)
    to = models.EmailField()
    language = models.CharField(max_length=5, default="nl")
    context = models.JSONField(default=dict)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.template} ({self.state})"


from wolscan.accounts.models import CacheEntry  # noqa: E402
from wolscan.health.models import Heartbeat  # noqa: E402 - rows of the same app, in the folder of what they are for
from wolscan.jobs.models import Job  # noqa: E402
from wolscan.places.models import LocationChange  # noqa: E402
from wolscan.privacy.models import AppendOnly, Event, Receipt  # noqa: E402

__all__ = ["AppendOnly", "CacheEntry", "Event", "Heartbeat", "Job", "Location", "LocationChange", "LocationQuerySet"]
__all__ += ["Membership", "Organisation", "OutgoingMail", "Receipt", "Region", "User", "UserManager"]
