"""A person with an account goes: what is only theirs is deleted, what must stay no longer says who it was.

Decisions, changes of state and plans keep what was decided; their column for the person becomes empty when the account
goes. Names that people typed in notes cannot be found by a program; the privacy statement says so.
"""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wolscan.accounts.devices import sign_out_everywhere
from wolscan.audit import record
from wolscan.models import OutgoingMail, Receipt, User
from wolscan.people.queries import administrators

Objection = Callable[[User], list[str]]
Eraser = Callable[[User], dict[str, int]]
_objections: list[Objection] = []
_erasers: list[Eraser] = []


class StillNeeded(Exception):
    """Somebody has something to hand over first; ``reasons`` are sentences that say what."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def objects_to_erasing(objection: Objection) -> None:
    """Adds a reason why somebody cannot go yet; apps do so when they are ready."""
    _objections.append(objection)


def erases(eraser: Eraser) -> None:
    """Adds something that makes rows outside the account forget a person, and says how many of what."""
    _erasers.append(eraser)


def objections(person: User) -> list[str]:
    """What has to be done before this person can be erased."""
    return [said for objection in [_last_administrator, *_objections] for said in objection(person)]


def _last_administrator(person: User) -> list[str]:
    working = list(administrators().values_list("pk", flat=True)[:2])
    return [_("This is the only administrator. Make another one first.")] if working == [person.pk] else []


@transaction.atomic
def erase_person(*, person: User, by: User | None, on: date) -> Receipt:
    """Erases a person for good, on every device at once. Raises ``StillNeeded``; ``by`` None: the term was over."""
    held = User.objects.select_for_update().get(pk=person.pk)
    if reasons := objections(held):
        raise StillNeeded(reasons)
    counts = {"roles": held.memberships.count(), "mails": _mails(held), "sessions": sign_out_everywhere(held)}
    for eraser in _erasers:
        counts |= eraser(held)
    counts = {what: count for what, count in counts.items() if count}
    record("person_erased", actor=by, subject=held, **counts)
    receipt = Receipt.objects.create(
        at=timezone.now(),
        what="person",
        action=Receipt.Action.ERASE,
        on=on,
        count=1,
        counts=counts,
        actor=f"user:{by.pk}" if by else "system",
    )
    held.delete()
    return receipt


def _mails(person: User) -> int:
    """The mails to this person, those that wait included."""
    count, _by_model = OutgoingMail.objects.filter(to__iexact=person.email).delete()
    return count
