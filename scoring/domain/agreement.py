"""From sheets to one level per topic: who stands on their own, what each group says, what the team may agree on.

Rules 2026-1, *Groups that count* up to *Agreed level per topic*:

* A group with enough sheets, or whose sheets are all named, stands on its own. The other sheets of a side form the
  pool of that side. A pool that is still too small takes in the smallest group of its side that stands on its own
  by its size alone; a pool that found none goes to ``overig``; an ``overig`` that is too small does not count.
* A group (or pool) says the ``median_low`` of its sheets; the proposal is the ``median_low`` of the groups, one vote
  each. What is shown per group is what is calculated with.

Flags per topic, always in this order:

=======================  ============================================================================================
``verschil``             the best and the worst group value lie at least two levels apart
``stem_van_de_client``   the clients stand on their own and say less than the other groups together
``ernstig_gezien``       the topic is critical and some group says *ernstig issue*
``weinig_zicht``         in some group at least 2 people, and more than 30 %, said *weet ik niet*
=======================  ============================================================================================
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from questionnaires.definitions import TEAM
from scoring.domain import outcome_parts
from scoring.domain.levels import DONT_KNOW_KEY, NOT_APPLICABLE_KEY, RANKS, SERIOUS, STANDINGS, level_key, median_low
from scoring.domain.plan import Plan
from scoring.domain.rules import Rules


class Sheet(NamedTuple):
    """One filled-in sheet: topic keys with a level key, ``weet_ik_niet`` or ``nvt``.

    ``named``: this person chose, before starting, that their answers may be shown as their own.
    """

    group: str
    answers: Mapping[str, str]
    named: bool = False


class Unit(NamedTuple):
    """Sheets that speak with one voice: a group, a pool or the team; ``sheets`` are places in the list of sheets."""

    key: str
    sheets: tuple[int, ...]


class Units(NamedTuple):
    """Everybody who counts, and the places of the sheets that do not."""

    counting: tuple[Unit, ...]
    left_out: tuple[int, ...]


class View(NamedTuple):
    """What one unit says about one topic: its value as a rank, and how many people gave which kind of answer."""

    value: int | None
    knowing: int
    unsure: int
    not_applicable: int


class TopicOutcome(NamedTuple):
    """One topic. ``groups`` pairs each counting unit with its level or nothing; ``agreed`` is the level in force.

    ``standing`` is the level in force as the rules reckon with it (see ``levels``); ``json`` is the topic as it goes
    out, made once for all topics with this outcome.
    """

    groups: tuple[tuple[str, str | None], ...]
    proposal: str | None
    flags: tuple[str, ...]
    agreed: str | None
    standing: int
    json: str


def form_units(rules: Rules, sides: tuple[tuple[str, str], ...], members: tuple[tuple[str, bool], ...]) -> Units:
    """Put sheets together into units. ``members`` holds the group of each sheet and whether it is named."""
    positions: dict[str, list[int]] = {}
    for position, (group, _) in enumerate(members):
        positions.setdefault(group, []).append(position)
    if unknown := positions.keys() - {TEAM, *(group for group, _ in sides)}:
        raise KeyError(min(unknown))
    team = positions.pop(TEAM, None)
    standing: dict[str, list[int]] = {}
    rest: list[int] = []
    for side, pool in rules.pools:
        groups = {group: positions[group] for group, where in sides if where == side and group in positions}
        rest += _form_side(rules, pool, groups, members, standing)
    if len(rest) >= rules.minimum_sheets:
        standing[rules.rest] = rest
        rest = []
    if team:
        standing[TEAM] = team
    units = tuple(Unit(key, tuple(sorted(sheets))) for key, sheets in standing.items())
    return Units(units, tuple(sorted(rest)))


#: For scans of few sheets, most of which are alike; large ones would take room and do not come back.
_form_few_units = lru_cache(maxsize=64)(form_units)


def _form_side(
    rules: Rules,
    pool: str,
    groups: Mapping[str, list[int]],
    members: Sequence[tuple[str, bool]],
    standing: dict[str, list[int]],
) -> list[int]:
    """Add the units of one side to ``standing``; give back the sheets of a pool that stays too small."""
    pooled: list[int] = []
    unnamed: list[str] = []
    for group, sheets in groups.items():
        if all(members[sheet][1] for sheet in sheets):
            standing[group] = sheets
        elif len(sheets) >= rules.minimum_sheets:
            standing[group] = sheets
            unnamed.append(group)
        else:
            pooled += sheets
    candidates = [group for group in unnamed if group not in rules.never_taken_in]
    if 0 < len(pooled) < rules.minimum_sheets and candidates:
        smallest = min(candidates, key=lambda group: len(groups[group]))
        pooled += standing.pop(smallest)
    if len(pooled) >= rules.minimum_sheets:
        standing[pool] = pooled
        return []
    return pooled


def sheets_left_out(plan: Plan, members: Iterable[tuple[str, bool]]) -> dict[str, int]:
    """Per group how many sheets would not count if the round closed now (rules 2026-1, *Groups that count*).

    The coordinator is told, and may invite one more or fill in together. ``members`` holds the group of each sheet
    and whether it is named; answers are not needed.
    """
    found = tuple(members)
    units = form_units(plan.rules, plan.sides, found)
    return dict(Counter(found[position][0] for position in units.left_out))


def topic_outcomes(plan: Plan, sheets: Sequence[Sheet], agreed: Mapping[str, str]) -> list[TopicOutcome]:
    """The outcome of every topic, in the order of the questionnaire; where nothing is agreed the proposal stands."""
    members = tuple([(sheet.group, sheet.named) for sheet in sheets])
    form = _form_few_units if len(members) <= 20 else form_units
    units = form(plan.rules, plan.sides, members).counting
    columns = [_column(plan.keys, [sheets[position].answers for position in unit.sheets]) for unit in units]
    decisions = map(agreed.get, plan.keys) if agreed else repeat(None)
    remembered = _remembered(plan.rules, tuple([unit.key for unit in units]))
    return list(map(remembered.__getitem__, zip(*columns, decisions, plan.critical)))


#: What a unit of one sheet (its answer) or of several (a view of their answers) said about a topic.
_Said = View | str | None


def _column(keys: Sequence[str], papers: Sequence[Mapping[str, str]]) -> Iterable[_Said]:
    if len(papers) == 1:
        return map(papers[0].get, keys)
    return map(view, zip(*[map(paper.get, keys) for paper in papers]))


class _Remembered(dict[tuple[Any, ...], TopicOutcome]):
    """The outcomes of topics by what each unit said, the decision and whether it is critical.

    Few different ones occur: most scans share nearly all of theirs with another. Kept small all the same.
    """

    def __init__(self, rules: Rules, names: tuple[str, ...]) -> None:
        super().__init__()
        self.rules = rules
        self.names = names

    def __missing__(self, row: tuple[Any, ...]) -> TopicOutcome:
        if len(self) >= 2**11:
            self.clear()
        *said, decision, critical = row
        views = [part if isinstance(part, View) else _SINGLE[part] for part in said]
        outcome = self[row] = topic_outcome(self.rules, self.names, views, decision, critical)
        return outcome


_remembered = lru_cache(maxsize=16)(_Remembered)


def view(answers: Sequence[str | None]) -> View:
    """What a unit says about one topic, from the answer of each of its sheets (``None`` for no answer)."""
    ranks = [RANKS[answer] for answer in answers if answer in RANKS]
    unsure = answers.count(DONT_KNOW_KEY)
    not_applicable = answers.count(NOT_APPLICABLE_KEY)
    if len(ranks) + unsure + not_applicable + answers.count(None) != len(answers):
        raise KeyError(next(answer for answer in answers if answer not in _SINGLE))
    return View(median_low(ranks), len(ranks), unsure, not_applicable)


#: The view of a unit of one sheet, for each thing that can be answered.
_SINGLE: dict[str | None, View] = {
    None: View(None, 0, 0, 0),
    DONT_KNOW_KEY: View(None, 0, 1, 0),
    NOT_APPLICABLE_KEY: View(None, 0, 0, 1),
    **{level: View(rank, 1, 0, 0) for level, rank in RANKS.items()},
}


def topic_outcome(
    rules: Rules, names: Sequence[str], views: Sequence[View], decision: str | None, critical: bool
) -> TopicOutcome:
    """One topic from the views of the units called ``names`` and what the team decided, if anything."""
    proposal = level_key(median_low([view.value for view in views if view.value is not None]))
    agreed = decision or (NOT_APPLICABLE_KEY if _applies_to_nobody(views) else proposal)
    groups = tuple((name, level_key(view.value)) for name, view in zip(names, views))
    flags = _flags(rules, names, views, critical)
    json = outcome_parts.topic(groups, proposal, flags, agreed)
    return TopicOutcome(groups, proposal, flags, agreed, STANDINGS[agreed], json)


def _applies_to_nobody(views: Sequence[View]) -> bool:
    """Some counting sheet said *n.v.t.* and none gave a level or *weet ik niet*."""
    return any(view.not_applicable for view in views) and not any(view.knowing or view.unsure for view in views)


def _flags(rules: Rules, names: Sequence[str], views: Sequence[View], critical: bool) -> tuple[str, ...]:
    values = [view.value for view in views if view.value is not None]
    raised = {
        "verschil": bool(values) and max(values) - min(values) >= rules.difference_levels,
        "stem_van_de_client": _client_is_lower(rules, names, views),
        "ernstig_gezien": critical and SERIOUS in values,
        "weinig_zicht": any(_sees_little(rules, view) for view in views),
    }
    return tuple(flag for flag, holds in raised.items() if holds)


def _client_is_lower(rules: Rules, names: Sequence[str], views: Sequence[View]) -> bool:
    values = {name: view.value for name, view in zip(names, views) if view.value is not None}
    client = values.pop(rules.client_voice, None)
    others = median_low(list(values.values()))
    return client is not None and others is not None and client < others


def _sees_little(rules: Rules, view: View) -> bool:
    enough_people = view.unsure >= rules.little_sight_people
    return enough_people and rules.little_sight_share.exceeded_by(view.unsure, view.unsure + view.knowing)
