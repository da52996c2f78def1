"""An outcome of the staffing calculator as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.domain.staffing.coverage import Check
from scoring.domain.staffing.outcome import Outcome
from scoring.domain.staffing.roster import Group
from scoring.staffing.words import EISEN, MODES, NURSE_GAPS, REASONS, percentage, shown, stretches, verdict

_WIDTH = 42


def as_text(outcome: Outcome) -> str:
    """Figures, coverage and thin spots in the language that is active, for people to read."""
    return "\n".join([*_heading(outcome), "", *_figures(outcome), "", *_coverage(outcome), "", _closing()])


def _heading(outcome: Outcome) -> Iterator[str]:
    yield _("Staffing calculator")
    for number, group in enumerate(outcome.roster.groups, start=1):
        yield f"  {_group_name(number)}: {_size(group)}"
    yield "  " + _("Reading: %(mode)s.") % {"mode": MODES[outcome.roster.mode]}


def _group_name(number: int) -> str:
    return _("Group %(number)s") % {"number": number}


def _size(group: Group) -> str:
    clients = ngettext("%(count)s client", "%(count)s clients", group.clients) % {"count": group.clients}
    if group.count == 1:
        return clients
    return _("%(count)s times %(clients)s, with the same roster") % {"count": group.count, "clients": clients}


def _figures(outcome: Outcome) -> Iterator[str]:
    found = outcome.figures
    yield _("Figures (net: paid hours without breaks)")
    yield _row(_("Net hours per group per day"), found.net_hours_per_group_day, 1)
    yield _row(_("Net fte"), found.net_fte, 2)
    yield _row(_("Net fte per client"), found.fte_per_client, 2)
    yield _row(_("Net hours per client per day"), found.hours_per_client_day, 2)
    gross = _("Gross fte at %(part)s productivity") % {"part": percentage(outcome.roster.productivity)}
    yield _row(gross, found.gross_fte, 2)
    if found.unpaid_hours_per_group_day:
        yield _row(_("Unpaid hours per group per day"), found.unpaid_hours_per_group_day, 1)
    for level, part in found.mix.items():
        if part:
            label = _("Level %(level)s, part of net hours") % {"level": level}
            yield f"  {label:<{_WIDTH}}{percentage(part):>8}"


def _row(label: str, value: Fraction | None, places: int) -> str:
    written = _("no clients") if value is None else shown(value, places)
    return f"  {label:<{_WIDTH}}{written:>8}"


def _coverage(outcome: Outcome) -> Iterator[str]:
    yield _("Coverage per quarter of an hour, breaks not taken off")
    for eis, check in outcome.checks.items():
        yield "  " + _("Requirement %(number)s. %(about)s: %(verdict)s.") % {
            "number": eis,
            "about": EISEN[eis],
            "verdict": verdict(check),
        }
        yield f"    {REASONS[check.reason]}"
        yield from _gaps(check)


def _gaps(check: Check) -> Iterator[str]:
    """The thin spots; per group when the groups of the roster differ in them."""
    if not check.gaps:
        return
    if not check.groups:
        yield f"    {NURSE_GAPS}"
    if len(set(check.groups)) <= 1:
        yield from (f"    - {stretch}" for stretch in stretches(check.gaps))
        return
    for number, gaps in enumerate(check.groups, start=1):
        yield from (f"    - {_group_name(number)}: {stretch}" for stretch in stretches(gaps))


def _closing() -> str:
    return _(
        "This calculation informs the conversation. It sets no score, and no reading of the requirements is the law."
    )
