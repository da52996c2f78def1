"""What a round needs every day. Each job runs in a transaction, does nothing twice, and knows only the date."""

from datetime import date, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from questionnaires.models import Invitation, Scan, State
from questionnaires.retention import ended_until
from questionnaires.round.dates import last_mark
from questionnaires.round.inviting import remind
from questionnaires.round.queries import open_rounds
from questionnaires.throttle import prune as prune_throttle
from wolscan.audit import record
from wolscan.daily import every_day
from wolscan.mail import queue_many
from wolscan.models import OutgoingMail
from wolscan.permissions import Permission, who_may
from wolscan.privacy.retention import forgets
from wolscan.privacy.table import kept_days, last_day

#: So many days before the end of a round people are reminded.
REMINDER_DAYS = (7, 2)
#: So many days after a scan is final the personal data of its invitations go.
KEPT_DAYS = kept_days("invitations")


def remind_before_end(today: date) -> int:
    """Reminds a week and two days before the end; a day that was missed is made up for on the next."""
    near = open_rounds().filter(closes_on__gte=today, closes_on__lte=today + timedelta(days=max(REMINDER_DAYS)))
    return sum(
        remind(scan=scan, by=None, today=today, not_since=last_mark(scan.closes_on, today, REMINDER_DAYS))
        for scan in near
    )


def tell_of_end(today: date) -> int:
    """Tells the coordinator once that the last day of a round has passed. Closing is up to the coordinator."""
    return sum(_tell(scan) for scan in open_rounds().filter(closes_on__lt=today))


def _tell(scan: Scan) -> int:
    untold = Scan.objects.filter(pk=scan.pk, state=State.OPEN, closes_on=scan.closes_on)
    if not untold.exclude(end_told_of=scan.closes_on).update(end_told_of=scan.closes_on):
        return 0
    people = who_may(Permission.INVITE, scan.location)
    mails = [(p.email, {"scan": str(scan.pk), "name": p.name}, p.language or "nl") for p in people]
    return len(queue_many("round_ended", mails))


def purge_invitations(today: date) -> int:
    """Deletes the invitations of scans that are long final, with the mails to them; leaves a receipt without names."""
    scans = ended_until(last_day("invitations", today)).filter(pk__in=Invitation.objects.values("scan")).order_by("pk")
    return sum(_purge(scan) for scan in scans.select_for_update(of=("self",)))


def count_to_purge(today: date) -> int:
    """How many invitations that would be."""
    return Invitation.objects.filter(scan__in=ended_until(last_day("invitations", today))).count()


def _purge(scan: Scan) -> int:
    keys = list(Invitation.objects.filter(scan=scan).values_list("pk", flat=True))
    if not keys:
        return 0
    mails = OutgoingMail.objects.filter(context__invitation__in=[str(key) for key in keys])
    counted = {"invitations": len(keys), "mails": mails.count()}
    mails.delete()
    Invitation.objects.filter(pk__in=keys).delete()
    record("invitations_purged", actor=None, subject=scan, **counted)
    return len(keys)


def prune(today: date) -> int:
    """Clears what has no use any more: sessions that have ended and counters of wrong codes; counts the latter."""
    SessionStore.clear_expired()
    return prune_throttle(timezone.now())


def register() -> None:
    """Adds these jobs to the daily ones, in the order in which they run."""
    every_day("reminders", remind_before_end, order=10)
    every_day("ended rounds", tell_of_end, order=20)
    forgets("invitations", due=count_to_purge, apply=purge_invitations, job="purged invitations")
    every_day("pruned", prune, order=90)
