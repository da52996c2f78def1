"""Each kind of file as bytes. The same figures and words give the same bytes."""

from scoring.models import Snapshot
from scoring.progress.pdf import progress_pdf
from scoring.progress.queries import Written
from scoring.progress.workbook import workbook_bytes
from scoring.publication.tables import as_csv, as_json


def pdf(snapshot: Snapshot, written: Written, language: str) -> bytes:
    return progress_pdf(snapshot, written, language)


def workbook(snapshot: Snapshot, _written: Written, language: str) -> bytes:
    return workbook_bytes(snapshot, language)


def csv(snapshot: Snapshot, _written: Written, _language: str) -> bytes:
    return as_csv(snapshot, None).encode()


def json(snapshot: Snapshot, _written: Written, _language: str) -> bytes:
    return as_json(snapshot, None).encode()
