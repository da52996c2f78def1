"""Two rosters side by side: now and wished, now and last year, before and after one change, own and an example.

A change touches one variable, so that its effect is its own. Nothing here reckons with money.

==================  ==================  =============================================================================
Variable            Needs               Value
==================  ==================  =============================================================================
``productivity``                        a share (Fraction)
``mode``                                ``gecombineerd`` or ``strikt``
``windows``                             the intensive moments
``nurse_within_30``                     yes, no or nothing
``clients``         maybe a group       clients per group; without a group: of all groups
``count``           maybe a group       how many groups there are like this
``add_shift``       maybe a group       a ``Shift`` that comes on top; without a group: in every group
``remove_shift``    a group, a shift    nothing
``window``          a group, a shift    the new times of a shift
``level``           a group, a shift    1 to 5
``share``           a group, a shift    a share (Fraction)
``break_minutes``   a group, a shift    minutes
``days``            a group, a shift    weekdays
``paid``            a group, a shift    yes or no
``purpose``         a group, a shift    a purpose
==================  ==================  =============================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final, NamedTuple

from scoring.domain.staffing.coverage import EISEN
from scoring.domain.staffing.figures import day_hours, figures
from scoring.domain.staffing.outcome import Outcome, assess
from scoring.domain.staffing.roster import BEREIKBAARHEID, LEVELS, ZINGEVING, Group, Roster
from scoring.domain.staffing.rules import StaffingRules
from scoring.domain.staffing.week import Gap, Window, during, gaps

ROSTER_VARIABLES: Final = frozenset({"productivity", "mode", "windows", "nurse_within_30"})
GROUP_VARIABLES: Final = frozenset({"clients", "count", "add_shift"})
SHIFT_VARIABLES: Final = frozenset(
    {"remove_shift", "window", "level", "share", "break_minutes", "days", "paid", "purpose"}
)


class Change(NamedTuple):
    """One variable with its new value; ``group`` and ``shift`` are places in the roster, from 0."""

    variable: str
    value: Any = None
    group: int | None = None
    shift: int | None = None


class GapChange(NamedTuple):
    """What a second roster does to the gaps of an eis."""

    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two outcomes with, by eis, the gaps that the second closes and opens."""

    before: Outcome
    after: Outcome
    gaps: Mapping[str, GapChange]

    @property
    def fte_per_client(self) -> Fraction | None:
        """How much the ratio rises (or, below zero, falls); nothing where one of both has no clients."""
        before, after = self.before.figures.fte_per_client, self.after.figures.fte_per_client
        return None if before is None or after is None else after - before


class Difference(NamedTuple):
    """A feature in which a roster is not like an example, with the value of both. The codes: see ``differences``."""

    code: str
    own: Any
    example: Any


def what_if(roster: Roster, change: Change, rules: StaffingRules) -> Comparison:
    """The effect of one change."""
    return compare(roster, apply(roster, change), rules)


def compare(before: Roster, after: Roster, rules: StaffingRules) -> Comparison:
    """The effect of going from one roster to another."""
    first, second = assess(before, rules), assess(after, rules)
    changes = {eis: _gap_change(first.checks[eis].gaps, second.checks[eis].gaps) for eis in EISEN}
    return Comparison(first, second, changes)


def _gap_change(before: tuple[Gap, ...], after: tuple[Gap, ...]) -> GapChange:
    old, new = _minutes(before), _minutes(after)
    return GapChange(closed=gaps(old & ~new), opened=gaps(new & ~old))


def apply(roster: Roster, change: Change) -> Roster:
    """The roster after a change. ``ValueError`` for a variable that is not one, ``IndexError`` for a wrong place."""
    if change.variable in ROSTER_VARIABLES:
        return replace(roster, **{change.variable: change.value})
    if change.variable not in GROUP_VARIABLES | SHIFT_VARIABLES:
        raise ValueError(change.variable)
    if change.group is None and change.variable in SHIFT_VARIABLES:
        raise ValueError(f"{change.variable} needs a group")
    groups = list(roster.groups)
    for place in range(len(groups)) if change.group is None else [change.group]:
        groups[place] = _apply_to_group(groups[place], change)
    return replace(roster, groups=tuple(groups))


def _apply_to_group(group: Group, change: Change) -> Group:
    if change.variable == "add_shift":
        return replace(group, shifts=(*group.shifts, change.value))
    if change.variable in GROUP_VARIABLES:
        return replace(group, **{change.variable: change.value})
    if change.shift is None:
        raise ValueError(f"{change.variable} needs a shift")
    shifts = list(group.shifts)
    if change.variable == "remove_shift":
        del shifts[change.shift]
    else:
        shifts[change.shift] = replace(shifts[change.shift], **{change.variable: change.value})
    return replace(group, shifts=tuple(shifts))


def differences(own: Roster, example: Roster, rules: StaffingRules) -> tuple[Difference, ...]:
    """In what a roster is not like an example, in this order. Hours are net, per group on an average day.

    ``groepsgrootte`` clients per group, ``uren_per_groep`` paid hours, ``niveaus`` the levels with paid hours,
    ``aparte_zingeving`` paid hours for zingeving alone, ``informele_hulp`` unpaid hours, ``nacht`` clients per person
    at night (nothing when nobody is there), ``productiviteit`` as a part of 1.
    """
    values, others = _features(own, rules), _features(example, rules)
    return tuple(Difference(code, value, others[code]) for code, value in values.items() if value != others[code])


def _features(roster: Roster, rules: StaffingRules) -> dict[str, Any]:
    found = figures(roster, rules)
    return {
        "groepsgrootte": Fraction(found.clients, found.groups),
        "uren_per_groep": found.net_hours_per_group_day,
        "niveaus": tuple(level for level in LEVELS if found.mix[level]),
        "aparte_zingeving": day_hours(roster, purpose=ZINGEVING) / found.groups,
        "informele_hulp": found.unpaid_hours_per_group_day,
        "nacht": clients_per_person_at_night(roster, rules),
        "productiviteit": roster.productivity,
    }


def clients_per_person_at_night(roster: Roster, rules: StaffingRules) -> Fraction | None:
    """How many clients one paid person has at night, on average over the week; nothing when nobody is there."""
    night = during(rules.night)
    people = Fraction(0)
    for group in roster.groups:
        for shift in group.shifts:
            if shift.paid and shift.purpose != BEREIKBAARHEID:
                people += group.count * shift.share * Fraction((shift.minutes & night).bit_count(), night.bit_count())
    return sum(group.clients * group.count for group in roster.groups) / people if people else None


def _minutes(stretches: tuple[Gap, ...]) -> int:
    found = 0
    for weekday, start, end in stretches:
        found |= during(Window(start, end), (weekday,))
    return found
