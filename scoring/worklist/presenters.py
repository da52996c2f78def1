"""The work list ready to be shown: groups, rows, headings that sort, and what an empty list says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from questionnaires.models import Scan
from scoring.outcomes.words import tier_name
from scoring.worklist.queries import WAITS, Group, Wanted
from wolscan.pages import other_query


@dataclass(frozen=True, slots=True)
class Tab:
    """One group to choose, with how many scans it has."""

    name: str
    count: int
    query: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column: a link that sorts. ``sorted``: ``ascending``, ``descending`` or nothing."""

    name: str
    query: str
    sorted: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One scan in the list. ``marks`` are the groups it is in, in words, with the kind of their badge."""

    scan: Scan
    marks: list[tuple[str, str]]
    tier: str
    is_decided: bool
    days: int | None
    waits_for: str
    heading: str


def tabs(counts: Mapping[str, int], wanted: Wanted, query: QueryDict) -> list[Tab]:
    """All scans, and each group; the other choices of the reader stay."""
    names = {"": _("Everything")} | {group.value: group_name(group) for group in Group}
    return [
        Tab(name, counts[key], other_query(query, "bladzijde", groep=key), key == wanted.group)
        for key, name in names.items()
    ]


def columns(wanted: Wanted, query: QueryDict) -> list[Column]:
    """The headings; a second click on one turns its order round."""
    names = {
        "locatie": _("Location"),
        "organisatie": _("Organisation"),
        "regio": _("Region"),
        "status": _("State"),
        "ondersteuning": _("Support"),
        "dagen": _("Days waiting"),
    }
    found = []
    for key, name in names.items():
        stands = {key: "ascending", f"-{key}": "descending"}.get(wanted.sort, "")
        turned = f"-{key}" if stands == "ascending" else key
        found.append(Column(name, other_query(query, "bladzijde", sorteer=turned), stands, key == "dagen"))
    return found


def rows(scans: Sequence[Scan], wanted: Wanted, today: date) -> list[WorkRow]:
    """The rows of one page, with a heading where a group begins (only in the order of urgency)."""
    found, before = [], None
    for scan in scans:
        heading = "" if wanted.sort or wanted.group or scan.place == before else _heading(scan)
        before = scan.place
        found.append(_row(scan, heading, today))
    return found


def _row(scan: Scan, heading: str, today: date) -> WorkRow:
    held = {
        Group.SERIOUS: scan.is_serious,
        Group.OVERDUE: scan.is_overdue,
    }
    kinds = {Group.SERIOUS: "error", Group.OVERDUE: "warning"}
    waits_for = _waits_for(scan)
    marks = [(mark_name(group), kinds[group]) for group, holds in held.items() if holds]
    return WorkRow(
        scan=scan,
        marks=[*marks, (_("check done"), "success")] if scan.is_checked else marks,
        tier=tier_name(scan.tier) if scan.tier else "",
        is_decided=scan.is_final,
        days=(today - scan.since).days if waits_for else None,
        waits_for=waits_for,
        heading=heading,
    )


def _waits_for(scan: Scan) -> str:
    """For whom a scan waits, if for anybody."""
    if scan.state in WAITS:
        return _("for you")
    if scan.is_at_location:
        return _("for the location")
    return _("for the location: check after ninety days") if scan.is_final and scan.is_overdue else ""


def _heading(scan: Scan) -> str:
    groups = list(Group)
    if scan.place < len(groups):
        return group_name(groups[scan.place])
    return str(scan.get_state_display())


def group_name(group: Group) -> str:
    """A group as its tab and heading call it."""
    return {
        Group.SERIOUS: _("Serious issue"),
        Group.OVERDUE: _("Overdue"),
        Group.NEW: _("New"),
        Group.AT_LOCATION: _("Waiting for the location"),
    }[group]


def mark_name(group: Group) -> str:
    """The same as a badge in a row."""
    return {Group.SERIOUS: _("serious issue"), Group.OVERDUE: _("overdue")}[group]


def nothing_here(wanted: Wanted, total: int) -> str:
    """What an empty list says: why it is empty, and what happens next."""
    if not total:
        return _("No scans are assigned to you yet. The programme office assigns them; you get a mail when it does.")
    if wanted.filters:
        return _("No scan fits what you chose. Choose less, or look at everything.")
    return {
        Group.SERIOUS: _("No serious issue is open. You get a mail the same day when one comes up."),
        Group.OVERDUE: _(
            "Nothing is overdue. A scan comes here after fourteen days with you, or when the location answers late."
        ),
        Group.NEW: _("Nothing new. As soon as a location sends its scan in, it stands here."),
        Group.AT_LOCATION: _("You wait for no location. A scan that you return with questions comes here."),
        "": _("All your scans have been handed over or withdrawn."),
    }[Group(wanted.group) if wanted.group else ""]
