"""A snapshot as it is kept: its tables as plain JSON, and beside them what later snapshots and the attacker rest on."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from scoring.domain.disclosure_model import Cell, Fact, Place, Roster, Row, Shown, Snapshot, Suppressed, Table

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Numbers

Document = dict[str, Any]


def tables_document(snapshot: Snapshot) -> list[Document]:
    """The tables as people may see them: per cell ``count`` and ``share``, or only ``why`` it is hidden."""
    return [
        {
            "key": table.key,
            "breakdown": table.breakdown,
            "group": table.group,
            "rows": [_row(row) for row in table.rows],
        }
        for table in snapshot.tables
    ]


def _row(row: Row) -> Document:
    return {
        "key": row.key,
        "n": row.n,
        "since": row.since.isoformat() if row.since else None,
        "cells": {level: _cell(cell) for level, cell in row.cells.items()},
    }


def _cell(cell: Cell) -> Document:
    if isinstance(cell, Shown):
        return {"count": cell.count, "share": cell.share}
    return {"why": cell.why}


def control_document(snapshot: Snapshot) -> Document:
    """What is never shown: which scans each row counts. Equal sets of scans are kept once."""
    kept: dict[bytes, int] = {}
    facts = [
        [*fact.place, fact.on.isoformat(), kept.setdefault(fact.members, len(kept)), fact.total, fact.form, fact.shown]
        for fact in snapshot.facts
        if fact.on == snapshot.on
    ]
    return {
        "settings": snapshot.settings,
        "scans": _packed_numbers(snapshot.roster.scans),
        "organisations": _packed_numbers(snapshot.roster.organisations),
        "members": [_packed(members) for members in kept],
        "facts": facts,
        "standing": [[*fact.place, fact.on.isoformat()] for fact in snapshot.facts if fact.on != snapshot.on],
    }


def digest(snapshot: Snapshot) -> str:
    """The sha256 of everything that is shown."""
    shown = {
        "on": snapshot.on.isoformat(),
        "questionnaire": snapshot.questionnaire,
        "rules": snapshot.rules,
        "excluded": dict(snapshot.excluded),
        "tables": tables_document(snapshot),
    }
    text = json.dumps(shown, separators=(",", ":"), sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def restored(kept: Sequence[Mapping[str, Any]]) -> list[Snapshot]:
    """Snapshots from what was kept of them, oldest first: later ones repeat facts of earlier ones.

    Each needs ``on``, ``questionnaire``, ``rules``, ``excluded``, ``tables`` and ``control``.
    """
    known: dict[tuple[Place, date], Fact] = {}
    found = []
    for row in sorted(kept, key=lambda row: row["on"]):
        own = {(fact.place, fact.on): fact for fact in _facts(row["control"])}
        known |= own
        standing = [known[Place(*place), date.fromisoformat(on)] for *place, on in row["control"]["standing"]]
        found.append(_snapshot(row, (*own.values(), *standing)))
    return found


def _snapshot(row: Mapping[str, Any], facts: tuple[Fact, ...]) -> Snapshot:
    control = row["control"]
    return Snapshot(
        on=row["on"],
        questionnaire=row["questionnaire"],
        rules=row["rules"],
        settings=control["settings"],
        excluded=row["excluded"],
        tables=tuple(_table(table) for table in row["tables"]),
        facts=facts,
        roster=Roster(_numbers(control["scans"]), _numbers(control["organisations"])),
    )


def _facts(control: Mapping[str, Any]) -> list[Fact]:
    members = [_unpacked(text) for text in control["members"]]
    return [
        Fact(
            place=Place(*place),
            on=date.fromisoformat(on),
            members=members[number],
            total=total,
            form=tuple(tuple(part) for part in form),
            shown=tuple(shown),
        )
        for *place, on, number, total, form, shown in control["facts"]
    ]


def _table(table: Document) -> Table:
    rows = tuple(
        Row(
            key=row["key"],
            cells={level: _cell_of(cell) for level, cell in row["cells"].items()},
            since=date.fromisoformat(row["since"]) if row["since"] else None,
        )
        for row in table["rows"]
    )
    return Table(key=table["key"], breakdown=table["breakdown"], group=table["group"], rows=rows)


def _cell_of(cell: Document) -> Cell:
    return Suppressed(cell["why"]) if "why" in cell else Shown(cell["count"], cell["share"])


def _packed(content: bytes) -> str:
    return b64encode(zlib.compress(content, 9)).decode()


def _unpacked(text: str) -> bytes:
    return zlib.decompress(b64decode(text))


def _packed_numbers(numbers: Numbers) -> str:
    import numpy as np

    return _packed(np.ascontiguousarray(numbers, dtype="<i8").tobytes())


def _numbers(text: str) -> Numbers:
    import numpy as np

    return np.frombuffer(_unpacked(text), dtype="<i8").astype(np.int64)
