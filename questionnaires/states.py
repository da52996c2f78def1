"""The course of a scan as one table: what can be done in which state, who may do it, and which state follows.

Services ask it before they move a scan, pages ask it what to offer, and the manual of the adviser prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from questionnaires.models import ENDED, State
from wolscan.permissions import Permission, roles_with


class Action(models.TextChoices):
    """Everything that moves a scan on, or that only some states allow."""

    START = "start", _("Start a scan that everybody fills in alone")
    START_TOGETHER = "start_together", _("Start a scan with one team sheet")
    INVITE = "invite", _("Set dates and invite people")
    OPEN_ROUND = "open_round", _("Opening the round")
    CHOOSE_TOGETHER = "choose_together", _("Filling in one team sheet together after all")
    LOAD = "load", _("Read in sheets (by the administrator of the site)")
    FILL_IN = "fill_in", _("Fill in the team sheet")
    CLOSE_ROUND = "close_round", _("Closing the round")
    AGREE = "agree", _("Agree levels, ask for help, note the reaction of the council")
    SEND_IN = "send_in", _("Send in")
    BEGIN_REVIEW = "begin_review", _("Beginning the review")
    JUDGE = "judge", _("Write down your own level, facts and questions")
    RETURN = "return", _("Return the scan with questions")
    ANSWER = "answer", _("Answer questions of the adviser")
    SEND_IN_AGAIN = "send_in_again", _("Send in again")
    CONFIRM = "confirm", _("Confirm")
    FOLLOW_UP = "follow_up", _("Write the first action of the improvement plan")
    REOPEN = "reopen", _("Reopen")
    WITHDRAW = "withdraw", _("Withdraw")


class NotPossible(Exception):
    """The course of a scan has no such step; ``old`` and ``new`` say which was asked for."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"a scan does not go from {old or 'nothing'} to {new}")
        self.old, self.new = old, new


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``state`` is empty before there is a scan; ``new`` where the action moves it.

    Without ``permissions`` nobody does it from a page: it is a command of the site.
    """

    state: str
    action: Action
    permissions: tuple[Permission, ...]
    new: State | None


def _rows(action: Action, states: Iterable[str], *permissions: Permission, new: State | None = None) -> Iterator[Row]:
    return (Row(state, action, permissions, new) for state in states)


TABLE: tuple[Row, ...] = (
    *_rows(Action.START, [""], Permission.START_SCAN, new=State.VOORBEREIDING),
    *_rows(Action.START_TOGETHER, [""], Permission.START_SCAN, new=State.OPEN),
    *_rows(Action.INVITE, [State.VOORBEREIDING, State.OPEN], Permission.INVITE),
    *_rows(Action.OPEN_ROUND, [State.VOORBEREIDING], Permission.INVITE, new=State.OPEN),
    *_rows(Action.CHOOSE_TOGETHER, [State.VOORBEREIDING], Permission.START_SCAN, new=State.OPEN),
    *_rows(Action.LOAD, [State.VOORBEREIDING, State.OPEN], new=State.GESPREK),
    *_rows(Action.FILL_IN, [State.OPEN, State.GESPREK, State.TERUGGEGEVEN], Permission.FILL_IN),
    *_rows(Action.CLOSE_ROUND, [State.OPEN], Permission.INVITE, new=State.GESPREK),
    *_rows(Action.AGREE, [State.GESPREK, State.TERUGGEGEVEN], Permission.LEAD_CONVERSATION),
    *_rows(Action.SEND_IN, [State.OPEN, State.GESPREK], Permission.SEND_IN, new=State.INGEDIEND),
    *_rows(Action.BEGIN_REVIEW, [State.INGEDIEND], Permission.REVIEW, new=State.IN_BEOORDELING),
    *_rows(Action.JUDGE, [State.IN_BEOORDELING], Permission.REVIEW),
    *_rows(Action.RETURN, [State.IN_BEOORDELING], Permission.REVIEW, new=State.TERUGGEGEVEN),
    *_rows(Action.ANSWER, [State.TERUGGEGEVEN], Permission.LEAD_CONVERSATION),
    *_rows(Action.SEND_IN_AGAIN, [State.TERUGGEGEVEN], Permission.SEND_IN, new=State.INGEDIEND),
    *_rows(Action.CONFIRM, [State.IN_BEOORDELING], Permission.CONFIRM, new=State.VASTGESTELD),
    *_rows(Action.FOLLOW_UP, [State.VASTGESTELD], Permission.FOLLOW_UP, new=State.OPVOLGING),
    *_rows(Action.REOPEN, [State.VASTGESTELD, State.OPVOLGING], Permission.CONFIRM, new=State.IN_BEOORDELING),
    *_rows(
        Action.WITHDRAW,
        [state for state in State if state not in ENDED],
        Permission.WITHDRAW,
        new=State.VERVALLEN,
    ),
)
_BY_PLACE = {(row.state, row.action): row for row in TABLE}
_STEPS = {(row.state, row.new) for row in TABLE if row.new}


def row_of(state: str, action: Action) -> Row | None:
    """The line for an action in a state, if it is possible there."""
    return _BY_PLACE.get((state, action))


def allows(state: str, *actions: Action) -> bool:
    """Whether one of these can be done in a state."""
    return any((state, action) in _BY_PLACE for action in actions)


def check_step(old: str, new: str) -> None:
    """Raises ``NotPossible`` for a step that is not in the table."""
    if (old, new) not in _STEPS:
        raise NotPossible(old, new)


def printed() -> list[tuple[str, str, str, str]]:
    """The table in the active language, in the order of the course: state, action, who may, and the state after it."""
    order = ["", *State.values]
    return [
        (
            str(State(row.state).label) if row.state else str(_("No scan yet")),
            str(row.action.label),
            ", ".join(str(role.label) for role in roles_with(*row.permissions)) or str(_("Command")),
            str(row.new.label) if row.new else "–",
        )
        for row in sorted(TABLE, key=lambda row: order.index(row.state))
    ]
