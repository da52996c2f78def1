"""Rosters and what follows from them, ready for the pages: the eisen, the figures, and one beside another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from questionnaires.definitions import Questionnaire
from questionnaires.presenters import tr
from scoring.domain.staffing.compare import compare
from scoring.domain.staffing.coverage import EISEN as NUMBERS
from scoring.domain.staffing.coverage import Check
from scoring.domain.staffing.outcome import Outcome, assess
from scoring.domain.staffing.roster import STRICT
from scoring.domain.staffing.rules import StaffingRules
from scoring.staffing.documents import as_roster
from scoring.staffing.models import StaffingRoster
from scoring.staffing.words import EISEN, NURSE_GAPS, REASONS, group_name, percentage, shown, stretches, verdict

#: The topic of theme 6 at which an eis can be put as a note.
TOPICS = {
    "1": "twee-zorgverleners",
    "2": "iemand-in-de-huiskamer",
    "3": "tijd-voor-zingeving",
    "5": "bevoegd-per-dienst",
    "6": "verpleegkundige-en-arts",
}


@dataclass(frozen=True, slots=True)
class GapList:
    """Thin spots in words; ``name`` is the group, or nothing where all groups have the same."""

    name: str
    stretches: list[str]


@dataclass(frozen=True, slots=True)
class EisView:
    """One eis: whether it is covered, why, where it is thin, and the topic of the scan that is about it."""

    number: str
    title: str
    ok: bool | None
    verdict: str
    reason: str
    gaps_are: str
    gaps: list[GapList]
    topic: str
    topic_title: str

    @property
    def gaps_in_short(self) -> str:
        """The thin spots of an eis that does not hold, on one line."""
        parts = [(f"{gaps.name}: " if gaps.name else "") + "; ".join(gaps.stretches) for gaps in self.gaps]
        return ". ".join(parts) if self.ok is False else ""


@dataclass(frozen=True, slots=True)
class Column:
    """One roster among others: what it is called, and what follows from it."""

    title: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of every roster that is laid side by side."""

    label: str
    values: list[str]
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class GapMove:
    """What another roster does to the thin spots of an eis."""

    title: str
    closed: list[str]
    opened: list[str]


def outcome_of(row: StaffingRoster, rules: StaffingRules) -> Outcome:
    """What follows from a stored roster."""
    return assess(as_roster(row.roster), rules)


def eis_views(outcome: Outcome, names: Sequence[str], questionnaire: Questionnaire) -> list[EisView]:
    """All eisen in order, in words."""
    return [_eis(number, outcome.checks[number], names, questionnaire) for number in NUMBERS]


def _eis(number: str, check: Check, names: Sequence[str], questionnaire: Questionnaire) -> EisView:
    topic = questionnaire.topics.get(TOPICS[number])
    return EisView(
        number=number,
        title=str(EISEN[number]),
        ok=check.ok,
        verdict=verdict(check),
        reason=str(REASONS[check.reason]),
        gaps_are=str(NURSE_GAPS) if check.gaps and not check.groups else "",
        gaps=gap_lists(check, names),
        topic=topic.key if topic else "",
        topic_title=tr(topic.title) if topic else "",
    )


def gap_lists(check: Check, names: Sequence[str]) -> list[GapList]:
    """Thin spots, per group when the groups of the roster differ in them."""
    if not check.gaps:
        return []
    if len(set(check.groups)) <= 1:
        return [GapList("", stretches(check.gaps))]
    return [GapList(group_name(names, number), stretches(gaps)) for number, gaps in enumerate(check.groups, 1) if gaps]


def note_text(row: StaffingRoster, outcome: Outcome, eis: EisView) -> str:
    """An eis as a note at a topic: what was found, in which roster, and when that was last changed."""
    reading = pgettext("reading", "strict") if outcome.roster.mode == STRICT else pgettext("reading", "combined")
    start = _("Staffing calculator, %(kind)s of %(date)s, read %(reading)s: %(verdict)s.") % {
        "kind": str(StaffingRoster.Kind(row.kind).label).lower(),
        "date": date_format(timezone.localdate(row.changed_at), "j F Y"),
        "reading": reading,
        "verdict": eis.verdict,
    }
    lines = [f"{start} {eis.reason}"]
    if eis.gaps_are:
        lines.append(eis.gaps_are)
    for gaps in eis.gaps:
        lines.append((f"{gaps.name}: " if gaps.name else "") + "; ".join(gaps.stretches) + ".")
    return "\n".join(lines)


def size(clients: int, count: int) -> str:
    """How large a group is, and how many of them there are."""
    found = ngettext("%(count)s client", "%(count)s clients", clients) % {"count": clients}
    return found if count == 1 else _("%(count)s times %(clients)s") % {"count": count, "clients": found}


def figure_rows(columns: Sequence[Column]) -> list[FigureRow]:
    """The figures of rosters side by side. Every label says net or gross; shares of levels that nobody has are out."""
    all_figures = [column.outcome.figures for column in columns]
    rows = [
        FigureRow(_("Net fte per client"), [_or_none(f.fte_per_client, 2) for f in all_figures], is_main=True),
        FigureRow(_("Net hours per client per day"), [_or_none(f.hours_per_client_day, 2) for f in all_figures]),
        FigureRow(_("Net hours per group per day"), [shown(f.net_hours_per_group_day, 1) for f in all_figures]),
        FigureRow(_("Net fte"), [shown(f.net_fte, 2) for f in all_figures]),
        FigureRow(_("Productivity"), [percentage(column.outcome.roster.productivity) for column in columns]),
        FigureRow(_("Gross fte (net fte divided by productivity)"), [shown(f.gross_fte, 2) for f in all_figures]),
        FigureRow(_("Clients"), [str(f.clients) for f in all_figures]),
    ]
    if any(f.unpaid_hours_per_group_day for f in all_figures):
        unpaid = [shown(f.unpaid_hours_per_group_day, 1) for f in all_figures]
        rows.append(FigureRow(_("Unpaid hours per group per day, not counted above"), unpaid))
    for level in (level for level in all_figures[0].mix if any(f.mix[level] for f in all_figures)):
        label = _("Level %(level)s, part of net hours") % {"level": level}
        rows.append(FigureRow(label, [percentage(f.mix[level]) for f in all_figures]))
    return rows


def verdict_rows(columns: Sequence[Column]) -> list[FigureRow]:
    """Whether each eis is covered in rosters side by side."""
    return [FigureRow(str(EISEN[eis]), [verdict(column.outcome.checks[eis]) for column in columns]) for eis in NUMBERS]


def gap_moves(before: Outcome, after: Outcome, rules: StaffingRules) -> list[GapMove]:
    """Per eis which thin spots another roster closes or opens, all groups together; eisen without a change are out."""
    moves = compare(before.roster, after.roster, rules).gaps
    return [
        GapMove(str(EISEN[eis]), stretches(move.closed), stretches(move.opened))
        for eis, move in moves.items()
        if eis != "6" and (move.closed or move.opened)
    ]


def build_up_steps(build_up: Mapping[str, str]) -> dict[str, str]:
    """The four percentages and what is left after three and after all four of them."""
    parts = {name: Fraction(value) / 100 for name, value in build_up.items()}
    if not parts:
        return {}
    net = 1 - parts["verzuim"] - parts["verlof"] - parts["opleiding"]
    left = {"net": net, "productivity": net - parts["niet_clientgebonden"]}
    return {name: percentage(value) for name, value in (parts | left).items()}


def _or_none(value: Fraction | None, places: int) -> str:
    return _("no clients") if value is None else shown(value, places)
