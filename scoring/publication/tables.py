"""The published tables in the forms in which they leave the house: page, command, file and interface show the same.

Everything here reads what the disclosure control let through (``Snapshot.tables``), and nothing else.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from scoring.domain.disclosure_model import BREAKDOWNS, COUNTRY, TABLES
from scoring.domain.levels import LEVELS
from scoring.domain.tiers import TIERS
from scoring.models import Snapshot
from scoring.publication.course import STEPS
from wolscan.spreadsheets import harmless

Document = dict[str, Any]

#: Other words for a breakdown.
OTHER_WORDS: Final[Mapping[str, str]] = {"kleinschalig": "small", "doelgroep": "target"}
HEADER: Final = (
    "on",
    "questionnaire",
    "rules",
    "table",
    "breakdown",
    "group",
    "row",
    "n",
    "cell",
    "count",
    "share",
    "suppressed",
)
_STATES: Final = (*LEVELS, *TIERS, *STEPS)


def _place(cell: str) -> int:
    """Where a cell stands in its row: worst level, lightest tier and first step first."""
    return _STATES.index(cell.split("+")[0])


def breakdown_of(word: str) -> str | None:
    """The breakdown that a word stands for; nothing for an unknown one."""
    key = OTHER_WORDS.get(word, word)
    return key if key in BREAKDOWNS else None


def tables_of(snapshot: Snapshot, breakdown: str | None = None) -> list[Document]:
    """The tables of one breakdown, or all of them, as they were kept."""
    return [table for table in snapshot.tables if breakdown in (None, table["breakdown"])]


def outcome_document(snapshot: Snapshot, breakdown: str | None = COUNTRY) -> Document:
    """The tables of one breakdown (``None``: of all) in the published form; a hidden number is ``null``."""
    return {
        "on": snapshot.on.isoformat(),
        "questionnaire": snapshot.questionnaire,
        "rules": snapshot.rules,
        "excluded": {why: snapshot.excluded[why] for why in sorted(snapshot.excluded)},
        "tables": [_table(table) for table in tables_of(snapshot, breakdown)],
    }


def _table(table: Mapping[str, Any]) -> Document:
    return {
        "key": table["key"],
        "breakdown": table["breakdown"],
        "group": table["group"],
        "rows": [
            {
                "key": row["key"],
                "n": row["n"],
                "cells": {name: _cell(row["cells"][name]) for name in sorted(row["cells"], key=_place)},
            }
            for row in table["rows"]
        ],
    }


def _cell(cell: Mapping[str, Any]) -> Document:
    if "why" in cell:
        return {"count": None, "share": None, "suppressed": True}
    return {"count": cell["count"], "share": cell["share"], "suppressed": False}


def as_json(snapshot: Snapshot, breakdown: str | None = COUNTRY) -> str:
    return json.dumps(outcome_document(snapshot, breakdown), ensure_ascii=False, indent=1, allow_nan=False)


def lines(snapshot: Snapshot, breakdown: str | None = COUNTRY) -> Iterator[tuple[Any, ...]]:
    """One line per cell, in the order of ``HEADER``; an empty number is one that is hidden."""
    document = outcome_document(snapshot, breakdown)
    first = (document["on"], document["questionnaire"], document["rules"])
    for table in document["tables"]:
        for row in table["rows"]:
            for name, cell in row["cells"].items():
                yield (
                    *first,
                    table["key"],
                    table["breakdown"],
                    table["group"],
                    row["key"],
                    row["n"],
                    name,
                    cell["count"],
                    cell["share"],
                    int(cell["suppressed"]),
                )


def as_csv(snapshot: Snapshot, breakdown: str | None = COUNTRY) -> str:
    """The same as comma separated values; no value can be read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in lines(snapshot, breakdown):
        writer.writerow([_harmless(value) for value in line])
    return out.getvalue()


def _harmless(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value


def as_text(snapshot: Snapshot, breakdown: str | None = COUNTRY) -> str:
    """The same for a person at a terminal."""
    document = outcome_document(snapshot, breakdown)
    left_out = ", ".join(f"{why} {count}" for why, count in document["excluded"].items() if count) or "none"
    head = [
        f"Outcomes on {document['on']}, questionnaire {document['questionnaire']}, rules {document['rules']}",
        f"Scans that do not count (rounded): {left_out}",
        "Taking part is voluntary; the outcomes are not representative of the sector. Counts are rounded to 5.",
    ]
    return "\n".join([*head, *(line for table in document["tables"] for line in _as_text(table))])


def _as_text(table: Document) -> Iterator[str]:
    yield f"\n{table['key']}  {table['breakdown']} {table['group']}"
    width = max(len(row["key"]) for row in table["rows"])
    for row in table["rows"]:
        if row["n"] is None:
            yield f"  {row['key']:<{width}}  hidden"
            continue
        cells = "  ".join(f"{name} {cell['count']} ({cell['share']:.0%})" for name, cell in row["cells"].items())
        yield f"  {row['key']:<{width}}  n={row['n']}  {cells}"


#: The forms that the command and the downloads offer.
FORMATS: Final = {"json": as_json, "csv": as_csv, "text": as_text}
__all__ = ["FORMATS", "HEADER", "TABLES", "as_csv", "as_json", "as_text", "breakdown_of", "outcome_document"]
