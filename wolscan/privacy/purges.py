"""What the site itself clears away: mails, files, accounts that nobody uses, and its own log."""

from datetime import date

from django.db import router
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from wolscan.dates import end_of
from wolscan.jobs.services import clear_old_jobs, old_jobs
from wolscan.models import Event, Membership, OutgoingMail, Receipt, User
from wolscan.privacy.erasing import StillNeeded, erase_person, objections
from wolscan.privacy.retention import deletes, forgets
from wolscan.privacy.table import last_day

#: Events that say who looked; all others say who did something.
LOOKS = ("viewed", "exported", "refused")


def old_mails(on: date) -> QuerySet[OutgoingMail]:
    """Mails that went, or never will."""
    waits = [OutgoingMail.State.WAITING, OutgoingMail.State.SENDING]
    return OutgoingMail.objects.filter(queued_at__lt=end_of(last_day("mails", on))).exclude(state__in=waits)


def idle_accounts(on: date) -> list[User]:
    """Accounts that open nothing and that nobody used for the whole term."""
    until = end_of(last_day("accounts", on))
    idle = Q(last_login__lt=until) | Q(last_login__isnull=True, date_joined__lt=until)
    useless = Q(is_active=False) | ~Q(Exists(Membership.objects.filter(user=OuterRef("pk"))))
    found = User.objects.filter(idle, useless).order_by("pk")
    return [person for person in found if not objections(person)]


def erase_idle_accounts(on: date) -> int:
    """Erases those accounts, each with a receipt of its own."""
    count = 0
    for person in idle_accounts(on):
        try:
            erase_person(person=person, by=None, on=on)
            count += 1
        except (StillNeeded, User.DoesNotExist):  # given something to do meanwhile, or erased by another run
            continue
    return count


def _old_events(key: str, condition: Q, on: date) -> QuerySet[Event]:
    return Event.objects.filter(condition, at__lt=end_of(last_day(key, on)))


def _purge_events(key: str, condition: Q, on: date) -> int:
    """The only way by which events go: with a receipt that is open meanwhile, for the database to look at."""
    rows = _old_events(key, condition, on)
    if not rows.exists():
        return 0
    until = end_of(last_day(key, on))
    door = Receipt.objects.create(
        at=timezone.now(), what=key, action=Receipt.Action.DELETE, on=on, until=until, is_open=True, actor="system"
    )
    count = rows.order_by()._raw_delete(router.db_for_write(Event))
    door.delete()
    return count


def register() -> None:
    """Names these classes to the retention table."""
    deletes("mails", old_mails)
    forgets("jobs", due=lambda on: old_jobs(on).count(), apply=clear_old_jobs, job="old jobs cleared away", order=90)
    forgets("accounts", due=lambda on: len(idle_accounts(on)), apply=erase_idle_accounts)
    for key, condition in (("log_views", Q(name__in=LOOKS)), ("log_changes", ~Q(name__in=LOOKS))):
        forgets(
            key,
            due=lambda on, key=key, condition=condition: _old_events(key, condition, on).count(),
            apply=lambda on, key=key, condition=condition: _purge_events(key, condition, on),
        )
