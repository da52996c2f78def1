"""Reads of progress reports and of the files of published figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from scoring.models import ProgressText, PublicationFile, Snapshot
from scoring.publication.queries import HEAVY

Kind = PublicationFile.Kind
Files = Iterable[PublicationFile]
#: The language of a file that has words of no language.
NEUTRAL: Final = ""
#: All files of a snapshot, in the order in which they are listed.
FILES: Final = (
    (Kind.PDF, "nl"),
    (Kind.PDF, "en"),
    (Kind.XLSX, "nl"),
    (Kind.XLSX, "en"),
    (Kind.CSV, NEUTRAL),
    (Kind.JSON, NEUTRAL),
)
#: What everybody may fetch. The report is given out by the programme office itself.
OPEN: Final = (Kind.XLSX, Kind.CSV, Kind.JSON)
_STEMS: Final = {Kind.PDF: "voortgangsrapportage", Kind.XLSX: "tabellen", Kind.CSV: "open-data", Kind.JSON: "open-data"}


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a report as they were at some moment; ``revision`` 0 when nobody wrote anything."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    revision: int = 0
    changed_at: datetime | None = None


def written_for(snapshot: Snapshot) -> Written:
    """The words of the report of a snapshot."""
    found = ProgressText.objects.filter(snapshot=snapshot).first()
    return Written(found.words, found.revision, found.changed_at) if found else Written()


def published_exactly(on: date) -> Snapshot | None:
    """The published snapshot of this day, without what only the disclosure control needs."""
    return Snapshot.objects.filter(on=on, published_at__isnull=False).defer(*HEAVY).first()


def published_snapshots() -> QuerySet[Snapshot]:
    """All published snapshots, the newest first, without their figures."""
    return Snapshot.objects.filter(published_at__isnull=False).defer("tables", *HEAVY).order_by("-on")


def files_of(snapshot: Snapshot) -> Sequence[PublicationFile]:
    """The files that were made of a snapshot, without their content, in order."""
    found = {(file.kind, file.language): file for file in snapshot.files.defer("content")}
    return [found[key] for key in FILES if key in found]


def open_files() -> QuerySet[PublicationFile]:
    """The files that everybody may fetch, without their content: those of published snapshots only."""
    return PublicationFile.objects.filter(snapshot__published_at__isnull=False, kind__in=OPEN).defer("content")


def file_name(file: PublicationFile, on: date) -> str:
    """What a file is called, on this site and on the disk of who fetched it."""
    language = f"-{file.language}" if file.language else ""
    return f"wolscan-{_STEMS[Kind(file.kind)]}-{on.isoformat()}{language}.{file.kind}"


def content_of(file: PublicationFile) -> bytes:
    """The bytes of a file."""
    return bytes(PublicationFile.objects.values_list("content", flat=True).get(pk=file.pk))


def is_behind(file: PublicationFile, written: Written) -> bool:
    """Whether the words of the report changed since this file was made."""
    return file.kind == Kind.PDF and written.changed_at is not None and file.made_at < written.changed_at
