"""Hours, fte and ratios of a roster: NZa, rekenmodel (2017). Exact; rounding is for whoever shows them.

*Net* is paid time without breaks, times share, on an average day of the week. *Gross* fte is what must be under
contract for that: net fte divided by productivity. The ratio per client is net: never compare it with contracts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from scoring.domain.staffing.roster import LEVELS, Roster
from scoring.domain.staffing.rules import StaffingRules


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a whole roster. Ratios are ``None`` without clients; ``mix`` is all zero without paid hours."""

    groups: int
    clients: int
    net_hours_per_group_day: Fraction
    net_fte: Fraction
    fte_per_client: Fraction | None
    hours_per_client_day: Fraction | None
    mix: Mapping[int, Fraction]
    gross_fte: Fraction
    unpaid_hours_per_group_day: Fraction


def figures(roster: Roster, rules: StaffingRules) -> Figures:
    """All figures; groups weigh by how many there are of them."""
    groups = sum(group.count for group in roster.groups)
    clients = sum(group.clients * group.count for group in roster.groups)
    paid = {level: day_hours(roster, level=level) for level in LEVELS}
    hours = sum(paid.values(), Fraction(0))
    net_fte = fte(hours, rules)
    return Figures(
        groups=groups,
        clients=clients,
        net_hours_per_group_day=hours / groups,
        net_fte=net_fte,
        fte_per_client=per_client(net_fte, clients),
        hours_per_client_day=per_client(hours, clients),
        mix=MappingProxyType({level: part / hours if hours else Fraction(0) for level, part in paid.items()}),
        gross_fte=net_fte / roster.productivity,
        unpaid_hours_per_group_day=day_hours(roster, paid=False) / groups,
    )


def day_hours(roster: Roster, *, paid: bool = True, level: int | None = None, purpose: str | None = None) -> Fraction:
    """Net hours of all groups together on an average day, of everyone or only of a level or a purpose."""
    found = Fraction(0)
    for group in roster.groups:
        for shift in group.shifts:
            if shift.paid == paid and level in (None, shift.level) and purpose in (None, shift.purpose):
                found += group.count * shift.day_hours
    return found


def fte(hours_per_day: Fraction, rules: StaffingRules) -> Fraction:
    """Net fte behind this many net hours on an average day."""
    return hours_per_day * rules.days_per_year / rules.hours_per_fte


def per_client(amount: Fraction, clients: int) -> Fraction | None:
    """The amount per client; nothing without clients."""
    return amount / clients if clients else None


def productivity(
    *, verzuim: Fraction, verlof: Fraction, opleiding: Fraction, niet_clientgebonden: Fraction
) -> Fraction:
    """What is left of contract hours to work with clients, after the four parts that are not (as parts of 1)."""
    return 1 - verzuim - verlof - opleiding - niet_clientgebonden
