"""Setting a round up and opening it. Each service is one transaction with its audit row."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from questionnaires.models import GroupPlan, Invitation, Scan, State
from questionnaires.round import dates
from questionnaires.round.inviting import RoundIsOver, hold, send_invitations
from questionnaires.round.queries import ways_of
from questionnaires.services import change_state
from wolscan.audit import record
from wolscan.dates import today
from wolscan.models import User
from wolscan.places.services import keep_facts

PREPARING = frozenset({State.VOORBEREIDING, State.OPEN})


class NotReady(Exception):
    """The round cannot open yet; ``missing`` says what lacks: ``contact``, ``dates``, ``people``."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@transaction.atomic
def save_facts(*, scan: Scan, facts: dict[str, object], contact_name: str, contact_phone: str, by: User) -> None:
    """Keeps the facts of the location (fields of ``Location``) and whom people may call."""
    held = hold(scan, PREPARING)
    keep_facts(location=held.location, facts=facts, by=by, today=today())
    Scan.objects.filter(pk=held.pk).update(contact_name=contact_name, contact_phone=contact_phone)
    record("round_facts_saved", actor=by, subject=held)


@transaction.atomic
def save_dates(*, scan: Scan, closes_on: date, meets_at: datetime, by: User, today: date) -> None:
    """Sets the last day and the conversation of a round that is not open yet. Raises ``WrongDate``."""
    held = hold(scan, {State.VOORBEREIDING})
    dates.check_end(closes_on, today)
    dates.check_meeting(timezone.localdate(meets_at), closes_on, today)
    Scan.objects.filter(pk=held.pk).update(closes_on=closes_on, meets_at=meets_at)
    record("round_dates_saved", actor=by, subject=held, closes_on=closes_on.isoformat())


@transaction.atomic
def save_plan(*, scan: Scan, group: str, people: int, by: User) -> None:
    """Keeps how many people of a group the location means to ask."""
    held = hold(scan, PREPARING)
    GroupPlan.objects.update_or_create(scan=held, group=group, defaults={"people": people})
    record("group_planned", actor=by, subject=held, group=group, people=people)


def missing_before_opening(scan: Scan, today: date) -> list[str]:
    """What lacks before the round can open."""
    missing = [] if scan.contact_name and scan.contact_phone else ["contact"]
    if not _dates_hold(scan, today):
        missing.append("dates")
    if not ways_of(scan).exclude(kind=Invitation.Kind.COUNCIL).exists():
        missing.append("people")
    return missing


def _dates_hold(scan: Scan, today: date) -> bool:
    if scan.closes_on is None or scan.meets_at is None:
        return False
    try:
        dates.check_end(scan.closes_on, today)
        dates.check_meeting(timezone.localdate(scan.meets_at), scan.closes_on, today)
    except dates.WrongDate:
        return False
    return True


@transaction.atomic
def open_round(*, scan: Scan, by: User, today: date) -> int:
    """Opens the round and queues the invitations; gives back how many. Opening an open round does nothing.

    Raises ``NotReady``, or ``RoundIsOver`` when the scan is past answering.
    """
    held = hold(scan, PREPARING)
    if held.state == State.OPEN:
        return 0
    if missing := missing_before_opening(held, today):
        raise NotReady(missing)
    change_state(scan=held, new=State.OPEN, by=by)
    held.opened_on = today
    held.save(update_fields=["state", "opened_on"])
    invited = send_invitations(ways_of(held).filter(kind=Invitation.Kind.MAIL), today)
    record("round_opened", actor=by, subject=held, invited=invited)
    return invited


__all__ = ["NotReady", "RoundIsOver", "missing_before_opening", "open_round", "save_dates", "save_facts", "save_plan"]
