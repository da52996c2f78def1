"""Questions go to the location and come back answered: *teruggeven*, *beantwoorden*, *opnieuw insturen*."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from questionnaires.merging import Given, Merged, merge
from questionnaires.models import Scan, State
from questionnaires.services import change_state
from questionnaires.states import Action, allows
from scoring.models import Return, ReviewQuestion
from scoring.review.judging import GENERAL, hold_review, write_draft
from scoring.review.queries import open_return
from wolscan.audit import record
from wolscan.mail import queue, queue_many
from wolscan.models import User
from wolscan.permissions import Permission, who_may

#: How many days a location gets to answer unless the adviser says otherwise, and at most.
DAYS_TO_ANSWER, MOST_DAYS = 14, 92


class NothingAsked(Exception):
    """A scan goes back with at least one question or a note."""


class WrongDay(Exception):
    """The day by which an answer is asked for lies too near or too far."""


class NotWithLocation(Exception):
    """The scan was sent in again, or never went back: there is nothing to answer."""


def default_day(today: date) -> date:
    """By when the location answers, unless the adviser says otherwise."""
    return today + timedelta(days=DAYS_TO_ANSWER)


@transaction.atomic
def save_general_question(*, scan: Scan, text: str, by: User) -> None:
    """Keeps the draft question about the whole scan; an empty text takes it away. Raises ``NotReviewing``."""
    write_draft(scan=hold_review(scan), topic=GENERAL, text=text.strip(), by=by)


@transaction.atomic
def return_scan(*, scan: Scan, note: str, answer_by: date, by: User, today: date) -> Return:
    """Gives a scan back with every question that is still a draft; the coordinators get one mail each.

    The location can then answer and change its levels. Raises ``NothingAsked``, ``WrongDay`` and ``NotReviewing``.
    """
    held = hold_review(scan)
    drafts = ReviewQuestion.objects.filter(scan=held, sent_with__isnull=True)
    if not note.strip() and not drafts.exists():
        raise NothingAsked
    if not today < answer_by <= today + timedelta(days=MOST_DAYS):
        raise WrongDay
    back = Return.objects.create(scan=held, note=note.strip(), answer_by=answer_by, by=by, at=timezone.now())
    count = drafts.update(sent_with=back)
    change_state(scan=held, new=State.TERUGGEGEVEN, by=by, reason=note.strip())
    held.save(update_fields=["state"])
    _tell_location(held, back)
    record("scan_returned", actor=by, subject=held, questions=count, answer_by=answer_by.isoformat())
    return back


@transaction.atomic
def save_answers(*, scan: Scan, seen: Mapping[str, str], typed: Mapping[str, Given], by: User) -> Merged:
    """Keeps the answers of the location, merged per question with what a colleague saved meanwhile.

    ``typed`` has the answer as the note of a ``Given``, by the key of the question. Raises ``NotWithLocation``.
    """
    held = Scan.objects.select_for_update(of=("self",)).get(pk=scan.pk)
    back = open_return(held)
    if back is None or not allows(held.state, Action.ANSWER):
        raise NotWithLocation
    questions = {str(question.pk): question for question in back.questions.all()}
    standing = {key: Given(note=question.answer) for key, question in questions.items()}
    merged = merge(seen=seen, typed={key: typed[key] for key in typed if key in questions}, standing=standing)
    for key in merged.written:
        _answer(questions[key], typed[key].note, by)
    if merged.written:
        record("questions_answered", actor=by, subject=held, count=len(merged.written))
    return merged


def _answer(question: ReviewQuestion, text: str, by: User) -> None:
    now = timezone.now() if text else None
    ReviewQuestion.objects.filter(pk=question.pk).update(
        answer=text, answered_by=by if text else None, answered_at=now, revision=F("revision") + 1
    )


def end_return(*, scan: Scan, at: datetime) -> bool:
    """The location sent the scan in again: its adviser gets a mail. Does nothing for a scan that was not returned."""
    if not Return.objects.filter(scan=scan, ended_at__isnull=True).update(ended_at=at):
        return False
    if scan.adviser:
        queue(
            "scan_sent_in_again",
            to=scan.adviser.email,
            language=scan.adviser.language or settings.LANGUAGE_CODE,
            context={"scan": str(scan.pk), "location": scan.location.name, "name": scan.adviser.name},
        )
    return True


def _tell_location(scan: Scan, back: Return) -> None:
    """One mail to everyone who leads the conversation there; what was asked is only on the site."""
    context = {
        "scan": str(scan.pk),
        "location": scan.location.name,
        "questions": back.questions.count(),
        "answer_by": back.answer_by.isoformat(),
    }
    queue_many(
        "scan_returned",
        [
            (user.email, context | {"name": user.name}, user.language or settings.LANGUAGE_CODE)
            for user in who_may(Permission.LEAD_CONVERSATION, scan.location)
        ],
    )
