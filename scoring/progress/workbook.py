"""All tables of a snapshot in one workbook: a sheet a table, a data dictionary, and how to read it all.

Written row by row, so that it takes no more memory for a hundred times as much. Every text is written as text: nothing
in it can become a formula, an address or a number. The same figures give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from scoring.domain.disclosure_model import TABLES
from scoring.models import Snapshot
from scoring.progress.sheets import Sheet, dictionary_sheet, notes_sheet, table_sheet
from scoring.publication.presenters import Book
from wolscan.spreadsheets import harmless

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook_bytes(snapshot: Snapshot, language: str) -> bytes:
    """The workbook in one language."""
    from xlsxwriter import Workbook

    assert snapshot.published_at
    out = io.BytesIO()
    with translation.override(language), Workbook(out, _OPTIONS) as book:
        title = _("Figures of all scans together")
        created = snapshot.published_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": f"{title} {snapshot.on}", "author": "Wolscan", "created": created})
        for sheet in _sheets(snapshot):
            _write(book, sheet)
    return out.getvalue()


def _sheets(snapshot: Snapshot) -> Iterable[Sheet]:
    found = Book(snapshot)
    tables = [table_sheet(found, key) for key in TABLES]
    return [notes_sheet(snapshot), *tables, dictionary_sheet(found, tables)]


def _write(book: Any, sheet: Sheet) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": sheet.wraps, "valign": "top"})
    share = book.add_format({"num_format": "0%", "valign": "top"})
    page = book.add_worksheet(sheet.name)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    if sheet.columns:
        page.freeze_panes(1, 0)
        _row(page, 0, [column.title for column in sheet.columns], bold, share)
    for number, row in enumerate(sheet.rows, start=bool(sheet.columns)):
        _row(page, number, row, plain, share)


def _row(page: Any, number: int, values: Sequence[Any], plain: Any, share: Any) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            page.write_string(number, column, harmless(value), plain)
        elif isinstance(value, float):
            page.write_number(number, column, value, share)
        elif value is not None:
            page.write_number(number, column, value, plain)
