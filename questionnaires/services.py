"""What changes a scan or a sheet. Each service has an actor and is one transaction with its audit row."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from questionnaires.definitions import TEAM, Theme, Topic, versions
from questionnaires.merging import NOTE_LIMIT, Given, Merged, merge
from questionnaires.models import (
    ENDED,
    FINAL,
    Answer,
    AnswerSheet,
    Application,
    Assignment,
    Participation,
    Scan,
    State,
    StateChange,
)
from questionnaires.states import check_step
from wolscan.audit import record
from wolscan.models import Location, User
from wolscan.permissions import advisers

CURRENT_RULES = "2026-1"


class ScanIsRunning(Exception):
    """The location has a scan that has not ended; there can be only one."""


class LocationIsClosed(ScanIsRunning):
    """The location was closed or goes on in another: no scan starts there any more."""


class PeopleAreInvited(Exception):
    """Somebody was invited to fill in a sheet of their own, so the location does not fill in one sheet together."""


class NoteIsTooLong(Exception):
    """The note at this topic has no room for more text."""


class SheetIsClosed(Exception):
    """The sheet was sent, or its scan no longer takes answers."""


@transaction.atomic
def open_scan(*, location: Location, by: User | None, today: date, adviser: User | None = None) -> Scan:
    """Starts a scan of a location with an empty team sheet; a later scan of a location repeats its last final one.

    The repeat starts blank. Raises ``ScanIsRunning`` when the location has a scan that has not ended.
    """
    scan = _start(location=location, state=State.OPEN, by=by, today=today, adviser=adviser)
    _add_team_sheet(scan)
    return scan


def _add_team_sheet(scan: Scan) -> AnswerSheet:
    place = Participation.objects.create(scan=scan, group=TEAM, mode=Participation.Mode.TEAM, named=True)
    return AnswerSheet.objects.create(scan=scan, participation=place, group=TEAM, named=True)


@transaction.atomic
def prepare_scan(*, location: Location, by: User | None, today: date, adviser: User | None = None) -> Scan:
    """Starts a scan in which everybody answers alone first: in preparation, nobody invited yet, no team sheet.

    Otherwise as ``open_scan``.
    """
    return _start(location=location, state=State.VOORBEREIDING, by=by, today=today, adviser=adviser)


@transaction.atomic
def choose_team_sheet(*, scan: Scan, by: User, today: date) -> AnswerSheet:
    """A scan in preparation is filled in together after all: it opens with an empty team sheet, without round dates.

    Choosing twice gives the same sheet. Raises ``PeopleAreInvited`` while somebody has a way in, and ``SheetIsClosed``
    for a scan that is past its preparation.
    """
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    sheet: AnswerSheet | None = held.sheets.filter(group=TEAM).first()
    if sheet:
        return sheet
    if held.state != State.VOORBEREIDING:
        raise SheetIsClosed
    if held.invitations.filter(is_revoked=False).exists():
        raise PeopleAreInvited
    change_state(scan=held, new=State.OPEN, by=by)
    held.opened_on, held.closes_on, held.meets_at = today, None, None
    held.save(update_fields=["state", "opened_on", "closes_on", "meets_at"])
    record("team_sheet_chosen", actor=by, subject=held)
    return _add_team_sheet(held)


def _start(*, location: Location, state: State, by: User | None, today: date, adviser: User | None) -> Scan:
    """The row of a new scan, tied to the newest questionnaire and to the scan it repeats."""
    if Location.objects.select_for_update(of=("self",)).get(pk=location.pk).is_closed:
        raise LocationIsClosed
    if location.scans.exclude(state__in=ENDED).exists():
        raise ScanIsRunning
    check_step("", state)
    previous = _to_repeat(location)
    scan = Scan.objects.create(
        location=location,
        questionnaire=versions()[-1],
        rules=CURRENT_RULES,
        state=state,
        previous=previous,
        adviser=adviser or _last_adviser(location),
        opened_on=today,
        route=_route(location, previous),
    )
    StateChange.objects.create(scan=scan, new=state, by=by, at=timezone.now())
    if scan.adviser:
        Assignment.objects.create(scan=scan, new=scan.adviser, at=timezone.now())
    record("scan_opened", actor=by, subject=scan, previous=str(previous.pk) if previous else None)
    return scan


def _to_repeat(location: Location) -> Scan | None:
    """The final scan that a new one repeats. A repeat that was withdrawn gives its place up."""
    free = Q(repeat__isnull=True) | Q(repeat__state=State.VERVALLEN)
    previous: Scan | None = location.scans.filter(free, state__in=FINAL).first()
    if previous:
        Scan.objects.filter(previous=previous).update(previous=None)
    return previous


def _route(location: Location, previous: Scan | None) -> str:
    """By which way the location came: as it applied, else as it was known before."""
    admitted = Application.objects.filter(location=location, state=Application.State.ADMITTED)
    route = admitted.order_by("-decided_at", "-pk").values_list("route", flat=True).first()
    return route or (previous.route if previous else "")


def _last_adviser(location: Location) -> User | None:
    """Who guided the last scan of a location, while this person is an adviser with an account that works."""
    last = location.scans.filter(adviser__isnull=False).values("adviser")[:1]
    found: User | None = User.objects.filter(advisers(), pk__in=last).distinct().first()
    return found


def change_state(*, scan: Scan, new: State, by: User | None, reason: str = "") -> None:
    """Moves a scan to another state and keeps who did it, when and why. Runs in the caller's transaction.

    Raises ``states.NotPossible`` for a step that the course of a scan does not have.
    """
    check_step(scan.state, new)
    StateChange.objects.create(scan=scan, old=scan.state, new=new, by=by, at=timezone.now(), reason=reason)
    scan.state = new


@transaction.atomic
def record_table(*, sheet: AnswerSheet, groups: list[str], by: User) -> None:
    """Keeps which groups sat at the table of a team sheet."""
    _lock_open_sheet(sheet)
    Participation.objects.filter(pk=sheet.participation_id).update(groups_at_table=groups)
    record("table_recorded", actor=by, subject=sheet.scan, groups=groups)


@transaction.atomic
def save_theme(*, sheet: AnswerSheet, theme: Theme, seen: dict[str, str], typed: dict[str, Given]) -> Merged:
    """Saves what was typed at a theme, merged per topic with what others saved since the page was made.

    ``seen`` has the fingerprints of what the page showed when it was made, ``typed`` what it sends now. A topic that
    this page did not change keeps what stands; one that only this page changed is written; sending the same again
    counts as saved.
    Only where both changed the same topic to something else nothing is written, and the other's text comes back.
    Raises ``SheetIsClosed`` when the sheet takes no more answers.
    """
    _lock_open_sheet(sheet)
    return save_held(sheet=sheet, theme=theme, seen=seen, typed=typed)


def save_held(*, sheet: AnswerSheet, theme: Theme, seen: dict[str, str], typed: dict[str, Given]) -> Merged:
    """As ``save_theme``, in a transaction that holds the sheet (``select_for_update``) and saw that it is open.

    What stands is read by a statement of its own after the sheet is held: read by the same statement, it could be what
    stood before somebody else's save that this one waited for.
    """
    rows = Answer.objects.filter(sheet=sheet, theme=theme.key).values_list("topic", "value", "note")
    standing = {topic: Given(value, note) for topic, value, note in rows}
    merged = merge(seen=seen, typed=typed, standing=standing)
    if merged.written:
        _write(sheet, theme, {topic: typed[topic] for topic in merged.written})
    return merged


@transaction.atomic
def append_note(*, sheet: AnswerSheet, topic: Topic, text: str, by: User) -> None:
    """Appends a text to the note at a topic; its level stays as it is. What stands there already is not repeated.

    Raises ``SheetIsClosed`` when the sheet takes no more answers, ``NoteIsTooLong`` when there is no room.
    """
    _lock_open_sheet(sheet)
    answer, _made = Answer.objects.get_or_create(sheet=sheet, topic=topic.key, defaults={"theme": topic.theme})
    if text in answer.note:
        return
    note = f"{answer.note.rstrip()}\n\n{text}" if answer.note.strip() else text
    if len(note) > NOTE_LIMIT:
        raise NoteIsTooLong
    Answer.objects.filter(pk=answer.pk).update(note=note)
    record("note_appended", actor=by, subject=sheet.scan, topic=topic.key)


def _write(sheet: AnswerSheet, theme: Theme, given: dict[str, Given]) -> None:
    """One multi-row upsert, whatever the number of answers."""
    Answer.objects.bulk_create(
        [
            Answer(sheet=sheet, theme=theme.key, topic=topic, value=answer.value, note=answer.note)
            for topic, answer in given.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "topic"],
        update_fields=["value", "note"],
    )


def _lock_open_sheet(sheet: AnswerSheet) -> None:
    """Holds the sheet until the transaction ends, so that saving, sending and withdrawing never overlap."""
    held = AnswerSheet.objects.select_for_update(of=("self",)).select_related("scan").filter(pk=sheet.pk).first()
    if held is None or not held.takes_answers:
        raise SheetIsClosed
