"""Files in a row, ready for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from scoring.models import PublicationFile, Snapshot
from scoring.progress.jobs import MAKE_FILES
from scoring.progress.queries import OPEN, Kind, Written, file_name, files_of, is_behind, published_snapshots
from wolscan.jobs.queries import recent_jobs
from wolscan.jobs.services import RUNNING


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file to fetch. ``is_behind``: the words of the report changed since."""

    name: str
    label: str
    sha256: str
    made_at: datetime
    is_behind: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The open data of one day."""

    on: date
    files: Sequence[FileRow]


def rows_of(snapshot: Snapshot, written: Written) -> dict[str, Any]:
    """What the page of a report says about its files, and the job that makes them, if there is one."""
    running = recent_jobs(MAKE_FILES).filter(state__in=RUNNING, payload={"on": snapshot.on.isoformat()})
    files = [_row(file, snapshot.on, written) for file in files_of(snapshot)]
    return {"files": files, "job": running.first()}


def open_days() -> list[Day]:
    """All days with their open data, the newest first; a day without files is left out."""
    days = []
    for snapshot in published_snapshots():
        files = [_row(file, snapshot.on, Written()) for file in files_of(snapshot) if file.kind in OPEN]
        if files:
            days.append(Day(snapshot.on, files))
    return days


def _row(file: PublicationFile, on: date, written: Written) -> FileRow:
    language = {"nl": _("Dutch"), "en": _("English")}.get(file.language)
    kind = str(Kind(file.kind).label)
    label = f"{kind}, {language}" if language else kind
    return FileRow(file_name(file, on), label, file.sha256, file.made_at, is_behind(file, written))
