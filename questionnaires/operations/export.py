"""The list as a file, line by line, so that a large country needs no more memory than a small one."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet

from questionnaires.operations.presenters import export_headings, export_lines, rows
from wolscan.models import Location
from wolscan.places.sheets import safe

CHUNK = 500


def csv_lines(locations: QuerySet[Location]) -> Iterator[str]:
    """The file in pieces: semicolons and a mark, as Dutch Excel wants it; no cell is computed when it is opened."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(export_headings())
    yield f"\ufeff{out.getvalue()}"
    found = locations.iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        out.seek(0)
        out.truncate()
        writer.writerows([safe(value) for value in line] for line in export_lines(rows(chunk)))
        yield out.getvalue()
