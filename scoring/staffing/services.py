"""What changes the rosters and the facts of a scan: until the scan is final, and never a score."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.db import transaction
from django.utils import timezone

from questionnaires.models import ENDED, Scan
from scoring.domain.staffing import rules as staffing_rules
from scoring.staffing.documents import (
    MOST_GROUPS,
    Document,
    empty_document,
    example_document,
    fingerprint,
    settings_of,
)
from scoring.staffing.models import LocationFacts, StaffingRoster
from scoring.staffing.queries import rosters
from wolscan.audit import record
from wolscan.models import User

#: Where a roster can start besides an example.
EMPTY, LAST_YEAR, CURRENT = "empty", "last_year", "current"


class ScanHasEnded(Exception):
    """The scan is final or withdrawn; what lies beside it stays as it is."""


class NoRoster(Exception):
    """There is no such roster, or no such group in it (any more)."""


class TooManyGroups(Exception):
    """The roster has as many groups as it can hold."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the same thing to something else; ``standing`` is what stands now."""

    def __init__(self, standing: Any) -> None:
        super().__init__()
        self.standing = standing


@transaction.atomic
def start_roster(*, scan: Scan, kind: str, source: str, by: User) -> StaffingRoster:
    """Begins a roster from an example (its key), from nothing, from last year's or (wished) from the current one.

    A roster that is there already stays as it is. Raises ``NoRoster`` for a source that this scan does not have.
    """
    held = _hold(scan)
    standing = rosters(held)
    made = standing.of(kind)
    if made is not None:
        return made
    copied = {LAST_YEAR: standing.last_year, CURRENT: standing.current}.get(source)
    if copied is not None:
        start = {"roster": copied.roster, "names": copied.names, "build_up": copied.build_up}
    else:
        start = {"roster": _new_document(held, source), "names": [""], "build_up": {}}
    row = StaffingRoster.objects.create(scan=held, kind=kind, changed_at=timezone.now(), **deepcopy(start))
    record("roster_started", actor=by, subject=row, kind=kind, source=source)
    return row


def _new_document(scan: Scan, source: str) -> Document:
    rules = staffing_rules.load()
    if source in rules.examples:
        return example_document(source, rules)
    if source != EMPTY:
        raise NoRoster
    place = scan.location
    count = min(place.living_groups or 1, 99)
    return empty_document(min(round((place.residents or 0) / count), 999), count)


@transaction.atomic
def save_group(*, scan: Scan, kind: str, number: int, group: Document, name: str, seen: str, by: User) -> None:
    """Keeps one group (``number`` from 1) and its name.

    ``seen`` is the fingerprint of what the page showed (``group_mark``). Sending what already stands counts as saved.
    Raises ``ChangedMeanwhile`` when somebody else changed this group; other groups are free to change. Raises
    ``NoRoster`` when the group is gone.
    """
    row = _hold_roster(scan, kind)
    standing = _group_in(row, number)
    if standing == (group, name):
        return
    if seen != group_mark(row, number):
        raise ChangedMeanwhile(standing)
    row.roster["groups"][number - 1], row.names[number - 1] = group, name
    _write(row, by, "roster_group_saved", group=number)


def group_mark(row: StaffingRoster, number: int) -> str:
    """The fingerprint of one group with its name."""
    return fingerprint(_group_in(row, number))


@transaction.atomic
def save_settings(*, scan: Scan, kind: str, settings: Document, build_up: Document, seen: str, by: User) -> None:
    """Keeps what holds for the whole roster. Raises as ``save_group``; ``seen`` is that of ``settings_mark``."""
    row = _hold_roster(scan, kind)
    standing = (settings_of(row.roster), row.build_up)
    if standing == (settings, build_up):
        return
    if seen != settings_mark(row):
        raise ChangedMeanwhile(standing)
    row.roster, row.build_up = {"groups": row.roster["groups"], **settings}, build_up
    _write(row, by, "roster_settings_saved")


def settings_mark(row: StaffingRoster) -> str:
    """The fingerprint of what holds for the whole roster."""
    return fingerprint((settings_of(row.roster), row.build_up))


@transaction.atomic
def add_group(*, scan: Scan, kind: str, like: int | None, by: User) -> int:
    """Adds a group at the end, empty or with the shifts of another one, and gives back its number."""
    row = _hold_roster(scan, kind)
    if len(row.roster["groups"]) >= MOST_GROUPS:
        raise TooManyGroups
    group: Document = {"clients": 0, "count": 1, "shifts": []}
    if like is not None:
        group = deepcopy(_group_in(row, like)[0])
    row.roster["groups"].append(group)
    row.names.append("")
    _write(row, by, "roster_group_added")
    return len(row.names)


@transaction.atomic
def remove_group(*, scan: Scan, kind: str, number: int, seen: str, by: User) -> None:
    """Removes one group; with its last group the roster itself goes. Raises as ``save_group``."""
    row = _hold_roster(scan, kind)
    if seen != group_mark(row, number):
        raise ChangedMeanwhile(_group_in(row, number))
    if len(row.names) == 1:
        _remove(row, by)
        return
    del row.roster["groups"][number - 1], row.names[number - 1]
    _write(row, by, "roster_group_removed")


@transaction.atomic
def remove_roster(*, scan: Scan, kind: str, by: User) -> None:
    """Removes a roster, so that another can be started."""
    _remove(_hold_roster(scan, kind), by)


@transaction.atomic
def save_facts(*, scan: Scan, values: dict[str, Any], seen: int, by: User) -> LocationFacts:
    """Keeps the facts of a scan: all fields of a valid ``FactsForm``. ``seen`` is the revision of the page, from 0.

    Sending what already stands counts as saved. Raises ``ChangedMeanwhile`` with the row that stands.
    """
    held = _hold(scan)
    row = LocationFacts.objects.filter(scan=held).first()
    if row is not None and all(getattr(row, field) == value for field, value in values.items()):
        return row
    if (row.revision if row else 0) != seen:
        raise ChangedMeanwhile(row)
    kept, _made = LocationFacts.objects.update_or_create(
        scan=held, defaults=values | {"revision": seen + 1, "changed_at": timezone.now()}
    )
    record("facts_saved", actor=by, subject=kept)
    return kept


def _hold(scan: Scan) -> Scan:
    """Holds the scan until the transaction ends, so that nothing changes beside a scan that becomes final."""
    held = Scan.objects.select_for_update(of=("self",)).select_related("location").get(pk=scan.pk)
    if held.state in ENDED:
        raise ScanHasEnded
    return held


def _hold_roster(scan: Scan, kind: str) -> StaffingRoster:
    row = StaffingRoster.objects.filter(scan=_hold(scan), kind=kind).first()
    if row is None:
        raise NoRoster
    return row


def _group_in(row: StaffingRoster, number: int) -> tuple[Document, str]:
    if not 1 <= number <= len(row.names):
        raise NoRoster
    return row.roster["groups"][number - 1], row.names[number - 1]


def _write(row: StaffingRoster, by: User, event: str, **detail: Any) -> None:
    row.revision += 1
    row.changed_at = timezone.now()
    row.save(update_fields=["roster", "names", "build_up", "revision", "changed_at"])
    record(event, actor=by, subject=row, kind=row.kind, **detail)


def _remove(row: StaffingRoster, by: User) -> None:
    record("roster_removed", actor=by, subject=row, kind=row.kind)
    row.delete()
