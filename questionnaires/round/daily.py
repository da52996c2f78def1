"""What a round needs every day. Each job runs in a transaction, does nothing twice, and knows only the date."""

from datetime import date, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.utils import timezone

from questionnaires.models import Invitation, Scan, State, StateChange
from questionnaires.round.dates import last_mark
from questionnaires.round.inviting import remind
from questionnaires.round.queries import open_rounds
from questionnaires.throttle import prune as prune_throttle
from wolscan.audit import record
from wolscan.daily import every_day
from wolscan.mail import queue_many
from wolscan.models import OutgoingMail
from wolscan.permissions import Permission, who_may

#: So many days before the end of a round people are reminded.
REMINDER_DAYS = (7, 2)
#: So many days after a scan is final the personal data of its invitations go.
KEPT_DAYS = 30


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
    last_day = today - timedelta(days=KEPT_DAYS)
    withdrawn = StateChange.objects.filter(new=State.VERVALLEN, at__date__lte=last_day).values("scan")
    over = Q(confirmed_on__lte=last_day) | Q(state=State.VERVALLEN, pk__in=withdrawn)
    scans = Scan.objects.filter(over, pk__in=Invitation.objects.values("scan")).order_by("pk")
    return sum(_purge(scan) for scan in scans.select_for_update(of=("self",)))


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
    every_day("purged invitations", purge_invitations, order=80)
    every_day("pruned", prune, order=90)
