"""What a location keeps beside its scan: its rosters, and facts. None of it is ever part of an outcome."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from questionnaires.models import Scan


class StaffingRoster(models.Model):
    """A roster of a scan: as it is, or as the location wishes it to be.

    ``roster`` is in the input form of ``manage.py staffing``; ``names`` has a name (or nothing) for each of its
    groups; ``build_up`` the four percentages that the productivity was calculated from, as they were typed, or nothing.
    """

    class Kind(models.TextChoices):
        CURRENT = "current", _("Current roster")
        WISHED = "wished", _("Wished-for roster")

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="rosters")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    roster = models.JSONField()
    names = models.JSONField(default=list, blank=True)
    build_up = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "kind"], name="one_roster_per_kind")]

    def __str__(self) -> str:
        return f"{self.scan} {self.kind}"


class Judgement(models.TextChoices):
    """What the inspectorate (IGJ) says of a subject, best first."""

    VOLDOET = "voldoet", _("meets the standard")
    GROTENDEELS = "voldoet_grotendeels", _("largely meets the standard")
    GROTENDEELS_NIET = "voldoet_grotendeels_niet", _("largely fails the standard")
    NIET = "voldoet_niet", _("fails the standard")


def _judgement() -> models.CharField:
    return models.CharField(max_length=30, blank=True, choices=Judgement.choices)


def _percentage() -> models.DecimalField:
    return models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)


def _dated(subject: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"judgement_of_{subject}_has_its_date",
        condition=Q(**{f"igj_{subject}": "", f"igj_{subject}_on": None})
        | (~Q(**{f"igj_{subject}": ""}) & Q(**{f"igj_{subject}_on__isnull": False})),
    )


class LocationFacts(models.Model):
    """Facts of the location as they were at this scan; all of them may stay empty.

    The first four are copies of what the location is known by, and stay when that changes. The figures about staff are
    percentages over ``staff_period``, inflow and outflow per quarter.
    """

    scan = models.OneToOneField(Scan, on_delete=models.CASCADE, related_name="facts")
    residents = models.PositiveSmallIntegerField(null=True, blank=True)
    living_groups = models.PositiveSmallIntegerField(null=True, blank=True)
    target_groups = models.JSONField(default=list, blank=True)
    is_small_scale = models.BooleanField(null=True, blank=True)
    staff_period = models.CharField(max_length=60, blank=True)
    sickness_absence = _percentage()
    inflow = _percentage()
    outflow = _percentage()
    part_time_factor = _percentage()
    rating = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    ratings = models.PositiveIntegerField(null=True, blank=True)
    rated_on = models.DateField(null=True, blank=True)
    igj_person_centred = _judgement()
    igj_person_centred_on = models.DateField(null=True, blank=True)
    igj_expertise = _judgement()
    igj_expertise_on = models.DateField(null=True, blank=True)
    igj_quality = _judgement()
    igj_quality_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="staff_figures_have_their_period",
                condition=~Q(staff_period="")
                | Q(sickness_absence=None, inflow=None, outflow=None, part_time_factor=None),
            ),
            models.CheckConstraint(
                name="rating_has_its_number_and_date",
                condition=Q(rating=None, ratings=None, rated_on=None)
                # Nothing compared with a number is neither true nor false, and would pass.
                | Q(rating__isnull=False, ratings__isnull=False, rated_on__isnull=False)
                & Q(rating__range=(1, 10), ratings__gte=1),
            ),
            _dated("person_centred"),
            _dated("expertise"),
            _dated("quality"),
        ]

    def __str__(self) -> str:
        return f"{self.scan} feiten"
