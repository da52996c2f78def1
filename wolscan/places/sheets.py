"""The templates of the files that can be imported, and cells that no spreadsheet program computes."""

import csv
import io
from typing import Any

from wolscan.dates import today
from wolscan.places.columns import LOCATIONS, FileForm
from wolscan.regions import reporting_units
from wolscan.spreadsheets import harmless


def safe(value: Any) -> str:
    """A text for a cell of a CSV file, so that opening the file computes nothing."""
    return harmless("" if value is None else str(value))


def csv_template(form: FileForm) -> bytes:
    """The headings alone; with a mark and semicolons, so that Dutch Excel opens it as a table."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([column.key for column in form.columns])
    return ("\ufeff" + out.getvalue()).encode()


def xlsx_template(form: FileForm) -> bytes:
    """A workbook: a sheet to fill in, one that explains the columns, and for locations one with the regions."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(form.key)
        for place, column in enumerate(form.columns):
            sheet.set_column(place, place, max(14, len(column.key) + 4), text)
            sheet.write_string(0, place, column.key, bold)
        sheet.freeze_panes(1, 0)
        _explain(book.add_worksheet("uitleg"), form, bold)
        if form.key == LOCATIONS:
            _list_regions(book.add_worksheet("regio's"), bold)
    return out.getvalue()


def _explain(sheet: Any, form: FileForm, bold: Any) -> None:
    rows = [("kolom", "verplicht", "uitleg", "voorbeeld")]
    rows += [(c.key, "ja" if c.is_needed else "nee", str(c.explanation), c.example) for c in form.columns]
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write_string(number, place, value, bold if number == 0 else None)
    sheet.set_column(0, 1, 14)
    sheet.set_column(2, 2, 90)
    sheet.set_column(3, 3, 24)


def _list_regions(sheet: Any, bold: Any) -> None:
    sheet.write_string(0, 0, "regio", bold)
    for number, region in enumerate(reporting_units(today()), start=1):
        sheet.write_string(number, 0, region.name)
    sheet.set_column(0, 0, 40)
