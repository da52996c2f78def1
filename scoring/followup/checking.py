"""The check on the actions, ninety days after a scan was confirmed: planned, and answered per action."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from questionnaires.merging import Given
from questionnaires.models import FINAL, Scan
from scoring.domain import rules as rule_versions
from scoring.domain.schedule import check_on
from scoring.followup.queries import actions_of
from scoring.followup.services import ChangedMeanwhile
from scoring.models import Action, ActionAnswer, Check, Phase
from wolscan.audit import record
from wolscan.models import User

#: So many days after people were asked, the links in the mail still work.
LINK_DAYS = 60


class NotAsked(Exception):
    """The day of the check has not come, the action was stopped, or the outcome is not final now."""


class WordsNeeded(Exception):
    """*Niet, omdat…* needs the reason."""


def plan_check(*, scan: Scan) -> Check:
    """Plans the check of a scan that is final. Confirmed on another day than before: the check is asked anew.

    Runs in the caller's transaction; planning again for the same day changes nothing.
    """
    due_on = _due_on(scan)
    check, is_new = Check.objects.get_or_create(scan=scan, defaults={"due_on": due_on})
    if not is_new and check.due_on != due_on:
        anew = {"due_on": due_on, "generation": F("generation") + 1, "asked_on": None, "reminded_on": None}
        Check.objects.filter(pk=check.pk).update(**anew)
        check.refresh_from_db()
    return check


def plan_absent_checks() -> int:
    """Plans the check of every final scan that has none; gives back how many."""
    absent = Scan.objects.filter(state__in=FINAL, check_on_actions__isnull=True)
    rows = [Check(scan=scan, due_on=_due_on(scan)) for scan in absent.only("pk", "rules", "confirmed_on").iterator()]
    Check.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def _due_on(scan: Scan) -> date:
    return check_on(rule_versions.load(scan.rules), scan.confirmed_on)


@transaction.atomic
def answer_action(*, action: Action, answer: str, reason: str, seen: str, by: User | None, today: date) -> ActionAnswer:
    """Keeps what became of an action. ``seen``: the ``answer_mark`` that the page showed; the same again is saved.

    ``by`` is nobody for an answer by the link in the mail. Raises ``NotAsked``, ``WordsNeeded`` or
    ``ChangedMeanwhile``.
    """
    scan = Scan.objects.select_for_update(of=("self",)).get(pk=action.scan_id)
    check = Check.objects.filter(scan=scan, due_on__lte=today).first()
    if not scan.is_final or check is None or action.phase == Phase.GESTOPT:
        raise NotAsked
    if answer == ActionAnswer.Answer.NOT and not reason:
        raise WordsNeeded
    held = ActionAnswer.objects.filter(action=action).first()
    if held and (held.answer, held.reason) == (answer, reason) and timezone.localdate(held.at) >= check.due_on:
        return held
    if answer_mark(held) != seen:
        raise ChangedMeanwhile(held)
    words = {"answer": answer, "reason": reason, "by": by, "at": timezone.now()}
    kept, _made = ActionAnswer.objects.update_or_create(action=action, defaults=words)
    record("action_answered", actor=by, subject=scan, action=str(action.pk), answer=answer)
    return kept


def answer_mark(answer: ActionAnswer | None) -> str:
    """The fingerprint of an answer, by which a page says what it showed."""
    return Given(answer.answer, answer.reason).fingerprint if answer else ""


def answerable(action: UUID, generation: int, today: date) -> Action | None:
    """The action behind a link of a mail, while that mail is the newest and not too old; else nothing."""
    check = (
        Check.objects.filter(scan__actions=action, generation=generation, scan__state__in=FINAL)
        .filter(due_on__lte=today, asked_on__gte=today - timedelta(days=LINK_DAYS))
        .first()
    )
    return actions_of(check).filter(pk=action).first() if check else None


def generation_of(action: UUID) -> int | None:
    """The generation of the check that an action belongs to."""
    found: int | None = Check.objects.filter(scan__actions=action).values_list("generation", flat=True).first()
    return found
