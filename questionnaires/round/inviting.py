"""Asking people to take part: inviting, reminding, and minding who does not want or get mail."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from questionnaires.invitations import invite_by_mail, issue_again
from questionnaires.models import Invitation, Scan, State
from questionnaires.round.queries import to_remind
from wolscan.audit import record
from wolscan.mail import queue_many
from wolscan.models import User


class RoundIsOver(Exception):
    """The scan is past the state in which this can be done."""


def hold(scan: Scan, states: Iterable[str]) -> Scan:
    """The scan, held until the transaction ends, so that two at once take turns; ``RoundIsOver`` in another state."""
    held = Scan.objects.select_for_update(of=("self",)).select_related("location").get(pk=scan.pk)
    if held.state not in states:
        raise RoundIsOver
    return held


@transaction.atomic
def invite(*, scan: Scan, group: str, addresses: Iterable[str], language: str, by: User, today: date) -> int:
    """Invites people of a group by mail and gives back how many are new. In an open round the mail goes out at once.

    An address whose invitation was taken back gets a new one; one that is invited already is left alone.
    """
    held = hold(scan, {State.VOORBEREIDING, State.OPEN})
    wanted = list(addresses)
    taken_back = list(held.invitations.filter(group=group, email__in=wanted, is_revoked=True))
    made = invite_by_mail(scan=held, group=group, addresses=wanted, language=language, by=by)
    made += [issue_again(invitation=invitation, by=by) for invitation in taken_back]
    if held.state == State.OPEN:
        send_invitations(Invitation.objects.filter(pk__in=[invitation.pk for invitation in made]), today)
    return len(made)


def send_invitations(invited: QuerySet[Invitation], today: date) -> int:
    """Queues the invitation mails of an open round. Runs in the caller's transaction, with the scan held."""
    return _queue("invitation", invited.filter(opted_out=False, bounced=False), today)


@transaction.atomic
def renew(*, invitation: Invitation, by: User, today: date) -> Invitation:
    """Gives a new link and code; the old ones lead nowhere. Somebody invited by mail gets the new link at once."""
    held = hold(invitation.scan, {State.VOORBEREIDING, State.OPEN, State.GESPREK})
    renewed = issue_again(invitation=invitation, by=by)
    if held.state == State.OPEN and renewed.kind == Invitation.Kind.MAIL:
        send_invitations(Invitation.objects.filter(pk=renewed.pk), today)
    return renewed


@transaction.atomic
def remind(*, scan: Scan, by: User | None, today: date, not_since: date | None = None) -> int:
    """Queues a reminder for everybody who may have one today, and gives back how many.

    With ``not_since`` only those who were not asked on or after that day. Two at once take turns, and the second
    finds nobody left. Raises ``RoundIsOver`` after the last day.
    """
    held = hold(scan, {State.OPEN})
    if held.closes_on and today > held.closes_on:
        raise RoundIsOver
    due = to_remind(held, today)
    if not_since:
        due = due.exclude(asked_on__gte=not_since)
    keys = list(due.values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=keys).update(reminders=F("reminders") + 1)
    count = _queue("reminder", Invitation.objects.filter(pk__in=keys), today)
    if count:
        record("reminded", actor=by, subject=held, count=count)
    return count


def _queue(template: str, people: QuerySet[Invitation], today: date) -> int:
    mails = [(person.email, {"invitation": str(person.pk)}, person.language) for person in people.order_by("pk")]
    people.update(asked_on=today)
    queue_many(template, mails)
    return len(mails)


def opt_out(*, invitation: UUID) -> None:
    """Somebody wants no more mail about this scan. Their link keeps working. Kept nowhere else."""
    Invitation.objects.filter(pk=invitation).update(opted_out=True)


@transaction.atomic
def note_bounce(*, address: str, by: User | None = None) -> int:
    """Marks the invitations of an address that does not exist; nobody writes to it again. Gives back how many."""
    count = Invitation.objects.filter(email=address.strip().lower(), bounced=False).update(bounced=True)
    if count:
        record("bounce_noted", actor=by, subject="mail", count=count)
    return count
