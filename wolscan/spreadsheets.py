"""Files that people open in a spreadsheet program: text that the program computes nothing of."""

import csv
from collections.abc import Iterable
from io import StringIO

#: What makes a spreadsheet take a text for a formula; the full-width signs are the same to some programs.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """With an apostrophe where a spreadsheet would take the text for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV with semicolons, as Dutch Excel wants it; no cell is computed when the file is opened."""
    file = StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows([harmless(text) for text in row] for row in rows)
    return file.getvalue()
