"""What changes in the improvement plan. Each service has an actor and is one transaction."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from questionnaires.merging import Given
from questionnaires.models import Scan, State
from questionnaires.services import change_state
from scoring.models import Action, Consultation, Plan, ThemeReason
from wolscan.audit import record
from wolscan.models import User

#: How many priorities a location takes on at once, unless it writes why there are more.
MOST_PRIORITIES = 3


class NotFinal(Exception):
    """The outcome is not final (any more): nothing in the plan changes now."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the same since the page was made. Nothing was written; ``standing`` is theirs."""

    def __init__(self, standing: object) -> None:
        super().__init__(str(standing))
        self.standing = standing


class ReasonChanged(ChangedMeanwhile):
    """The same, for the reason why there are more than three priorities."""


class TooManyPriorities(Exception):
    """There are three priorities already, and it is not written why there should be more."""


class HeldAlready(Exception):
    """This council was consulted on this day already, with other words."""


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What people fill in about an action. A stopped action is no priority."""

    theme: str
    topic: str
    what: str
    owner: str
    due_on: date
    phase: str
    stopped_reason: str
    is_priority: bool
    template: str

    @classmethod
    def of(cls, action: Action) -> "ActionWords":
        return cls(**{name: getattr(action, name) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class MoreReason:
    """Why there are more than three priorities, as typed; ``seen`` is the fingerprint of what the page showed."""

    text: str = ""
    seen: str = ""


@transaction.atomic
def add_action(*, scan: Scan, key: UUID, words: ActionWords, by: User, more: MoreReason | None = None) -> Action:
    """Adds an action; the first one begins the follow-up. ``key`` comes with the page, so that pressing twice adds one.

    Raises ``TooManyPriorities``, ``ReasonChanged`` or ``NotFinal``.
    """
    held = _lock(scan)
    standing = Action.objects.filter(pk=key).first()
    if standing and standing.scan_id == held.pk and ActionWords.of(standing) == words:
        return standing
    _mind_priorities(held, words, None, more)
    new = {"made_by": by, "made_at": timezone.now()} | asdict(words)
    action = Action.objects.create(scan=held, **new) if standing else Action.objects.create(pk=key, scan=held, **new)
    if held.state == State.VASTGESTELD:
        change_state(scan=held, new=State.OPVOLGING, by=by)
        held.save(update_fields=["state"])
    record("action_added", actor=by, subject=held, action=str(action.pk), theme=words.theme)
    return action


@transaction.atomic
def change_action(
    *, scan: Scan, key: UUID, words: ActionWords, revision: int, by: User, more: MoreReason | None = None
) -> Action:
    """Writes over the revision of an action that the page showed. Sending again what stands counts as saved.

    Raises ``Action.DoesNotExist`` when it was removed, ``ChangedMeanwhile``, or what ``add_action`` raises.
    """
    held = _lock(scan)
    standing = Action.objects.get(pk=key, scan=held)
    if ActionWords.of(standing) == words:
        return standing
    if standing.revision != revision:
        raise ChangedMeanwhile(standing)
    _mind_priorities(held, words, key, more)
    Action.objects.filter(pk=key).update(**asdict(words), revision=F("revision") + 1)
    record("action_changed", actor=by, subject=held, action=str(key), phase=words.phase)
    standing.refresh_from_db()
    return standing


@transaction.atomic
def remove_action(*, scan: Scan, key: UUID, revision: int, by: User) -> None:
    """Removes an action as the page showed it; one that is gone already stays gone.

    Raises ``ChangedMeanwhile`` or ``NotFinal``.
    """
    held = _lock(scan)
    standing = Action.objects.filter(pk=key, scan=held).first()
    if standing is None:
        return
    if standing.revision != revision:
        raise ChangedMeanwhile(standing)
    standing.delete()
    record("action_removed", actor=by, subject=held, action=str(key), theme=standing.theme)


@transaction.atomic
def give_reason(*, scan: Scan, theme: str, text: str, seen: str, by: User) -> None:
    """Keeps why a theme gets no action; an empty text takes the reason away.

    ``seen`` is the fingerprint of what the page showed. Raises ``ChangedMeanwhile`` or ``NotFinal``.
    """
    held = _lock(scan)
    row = ThemeReason.objects.filter(scan=held, theme=theme).first()
    stands = row.reason if row else ""
    if stands == text:
        return
    if Given(note=stands).fingerprint != seen:
        raise ChangedMeanwhile(stands)
    if text:
        ThemeReason.objects.update_or_create(
            scan=held, theme=theme, defaults={"reason": text, "by": by, "at": timezone.now()}
        )
    elif row:
        row.delete()
    record("theme_reason_saved", actor=by, subject=held, theme=theme)


@transaction.atomic
def consult(*, scan: Scan, body: str, held_on: date, advice: str, by: User) -> Consultation:
    """Keeps what a council said about the plan. The same again counts as saved.

    Raises ``HeldAlready`` when that council stands at that day with other words, or ``NotFinal``.
    """
    held = _lock(scan)
    words = {"advice": advice, "by": by, "at": timezone.now()}
    kept, is_new = Consultation.objects.get_or_create(scan=held, body=body, held_on=held_on, defaults=words)
    if not is_new and kept.advice != advice:
        raise HeldAlready
    if is_new:
        record("council_consulted", actor=by, subject=held, body=body)
    return kept


@transaction.atomic
def change_consultation(
    *, scan: Scan, number: int, body: str, held_on: date, advice: str, seen: str, by: User
) -> Consultation:
    """Writes over a consultation as the page showed it (``seen``: its ``mark``).

    Raises ``Consultation.DoesNotExist`` when it was removed, ``ChangedMeanwhile``, ``HeldAlready`` or ``NotFinal``.
    """
    held = _lock(scan)
    standing = Consultation.objects.get(pk=number, scan=held)
    if (standing.body, standing.held_on, standing.advice) == (body, held_on, advice):
        return standing
    if mark(standing) != seen:
        raise ChangedMeanwhile(standing)
    if Consultation.objects.filter(scan=held, body=body, held_on=held_on).exclude(pk=number).exists():
        raise HeldAlready
    standing.body, standing.held_on, standing.advice = body, held_on, advice
    standing.by, standing.at = by, timezone.now()
    standing.save()
    record("consultation_changed", actor=by, subject=held, body=body)
    return standing


@transaction.atomic
def remove_consultation(*, scan: Scan, number: int, seen: str, by: User) -> None:
    """Removes a consultation as the page showed it; one that is gone already stays gone."""
    held = _lock(scan)
    standing = Consultation.objects.filter(pk=number, scan=held).first()
    if standing is None:
        return
    if mark(standing) != seen:
        raise ChangedMeanwhile(standing)
    standing.delete()
    record("consultation_removed", actor=by, subject=held, body=standing.body)


def mark(consultation: Consultation) -> str:
    """The fingerprint of a consultation, by which a page says what it showed."""
    return Given(f"{consultation.body} {consultation.held_on}", consultation.advice).fingerprint


def _mind_priorities(scan: Scan, words: ActionWords, key: UUID | None, more: MoreReason | None) -> None:
    """A fourth priority needs words; they are kept with the plan."""
    plan, _made = Plan.objects.get_or_create(scan=scan)
    stands, more = plan.more_priorities_reason, more or MoreReason()
    others = Action.objects.filter(scan=scan, is_priority=True).exclude(pk=key).count()
    if not words.is_priority or others < MOST_PRIORITIES:
        return
    if not (more.text or stands):
        raise TooManyPriorities
    if more.text and more.text != stands:
        if Given(note=stands).fingerprint != more.seen:
            raise ReasonChanged(stands)
        Plan.objects.filter(pk=plan.pk).update(more_priorities_reason=more.text)


def _lock(scan: Scan) -> Scan:
    """Holds the scan until the transaction ends, so that two people never count the same priorities."""
    held = Scan.objects.select_for_update(of=("self",)).get(pk=scan.pk)
    if not held.is_final:
        raise NotFinal
    return held
