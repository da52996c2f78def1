"""Loading sheets that were filled in away from the site: all or nothing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from questionnaires.definitions import TEAM, load
from questionnaires.models import ENDED, Answer, AnswerSheet, Scan, State
from questionnaires.services import change_state, open_scan
from questionnaires.spreadsheet import LoadedSheet
from wolscan.audit import record
from wolscan.models import Location


class CannotLoad(Exception):
    """Why nothing can be loaded, as a sentence."""


@dataclass(frozen=True, slots=True)
class Count:
    sheets: int
    answers: int


def find_location(name: str) -> Location:
    """A location by its id or its name; a name that several locations share does not do."""
    try:
        found = Location.objects.filter(pk=UUID(name))
    except ValueError:
        found = Location.objects.filter(name__iexact=name)
    places = list(found.select_related("organisation")[:2])
    if not places:
        raise CannotLoad(f'There is no location "{name}": give its name as it stands on its page, or its id.')
    if len(places) > 1:
        raise CannotLoad(f'More than one location is called "{name}": give its id instead.')
    return places[0]


def loadable_scan(location: Location) -> Scan | None:
    """The scan that would take the sheets, ``None`` where a new one would be opened."""
    scan = location.scans.exclude(state__in=ENDED).first()
    if scan and not scan.is_answering:
        raise CannotLoad(f"The scan of {location} has been sent in: its answers can no longer be changed.")
    return scan


@transaction.atomic
def load_sheets(*, location: Location, sheets: list[LoadedSheet], today: date, dry_run: bool = False) -> Count:
    """Writes the sheets as sent ones; a location without a running scan gets one. A dry run undoes everything.

    A team sheet fills the scan's own team sheet, which stays open to look at and send in on the site; it must still
    be empty. Other sheets join a round to which people were invited, which stays as it is; without a round they bring
    the scan to *gesprek*: they are the views that the team talks about.
    """
    scan = loadable_scan(location) or open_scan(location=location, by=None, today=today)
    count = sum(_write(scan, sheet) for sheet in sheets)
    if any(sheet.group != TEAM for sheet in sheets):
        _drop_empty_team_sheet(scan, sheets)
        if scan.state in {State.VOORBEREIDING, State.OPEN} and not scan.invitations.exists():
            change_state(scan=scan, new=State.GESPREK, by=None)
            scan.save(update_fields=["state"])
    record("answers_loaded", actor=None, subject=scan, sheets=len(sheets), answers=count)
    if dry_run:
        transaction.set_rollback(True)
    return Count(len(sheets), count)


def _write(scan: Scan, loaded: LoadedSheet) -> int:
    """One sheet as rows; gives back how many answers it has."""
    if loaded.group == TEAM:
        sheet, _made = AnswerSheet.objects.get_or_create(scan=scan, group=TEAM, defaults={"named": True})
        if sheet.answers.exists():
            raise CannotLoad(f"The team sheet of {scan.location} already holds answers: nothing was loaded.")
    else:
        sheet = AnswerSheet.objects.create(scan=scan, group=loaded.group, named=loaded.named, is_sent=True)
    themes = {key: topic.theme for key, topic in load(scan.questionnaire).topics.items()}
    rows = [
        Answer(sheet=sheet, theme=themes[topic], topic=topic, value=given.value, note=given.note)
        for topic, given in loaded.answers.items()
        if given.value or given.note
    ]
    Answer.objects.bulk_create(rows)
    return sum(bool(row.value) for row in rows)


def _drop_empty_team_sheet(scan: Scan, sheets: list[LoadedSheet]) -> None:
    """A scan with sheets per group needs no empty team sheet beside them."""
    if any(sheet.group == TEAM for sheet in sheets):
        return
    scan.sheets.filter(group=TEAM, answers__isnull=True).delete()
    scan.participations.filter(mode="team", sheet__isnull=True).delete()
