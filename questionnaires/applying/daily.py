"""Personal data of applications that were refused goes after thirty days; that one was refused, and why, stays."""

from datetime import date

from django.db.models import QuerySet

from questionnaires.models import Application
from wolscan.audit import record
from wolscan.dates import end_of
from wolscan.privacy.retention import forgets
from wolscan.privacy.table import kept_days, last_day

KEPT_DAYS = kept_days("refused_applications")


def _old_refusals(today: date) -> QuerySet[Application]:
    old = Application.objects.filter(
        state=Application.State.REFUSED, decided_at__lt=end_of(last_day("refused_applications", today))
    )
    return old.exclude(contact_email="")


def forget_refused(today: date) -> int:
    """Empties name, address and phone number of old refusals, and leaves a receipt."""
    count = _old_refusals(today).update(contact_name="", contact_email="", contact_phone="", reason="")
    if count:
        record("applications_forgotten", actor=None, subject="applications", count=count)
    return count


def register() -> None:
    """Adds this job to the daily ones."""
    forgets(
        "refused_applications",
        due=lambda on: _old_refusals(on).count(),
        apply=forget_refused,
        job="refused applications forgotten",
        order=85,
    )
