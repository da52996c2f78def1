"""The words of a report, and the files of published figures: asked for, made in the background, kept."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from scoring.models import ProgressText, PublicationFile, Snapshot
from scoring.progress.chapters import CHAPTERS, LANGUAGES, Words, words_of
from scoring.progress.jobs import MAKE_FILES
from scoring.progress.queries import FILES, Kind, Written, published_exactly, written_for
from wolscan.audit import record
from wolscan.jobs.models import Job
from wolscan.jobs.registry import Keep, Refused, Tell
from wolscan.jobs.services import queue_job
from wolscan.models import User

Files = Mapping[tuple[str, str], bytes]


class NotPublished(Exception):
    """Only published figures have a report and files."""


class ChangedMeanwhile(Exception):
    """Somebody else wrote in this report since the page was opened; ``written`` is how it stands now."""

    def __init__(self, written: Written) -> None:
        super().__init__()
        self.written = written


@transaction.atomic
def ask_for_files(*, snapshot: Snapshot, by: User | None) -> Job:
    """Has the files of published figures made. Raises ``NotPublished``."""
    if snapshot.published_at is None:
        raise NotPublished
    return queue_job(kind=MAKE_FILES, payload={"on": snapshot.on.isoformat()}, by=by)


@transaction.atomic
def write_words(*, snapshot: Snapshot, words: Words, revision: int, by: User) -> Written:
    """Keeps the words of a report and has its files made again. Raises ``NotPublished`` and ``ChangedMeanwhile``.

    Only what differs from the words that every report begins with is kept.
    """
    if snapshot.published_at is None:
        raise NotPublished
    Snapshot.objects.select_for_update().only("pk").get(pk=snapshot.pk)
    stands = written_for(snapshot)
    if stands.revision != revision:
        raise ChangedMeanwhile(stands)
    kept = {
        chapter: {
            language: words[chapter][language]
            for language in LANGUAGES
            if words[chapter][language] != words_of({}, chapter, language)
        }
        for chapter in CHAPTERS
    }
    ProgressText.objects.update_or_create(
        snapshot=snapshot,
        defaults={"words": kept, "revision": revision + 1, "changed_at": timezone.now(), "changed_by": by},
    )
    record("progress_text_changed", actor=by, subject=snapshot, on=snapshot.on.isoformat(), revision=revision + 1)
    ask_for_files(snapshot=snapshot, by=by)
    return written_for(snapshot)


def make_files(job: Job, tell: Tell) -> Keep:
    """The work of the job: makes all files, and keeps them when all are made."""
    snapshot = published_exactly(date.fromisoformat(job.payload["on"]))
    if snapshot is None:
        raise Refused(_("There are no published figures of this day, so there is nothing to make files of."))
    begun, files = timezone.now(), {}
    tell(0, len(FILES))
    written = written_for(snapshot)
    for done, (kind, language) in enumerate(FILES, start=1):
        files[kind, language] = _maker(kind)(snapshot, written, language)
        tell(done, len(FILES))
    return lambda: keep_files(snapshot=snapshot, files=files, made_at=begun, by=job.by)


@transaction.atomic
def keep_files(*, snapshot: Snapshot, files: Files, made_at: datetime, by: User | None) -> dict[str, str]:
    """Keeps files; what did not change stays as it is. Gives back the sha256 of each."""
    sums = {place: sha256(content).hexdigest() for place, content in files.items()}
    for (kind, language), content in files.items():
        place = {"snapshot": snapshot, "kind": kind, "language": language}
        if not PublicationFile.objects.filter(**place, sha256=sums[kind, language]).exists():
            made = {"content": content, "sha256": sums[kind, language], "made_at": made_at}
            PublicationFile.objects.update_or_create(**place, defaults=made)
    found = {f"{kind} {language}".strip(): digest for (kind, language), digest in sums.items()}
    record("publication_files_made", actor=by, subject=snapshot, on=snapshot.on.isoformat(), files=found)
    return found


def _maker(kind: str) -> Callable[[Snapshot, Written, str], bytes]:
    """What makes a kind of file; each is loaded when it is needed."""
    from scoring.progress import making

    return {Kind.PDF: making.pdf, Kind.XLSX: making.workbook, Kind.CSV: making.csv, Kind.JSON: making.json}[Kind(kind)]
