"""Reads a file that was handed in, CSV or XLSX, into lines of text. Everything else about it is distrusted.

A file that is too large, too long, or a workbook that unpacks to far more than it seems, is refused before anything of
it is read. Formulas are never computed: what stands in such a cell is the text of the formula.
"""

import csv
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from wolscan.places.columns import FileForm

SIZE_LIMIT = 5 * 1024 * 1024
UNPACKED_LIMIT = 40 * 1024 * 1024
PARTS_LIMIT = 1_000
ROW_LIMIT = 10_000
COLUMN_LIMIT = 50
#: The last row that a worksheet can have.
LAST_ROW = 1_048_576
#: What stands first in a workbook of today, and in one of before 2007 or with a password.
ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Cells = list[str]


class Unreadable(Exception):
    """The file as a whole cannot be read; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its number there, and its cells by column."""

    number: int
    cells: dict[str, str]


def read_lines(content: bytes, form: FileForm) -> list[Line]:
    """The rows of a file that are not empty. Raises ``Unreadable``."""
    if len(content) > SIZE_LIMIT:
        raise Unreadable(_("The file is larger than 5 MB. Divide it over several files."))
    if content.startswith(OLD):
        raise Unreadable(_("This workbook has a password, or is of an old kind. Save it as XLSX without a password."))
    rows = _xlsx_rows(content) if content.startswith(ZIP) else _csv_rows(content)
    filled = _filled(rows)
    first = next(filled, None)
    if first is None:
        raise Unreadable(_("The file is empty. Start from a template: its first row has the names of the columns."))
    keys = _columns(first[1], form)
    lines = [Line(number, _cells(number, cells, keys)) for number, cells in filled]
    if not lines:
        raise Unreadable(_("The file has the names of the columns, but no rows below them."))
    return lines


def _filled(rows: Iterable[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    """The rows in which something stands, as long as there are not too many."""
    count = 0
    for number, cells in rows:
        if number > LAST_ROW:
            raise Unreadable(_("The file has more rows than a worksheet can have."))
        if not any(cells):
            continue
        count += 1
        if count > ROW_LIMIT + 1:
            raise Unreadable(_("The file has more than 10,000 rows. Divide it over several files."))
        yield number, cells


def _columns(headings: Cells, form: FileForm) -> list[str | None]:
    """The column of each place in a row; a heading that says nothing is left out."""
    keys = [form.heading(heading) for heading in headings]
    unknown = [heading for heading, key in zip(headings, keys) if heading and key is None]
    if unknown:
        words = _("Row 1: the column “%(heading)s” is not known. The columns are: %(known)s.")
        known = ", ".join(column.key for column in form.columns)
        raise Unreadable(words % {"heading": unknown[0][:60], "known": known})
    named = [key for key in keys if key]
    if twice := [key for key in named if named.count(key) > 1]:
        raise Unreadable(_("Row 1: the column “%(key)s” stands there twice.") % {"key": twice[0]})
    missing = [column.key for column in form.columns if column.is_needed and column.key not in named]
    if missing:
        raise Unreadable(_("Row 1: these columns are missing: %(keys)s.") % {"keys": ", ".join(missing)})
    return keys


def _cells(number: int, cells: Cells, keys: list[str | None]) -> dict[str, str]:
    if any(cells[len(keys) :]) or any(cell for cell, key in zip(cells, keys) if key is None):
        words = _(
            "Row %(row)d has more cells than there are columns with a name. Does a text hold a comma or semicolon?"
        )
        raise Unreadable(words % {"row": number})
    padded = [*cells, *[""] * (len(keys) - len(cells))]
    return {key: cell for key, cell in zip(keys, padded) if key}


def _csv_rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    text = _decoded(content)
    heading = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            if len(cells) > COLUMN_LIMIT:
                raise Unreadable(_("The file has more than 50 columns."))
            yield number, [_plain(cell) for cell in cells]
            number = reader.line_num + 1
    except csv.Error as error:
        words = _("Row %(row)d cannot be read: perhaps a quotation mark is missing.")
        raise Unreadable(words % {"row": number}) from error


def _decoded(content: bytes) -> str:
    """The text of a CSV file: UTF-8 as most programs write it, else as Excel does on Windows."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_("This is no CSV or XLSX file. Save the table as XLSX, or as CSV UTF-8."))


def _xlsx_rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    _check_unpacked(content)
    from openpyxl import load_workbook

    try:
        # Whatever a spreadsheet program adds (extensions, themes) is not ours to warn about.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                if len(row) > COLUMN_LIMIT and any(value is not None for value in row[COLUMN_LIMIT:]):
                    raise Unreadable(_("The file has more than 50 columns."))
                yield number, [_plain(_written(value)) for value in row[:COLUMN_LIMIT]]
    except (Unreadable, GeneratorExit):
        raise
    except Exception as error:  # the parts of a broken or hostile workbook fail in any way they like
        raise Unreadable(_("This workbook cannot be read. Save the table anew as XLSX, or as CSV UTF-8.")) from error


def _check_unpacked(content: bytes) -> None:
    """A small file can unpack to gigabytes. What it says of its parts is also all that is unpacked of them."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(_("This workbook cannot be read. Save the table anew as XLSX, or as CSV UTF-8.")) from error
    if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise Unreadable(_("This workbook unpacks to more than it may. Save only the table, as CSV UTF-8."))


def _written(value: Any) -> str:
    """What stands in a cell of a worksheet, as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "text"):  # a formula over several cells
        return f"={value.text}".replace("==", "=", 1)
    return str(value)


def _plain(text: str) -> str:
    """Without spaces around it and without signs that cannot be seen."""
    seen = "".join(sign if sign in "\n\t" or unicodedata.category(sign) != "Cc" else " " for sign in text)
    return unicodedata.normalize("NFC", " ".join(seen.split()))
