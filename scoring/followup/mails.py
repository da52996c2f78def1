"""What goes into the mails of the check, made when they are sent: the actions as they stand then, with their links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.followup.links import action_link
from scoring.followup.queries import actions_of, answers_at
from scoring.models import Action, ActionAnswer, Check
from wolscan.mail import Letter, NotNeeded

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AskedAction:
    """One action in the mail; ``ways`` pairs each answer in words with its link."""

    what: str
    owner: str
    due_on: date
    ways: list[tuple[str, str]]


def asks_about_actions(context: Context) -> Letter:
    """The first mail: every action. Without any (they were removed meanwhile) it is not sent."""
    check = _check(context)
    return _letter(check, list(actions_of(check)))


def reminds_of_actions(context: Context) -> Letter:
    """The reminder: only what has no answer yet."""
    check = _check(context)
    actions = list(actions_of(check))
    answered = answers_at(check, actions)
    return _letter(check, [action for action in actions if action.pk not in answered])


def asks_for_a_plan(context: Context) -> Letter:
    """The mail where there was nothing to ask about: not needed once there is."""
    check = _check(context)
    if actions_of(check).exists():
        raise NotNeeded
    return Letter(_words(check))


def _check(context: Context) -> Check:
    checks = Check.objects.select_related("scan__location")
    check = checks.filter(pk=context["check"], generation=context["generation"]).first()
    if check is None or not check.scan.is_final:
        raise NotNeeded
    return check


def _letter(check: Check, actions: list[Action]) -> Letter:
    if not actions:
        raise NotNeeded
    return Letter(_words(check) | {"actions": [_asked(check, action) for action in actions]})


def _words(check: Check) -> dict[str, Any]:
    return {"scan": check.scan, "location": check.scan.location.name, "confirmed_on": check.scan.confirmed_on}


def _asked(check: Check, action: Action) -> AskedAction:
    ways = [(str(way.label), action_link(action.pk, check.generation, way.value)) for way in ActionAnswer.Answer]
    return AskedAction(action.what, action.owner, action.due_on, ways)
