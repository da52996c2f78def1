"""Personal data of applications that were refused goes after thirty days; that one was refused, and why, stays."""

from datetime import date, timedelta

from questionnaires.models import Application
from wolscan.audit import record
from wolscan.daily import every_day

KEPT_DAYS = 30


def forget_refused(today: date) -> int:
    """Empties name, address and phone number of old refusals, and leaves a receipt."""
    last_day = today - timedelta(days=KEPT_DAYS)
    old = Application.objects.filter(state=Application.State.REFUSED, decided_at__date__lte=last_day)
    count = old.exclude(contact_email="").update(contact_name="", contact_email="", contact_phone="", reason="")
    if count:
        record("applications_forgotten", actor=None, subject="applications", count=count)
    return count


def register() -> None:
    """Adds this job to the daily ones."""
    every_day("refused applications forgotten", forget_refused, order=85)
