"""The scans the programme office assigns, and the advisers it can choose from."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from questionnaires.models import ENDED, Scan, State
from wolscan.models import User
from wolscan.permissions import advisers


def scans_to_assign(*, without_adviser: bool) -> QuerySet[Scan]:
    """Scans that run: those that wait for an adviser's decision on top, longest waiting first. One query."""
    waits = Case(When(state=State.INGEDIEND, then=Value(0)), default=Value(1), output_field=IntegerField())
    scans = Scan.objects.exclude(state__in=ENDED).select_related(
        "location__organisation", "location__region", "adviser"
    )
    if without_adviser:
        scans = scans.filter(adviser=None)
    return scans.order_by(waits, "submitted_at", "opened_on", "pk")


def count_without_adviser() -> int:
    """How many running scans nobody guides yet."""
    return scans_to_assign(without_adviser=True).count()


def advisers_to_choose() -> QuerySet[User]:
    """Everybody who can be given a scan, by name."""
    return User.objects.filter(advisers()).distinct().order_by("name", "pk")
