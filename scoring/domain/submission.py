"""One scan as JSON, checked from end to end before anything is calculated.

A scan is an object with ``questionnaire``, ``rules``, ``sheets`` (a list, which may be empty) and, if wanted,
``agreed`` and ``confirmed_on``. Whatever is wrong raises ``SubmissionError``, whose text is one sentence that names
the place first: ``sheets[2].answers["eten"]: unknown level "goed" (use ...).``
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from questionnaires.definitions import TEAM, UnknownVersion
from questionnaires.definitions import versions as questionnaire_versions
from scoring.domain import plan as plans
from scoring.domain.agreement import Sheet
from scoring.domain.json_shape import members, plain_object, refuse_kind, text_of, use
from scoring.domain.levels import DONT_KNOW_KEY
from scoring.domain.plan import Plan, PlanError
from scoring.domain.rules import UnknownRules
from scoring.domain.rules import versions as rule_versions
from scoring.domain.strict_json import decode, quoted, refuse


class Submission(NamedTuple):
    """A scan that has passed every check: exactly what ``score_scan`` takes, in its order."""

    plan: Plan
    sheets: tuple[Sheet, ...]
    agreed: Mapping[str, str]
    confirmed_on: date | None


def parse(data: bytes, *, load_plan: Callable[[str, str], Plan] = plans.load) -> Submission:
    """The scan in this JSON text (UTF-8), or ``SubmissionError``."""
    scan = members(
        decode(data),
        "",
        required={"questionnaire", "rules", "sheets"},
        optional={"agreed", "confirmed_on"},
    )
    plan = _plan(scan, load_plan)
    return Submission(
        plan=plan,
        sheets=_sheets(plan, scan["sheets"]),
        agreed=_agreed(plan, scan["agreed"]) if "agreed" in scan else {},
        confirmed_on=_day(scan["confirmed_on"], "confirmed_on") if "confirmed_on" in scan else None,
    )


def _plan(scan: dict[str, Any], load_plan: Callable[[str, str], Plan]) -> Plan:
    questionnaire = text_of(scan["questionnaire"], "questionnaire")
    rules = text_of(scan["rules"], "rules")
    try:
        return load_plan(questionnaire, rules)
    except UnknownVersion:
        refuse("questionnaire", f"unknown version {quoted(questionnaire)} ({use(questionnaire_versions())})")
    except UnknownRules:
        refuse("rules", f"unknown version {quoted(rules)} ({use(rule_versions())})")
    except PlanError as error:
        refuse("rules", str(error))


def _sheets(plan: Plan, value: Any) -> tuple[Sheet, ...]:
    if not isinstance(value, list):
        refuse_kind(value, "a list", "sheets")
    sheets = tuple([_sheet(plan, sheet, f"sheets[{position}]") for position, sheet in enumerate(value)])
    team = [position for position, sheet in enumerate(sheets) if sheet.group == TEAM]
    if len(team) > 1:
        refuse(f"sheets[{team[1]}].group", f"a second team sheet, beside sheets[{team[0]}] (a scan has at most one)")
    return sheets


def _sheet(plan: Plan, value: Any, place: str) -> Sheet:
    sheet = members(value, place, required={"group", "answers"}, optional={"named"})
    named = sheet.get("named", False)
    if not isinstance(named, bool):
        refuse_kind(named, "true or false", f"{place}.named")
    group = _group(plan, sheet["group"], f"{place}.group")
    allowed = plan.questionnaire.answer_keys
    return Sheet(group, _answers(plan, sheet["answers"], f"{place}.answers", allowed), named)


def _group(plan: Plan, value: Any, place: str) -> str:
    group = text_of(value, place)
    if group in plan.rules.pool_names:
        refuse(place, f"{quoted(group)} is a pool that scoring makes, not a group ({use(_groups(plan))})")
    if group not in plan.questionnaire.group_keys:
        refuse(place, f"unknown group {quoted(group)} ({use(_groups(plan))})")
    return group


def _groups(plan: Plan) -> tuple[str, ...]:
    return (*(group for group, _ in plan.sides), TEAM)


def _agreed(plan: Plan, value: Any) -> dict[str, str]:
    return _answers(plan, value, "agreed", plan.questionnaire.answer_keys - {DONT_KNOW_KEY})


def _answers(plan: Plan, value: Any, place: str, allowed: frozenset[str]) -> dict[str, str]:
    """Topic keys with answers; whole sets are compared first, and only a wrong one is walked to find the place."""
    answers = plain_object(value, place)
    topics = plan.questionnaire.topics
    if answers.keys() <= topics.keys():
        try:
            if allowed.issuperset(answers.values()):
                return answers
        except TypeError:  # a list or an object cannot be in a set: found below
            pass
    for key, answer in answers.items():
        if key not in topics:
            refuse(f"{place}[{quoted(key)}]", "unknown topic (the command questionnaire lists them)")
        if text_of(answer, f"{place}[{quoted(key)}]") not in allowed:
            refuse(f"{place}[{quoted(key)}]", f"unknown level {quoted(answer)} ({use(_in_order(plan, allowed))})")
    raise AssertionError(place)


def _in_order(plan: Plan, allowed: frozenset[str]) -> tuple[str, ...]:
    known = (*plan.questionnaire.levels, *(answer.key for answer in plan.questionnaire.unscored))
    return tuple(key for key in known if key in allowed)


def _day(value: Any, place: str) -> date:
    text = text_of(value, place)
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        day = date.fromisoformat(text)
    except ValueError:
        refuse(place, f"{quoted(text)} is not a date like 2026-11-22")
    if day.year == date.max.year:
        refuse(place, f"{quoted(text)} leaves no year for the repeat scan")
    return day
