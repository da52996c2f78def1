"""The repeat scan, every day: opened in time, told once, reminded once. The jobs know only the date."""

from datetime import date, timedelta

from questionnaires.models import Scan
from scoring.followup.repeat.mails import OPENED, REMINDER
from scoring.followup.repeat.queries import due_scans, untouched
from scoring.followup.repeat.services import open_due
from scoring.models import RepeatNotice
from wolscan.daily import every_day
from wolscan.mail import queue_many
from wolscan.permissions import Permission, who_may

#: So many days after the coordinators were told, one reminder follows if nothing was done.
REMINDER_DAYS = 14


def open_repeats(today: date) -> int:
    """Opens every repeat scan whose invitation day has come; a day that was missed is made up for."""
    return sum(open_due(scan=scan, today=today) is not None for scan in list(due_scans(today)))


def tell(today: date) -> int:
    """Tells the coordinators once that their repeat scan is ready; where there is nobody yet, the mail waits."""
    return sum(_tell(scan, OPENED, "told_on", today) for scan in untouched().filter(repeat_notice__told_on=None))


def remind(today: date) -> int:
    """Reminds once, two weeks after the mail, where nothing was done."""
    told = untouched().filter(repeat_notice__told_on__lte=today - timedelta(days=REMINDER_DAYS))
    return sum(_tell(scan, REMINDER, "reminded_on", today) for scan in told.filter(repeat_notice__reminded_on=None))


def _tell(scan: Scan, template: str, field: str, today: date) -> int:
    """Queues a mail to each coordinator, unless another timer did so."""
    people = list(who_may(Permission.INVITE, scan.location))
    untold = RepeatNotice.objects.filter(scan=scan, **{f"{field}__isnull": True})
    if not people or not untold.update(**{field: today}):
        return 0
    mails = [(p.email, {"scan": str(scan.pk), "name": p.name}, p.language or "nl") for p in people]
    return len(queue_many(template, mails))


def register() -> None:
    """Adds these jobs to the daily ones, in the order in which they run."""
    every_day("opened repeat scans", open_repeats, order=40)
    every_day("repeat scans told", tell, order=41)
    every_day("repeat scans reminded", remind, order=42)
