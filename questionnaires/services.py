"""What changes a scan or a sheet. Each service has an actor and is one transaction with its audit row."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from questionnaires.definitions import TEAM, Theme, Topic, versions
from questionnaires.merging import NOTE_LIMIT, Given, Merged, merge
from questionnaires.models import (
    ENDED,
    FINAL,
    Answer,
    AnswerSheet,
    Participation,
    Scan,
    State,
    StateChange,
)
from wolscan.audit import record
from wolscan.models import Location, User

CURRENT_RULES = "2026-1"


class ScanIsRunning(Exception):
    """The location has a scan that has not ended; there can be only one."""


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
    place = Participation.objects.create(scan=scan, group=TEAM, mode=Participation.Mode.TEAM, named=True)
    AnswerSheet.objects.create(scan=scan, participation=place, group=TEAM, named=True)
    return scan


@transaction.atomic
def prepare_scan(*, location: Location, by: User | None, today: date, adviser: User | None = None) -> Scan:
    """Starts a scan in which everybody answers alone first: in preparation, nobody invited yet, no team sheet.

    Otherwise as ``open_scan``.
    """
    return _start(location=location, state=State.VOORBEREIDING, by=by, today=today, adviser=adviser)


def _start(*, location: Location, state: State, by: User | None, today: date, adviser: User | None) -> Scan:
    """The row of a new scan, tied to the newest questionnaire and to the scan it repeats."""
    if location.scans.exclude(state__in=ENDED).exists():
        raise ScanIsRunning
    previous = location.scans.filter(state__in=FINAL, repeat__isnull=True).first()
    scan = Scan.objects.create(
        location=location,
        questionnaire=versions()[-1],
        rules=CURRENT_RULES,
        state=state,
        previous=previous,
        adviser=adviser or (previous.adviser if previous else None),
        opened_on=today,
    )
    StateChange.objects.create(scan=scan, new=state, by=by, at=timezone.now())
    record("scan_opened", actor=by, subject=scan, previous=str(previous.pk) if previous else None)
    return scan


def change_state(*, scan: Scan, new: State, by: User | None, reason: str = "") -> None:
    """Moves a scan to another state and keeps who did it, when and why. Runs in the caller's transaction."""
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
    standing = {answer.topic: Given(answer.value, answer.note) for answer in sheet.answers.filter(theme=theme.key)}
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
    if held is None or held.is_sent or not held.scan.is_answering:
        raise SheetIsClosed
