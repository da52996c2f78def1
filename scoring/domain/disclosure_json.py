"""Snapshots as JSON: the tables as they are published, and the whole snapshot as it is kept.

``tables`` has the one form of command, API and open data. ``archived`` and ``restored`` keep a snapshot, with the facts
that later snapshots and the attacker rest on; what comes back is what went in.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from scoring.domain.disclosure_model import Cell, Fact, Place, Roster, Row, Shown, Snapshot, Suppressed, Table

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Numbers

#: How a snapshot is kept; another form gets another number.
FORM: Final = 1


class ArchiveError(ValueError):
    """What was kept is not a snapshot in this form."""


def published(snapshot: Snapshot, breakdown: str | None = None) -> dict[str, Any]:
    """What everybody may see, all of it or the tables of one breakdown."""
    return {
        "on": snapshot.on.isoformat(),
        "questionnaire": snapshot.questionnaire,
        "rules": snapshot.rules,
        "excluded": dict(snapshot.excluded),
        "tables": tables([table for table in snapshot.tables if breakdown in (None, table.breakdown)]),
    }


def tables(found: Iterable[Table]) -> list[dict[str, Any]]:
    """Tables with their rows and cells; numbers are ``null`` where they are hidden."""
    return [
        {
            "key": table.key,
            "breakdown": table.breakdown,
            "group": table.group,
            "rows": [_row(row) for row in table.rows],
        }
        for table in found
    ]


def _row(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "n": row.n,
        "since": row.since.isoformat() if row.since else None,
        "cells": {level: _cell(cell) for level, cell in row.cells.items()},
    }


def _cell(cell: Cell) -> dict[str, Any]:
    match cell:
        case Shown(count, share):
            return {"count": count, "share": share, "suppressed": None}
        case Suppressed(why):
            return {"count": None, "share": None, "suppressed": why}


def archived(snapshot: Snapshot) -> dict[str, Any]:
    """The whole snapshot. It holds no level of any scan, but says whom a row counts: it is not for publication."""
    return {
        "form": FORM,
        **published(snapshot),
        "settings": snapshot.settings,
        "facts": [_fact(fact) for fact in snapshot.facts],
        "roster": {
            "scans": [int(scan) for scan in snapshot.roster.scans],
            "organisations": [int(organisation) for organisation in snapshot.roster.organisations],
        },
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "place": list(fact.place),
        "on": fact.on.isoformat(),
        "members": base64.b64encode(fact.members).decode("ascii"),
        "total": fact.total,
        "form": [list(part) for part in fact.form],
        "shown": list(fact.shown),
    }


def restored(kept: Mapping[str, Any]) -> Snapshot:
    """The snapshot that was archived; ``ArchiveError`` for anything else."""
    if kept.get("form") != FORM:
        raise ArchiveError(f"not a snapshot of form {FORM}")
    try:
        return Snapshot(
            on=date.fromisoformat(kept["on"]),
            questionnaire=kept["questionnaire"],
            rules=kept["rules"],
            settings=kept["settings"],
            excluded=dict(kept["excluded"]),
            tables=tuple([_read_table(table) for table in kept["tables"]]),
            facts=tuple([_read_fact(fact) for fact in kept["facts"]]),
            roster=Roster(_numbers(kept["roster"]["scans"]), _numbers(kept["roster"]["organisations"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveError(str(error)) from error


def _numbers(found: list[int]) -> Numbers:
    import numpy as np

    return np.array(found, dtype=np.int64)


def _read_table(table: Mapping[str, Any]) -> Table:
    return Table(table["key"], table["breakdown"], table["group"], tuple([_read_row(row) for row in table["rows"]]))


def _read_row(row: Mapping[str, Any]) -> Row:
    since = date.fromisoformat(row["since"]) if row["since"] else None
    return Row(row["key"], {level: _read_cell(cell) for level, cell in row["cells"].items()}, since)


def _read_cell(cell: Mapping[str, Any]) -> Cell:
    """A cell that is marked as hidden stays hidden, whatever else it says."""
    if cell["suppressed"] is not None:
        return Suppressed(cell["suppressed"])
    return Shown(cell["count"], cell["share"])


def _read_fact(fact: Mapping[str, Any]) -> Fact:
    return Fact(
        place=Place(*fact["place"]),
        on=date.fromisoformat(fact["on"]),
        members=base64.b64decode(fact["members"], validate=True),
        total=fact["total"],
        form=tuple([tuple(part) for part in fact["form"]]),
        shown=tuple(fact["shown"]),
    )
