"""A roster in short: its groups, and what holds for the whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.domain.staffing.figures import Figures
from scoring.domain.staffing.roster import COMBINED
from scoring.domain.staffing.rules import StaffingRules
from scoring.staffing.documents import as_roster, pairs
from scoring.staffing.forms import OWN
from scoring.staffing.models import StaffingRoster
from scoring.staffing.presenters import outcome_of, size
from scoring.staffing.queries import Rosters
from scoring.staffing.services import CURRENT, EMPTY, LAST_YEAR
from scoring.staffing.what_if import shift_words
from scoring.staffing.words import MODES, group_name, in_days, share_text, shown


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group: its number, name, size, and how many shifts it has."""

    number: int
    name: str
    size: str
    shifts: str
    words: list[str]


@dataclass(frozen=True, slots=True)
class RosterCard:
    """One of the two rosters: its groups and its ratio, or where it can start."""

    kind: str
    title: str
    row: StaffingRoster | None
    groups: list[GroupLine]
    ratio: str
    sources: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SettingsView:
    """What holds for the whole roster: which preset its windows are, and everything in words."""

    preset: str
    windows: list[list[str]]
    windows_words: str
    mode: str
    mode_words: str
    nurse: bool | None
    nurse_words: str


def roster_cards(found: Rosters, rules: StaffingRules) -> list[RosterCard]:
    """The current and the wished-for roster."""
    return [_card(kind, found, rules) for kind in StaffingRoster.Kind]


def _card(kind: StaffingRoster.Kind, found: Rosters, rules: StaffingRules) -> RosterCard:
    row = found.of(kind)
    if row is None:
        return RosterCard(kind.value, str(kind.label), None, [], "", _sources(kind, found, rules))
    figures: Figures = outcome_of(row, rules).figures
    ratio = shown(figures.fte_per_client, 2) if figures.fte_per_client is not None else ""
    return RosterCard(kind.value, str(kind.label), row, group_lines(row), ratio, [])


def group_lines(row: StaffingRoster) -> list[GroupLine]:
    """The groups of a roster, with their shifts in words."""
    lines = []
    for number, group in enumerate(as_roster(row.roster).groups, start=1):
        count = len(group.shifts)
        shifts = ngettext("%(count)s shift", "%(count)s shifts", count) % {"count": count}
        words = [line_words(shift) for shift in group.shifts]
        lines.append(GroupLine(number, group_name(row.names, number), size(group.clients, group.count), shifts, words))
    return lines


def line_words(shift: Any) -> str:
    """A shift with its days and the part of it that this group has."""
    words = [shift_words(shift), in_days(shift.days)]
    return ", ".join(words if shift.share == 1 else [*words, _("share %(share)s") % {"share": share_text(shift.share)}])


def _sources(kind: str, found: Rosters, rules: StaffingRules) -> list[tuple[str, str]]:
    """Where a roster can start, the likeliest first."""
    sources = []
    if kind == StaffingRoster.Kind.WISHED and found.current:
        sources.append((CURRENT, _("A copy of your current roster")))
    if found.last_year:
        sources.append((LAST_YEAR, _("Last year’s roster")))
    for key, entry in rules.examples.items():
        sources.append((key, _("%(name)s (an example, no norm)") % {"name": entry["name"]}))
    return [*sources, (EMPTY, _("An empty roster"))]


def preset_choices(rules: StaffingRules) -> list[tuple[str, str]]:
    """The presets of intensive moments with their times, and one's own."""
    names = {"nza": _("As the NZa reckons"), "organisatie_4": _("As organisation 4 in the study of the NZa")}
    presets = [
        (key, f"{names.get(key, key)}: {_times(pairs(windows))} ({rules.sources[f'windows.{key}'].year})")
        for key, windows in rules.presets.items()
    ]
    return [*presets, (OWN, _("Own times"))]


def settings_view(settings: Mapping[str, Any], rules: StaffingRules) -> SettingsView:
    """The settings of a document in words."""
    windows = settings.get("windows", [])
    presets = {key: pairs(found) for key, found in rules.presets.items()}
    mode, nurse = settings.get("mode", COMBINED), settings.get("nurse_within_30")
    return SettingsView(
        preset=next((key for key, found in presets.items() if found == windows), OWN),
        windows=windows,
        windows_words=_times(windows) or _("none"),
        mode=mode,
        mode_words=str(MODES[mode]),
        nurse=nurse,
        nurse_words={True: _("yes"), False: _("no, not always"), None: _("not answered")}[nurse],
    )


def _times(windows: list[list[str]]) -> str:
    return ", ".join("–".join(pair) for pair in windows)


def standing_group(group: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A stored group in words, to lay beside what somebody else typed."""
    found = as_roster({"groups": [group]}).groups[0]
    return {"name": name, "size": size(found.clients, found.count), "shifts": [line_words(s) for s in found.shifts]}
