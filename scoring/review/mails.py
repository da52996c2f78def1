"""What goes into the mails of a review, made when they are sent: whether they are still needed, and the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from questionnaires.models import FINAL, Scan, State
from wolscan.mail import Letter, NotNeeded, built_by

Context = Mapping[str, Any]


def returned(context: Context) -> Letter:
    """For the location, while it has not sent the scan in again."""
    _needed(context, {State.TERUGGEGEVEN})
    return Letter({"answer_by": date.fromisoformat(context["answer_by"])})


def sent_in_again(context: Context) -> Letter:
    """For the adviser, until they begin."""
    _needed(context, {State.INGEDIEND})
    return Letter()


def reopened(context: Context) -> Letter:
    """For the location, until there is a new decision, of which another mail tells."""
    _needed(context, set(State) - FINAL)
    return Letter()


def _needed(context: Context, states: set[State]) -> None:
    if not Scan.objects.filter(pk=context["scan"], state__in=states).exists():
        raise NotNeeded


def register() -> None:
    """Names the builders to the outbox."""
    built_by(returned, "scan_returned")
    built_by(sent_in_again, "scan_sent_in_again")
    built_by(reopened, "scan_reopened")
